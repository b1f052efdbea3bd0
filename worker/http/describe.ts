/** How does OpenAPI describe an endpoint? From its contract alone. */
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import * as z from 'zod';
import { Problem } from '../../schemas/finding.ts';
import { FAULTS, type FaultCode } from '../service/fault.ts';
import type { BodyContract, Contract, RawBodyContract } from './contract.ts';
import { IDEMPOTENCY_KEY } from './idempotency-key.ts';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';

/** An endpoint as OpenAPI describes it. */
export function describeEndpoint(endpoint: Contract): RouteConfig {
  const { params, query, body, rawBody, headers } = endpoint;
  return {
    method: endpoint.method,
    path: endpoint.path,
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    security: isPublic(endpoint) ? [] : [{ bearer: [] }],
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...headersOf(endpoint, headers),
      ...(body === undefined ? {} : { body: describeBody(body) }),
      ...(rawBody === undefined ? {} : { body: describeRawBody(rawBody) }),
    },
    responses: { ...describeAnswers(endpoint.answers), ...describeFaults(endpoint) },
  };
}

/** A POST is made once by its key, whatever it does. */
const isMadeOnce = ({ method, path }: Contract): boolean => method === 'post' && path.startsWith('/v1/');

function headersOf(endpoint: Contract, own: Contract['headers'] = {}) {
  const all = isMadeOnce(endpoint) ? { ...own, [IDEMPOTENCY_KEY]: MEANING_OF_KEY } : own;
  return Object.keys(all).length === 0 ? {} : { headers: headerSchema(all) };
}

const MEANING_OF_KEY =
  'Any text of the caller: sent again within 24 hours, the call is not made again, and answers the same.';

const isPublic = ({ path }: Contract): boolean => !path.startsWith('/v1/');

function headerSchema(headers: Readonly<Record<string, string>>): z.ZodObject {
  return z.object(
    Object.fromEntries(
      Object.entries(headers).map(([name, meaning]) => [name, z.string().optional().meta({ description: meaning })]),
    ),
  );
}

function describeBody({ schema, example, optional }: BodyContract) {
  const media = { schema, example };
  return { required: optional !== true, content: { 'application/json': media, 'application/yaml': media } };
}

function describeRawBody({ maxBytes, example }: RawBodyContract) {
  const schema = z.string().meta({ description: `Up to ${maxBytes} bytes.` });
  return { required: true, content: { 'text/plain': { schema, example }, '*/*': { schema, example } } };
}

function describeAnswers(answers: Contract['answers']): RouteConfig['responses'] {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, content, example, headers, texts = [] }]) => [
      status,
      {
        description,
        ...(headers === undefined ? {} : { headers: headerSchema(headers) }),
        ...(content === undefined
          ? {}
          : { content: { ...describeTexts(texts), ...describeContent(content, example) } }),
      },
    ]),
  );
}

function describeContent(content: Readonly<Record<string, z.ZodType>>, example: unknown) {
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [type, example === undefined ? { schema } : { schema, example }]),
  );
}

const describeTexts = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: z.string() }]));

/** The refusals of an endpoint, one entry for each status. */
function describeFaults(endpoint: Contract): RouteConfig['responses'] {
  const codes = new Set<FaultCode>([
    ...(isPublic(endpoint) ? [] : (['unauthenticated', 'forbidden', 'too-many', 'unavailable'] as const)),
    ...((endpoint.body ?? endpoint.rawBody) === undefined ? [] : (['unreadable', 'too-large', 'media-type'] as const)),
    // Every endpoint refuses parameters that it does not know.
    'invalid',
    ...(isMadeOnce(endpoint) ? (['repeated'] as const) : []),
    ...(endpoint.faults ?? []),
  ]);
  return Object.fromEntries(
    [...codes].map((code) => [
      FAULTS[code].status,
      { description: `${FAULTS[code].title}.`, content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } } },
    ]),
  );
}
