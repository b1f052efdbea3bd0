/** How does OpenAPI describe the URLs that clients fetch? They are answered in `worker/edge/`, without this code. */
import * as z from 'zod';
import { Problem } from '../../schemas/finding.ts';
import { DoctorReport } from '../../schemas/probe.ts';
import { Rendered } from '../../schemas/stateless.ts';
import { RenderAction, RenderMode } from '../../schemas/targets.ts';
import { Name } from '../../schemas/words.ts';
import { PROBLEM_MEDIA_TYPE } from '../http/problem.ts';
import type { Router } from '../http/router.ts';
import { REPORT_EXAMPLE } from './probes.ts';
import { RENDERED_EXAMPLE, TEXT_TYPES } from './targets.ts';

const Variant = z.object({
  zone: z.string().optional().meta({ description: 'The zone of the client; unknown: the generic text.' }),
  for: z.string().optional().meta({ description: 'generic, apple or windows; unknown: the generic text.' }),
  stage: z.string().optional().meta({ description: '`next`: the newest revision that is stored but not published.' }),
});

const Key = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22,128}$/)
  .meta({ description: 'A capability key.' });

/** The URLs, with what stands in their paths. */
const URLS = [
  { path: '/pac/{id}.pac', operationId: 'getPublicPac', summary: 'The PAC of a public profile', params: { id: Name } },
  {
    path: '/pac/{id}/{key}.pac',
    operationId: 'getPac',
    summary: 'The PAC of a profile',
    params: { id: Name, key: Key },
  },
  { path: '/wpad.dat', operationId: 'getWpad', summary: 'The PAC that the host name is bound to', params: {} },
  { path: '/proxy.pac', operationId: 'getProxyPac', summary: 'The same under another usual name', params: {} },
] as const;

const Ready = z.strictObject({
  status: z.enum(['ready', 'not-ready']),
  kv: z.enum(['ok', 'unreachable']),
  registry: z.enum(['ok', 'unreachable']),
  outbox: z
    .strictObject({ waiting: z.int(), oldestSeconds: z.int() })
    .nullable()
    .meta({ description: 'Publications that KV has not confirmed; null: nobody can tell.' }),
  lastPublishedAt: z.string().nullable(),
  reasons: z.array(z.string()),
});

const plain = (description: string) => ({ description, content: { 'text/plain': { schema: z.string() } } });

const problem = (description: string) => ({ description, content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } } });

/** Adds the clients' URLs to the OpenAPI document of a router. */
export function documentClientUrls(router: Router): void {
  for (const { path, operationId, summary, params } of URLS) {
    router.openAPIRegistry.registerPath({
      method: 'get',
      path,
      operationId,
      tags: ['clients'],
      summary,
      description: 'HEAD, `If-None-Match` and a strong ETag work. A wrong key looks like an unknown profile.',
      security: [],
      request: { params: z.object(params), query: Variant },
      responses: {
        200: {
          description: 'The PAC text.',
          content: { 'application/x-ns-proxy-autoconfig': { schema: z.string() } },
        },
        304: { description: 'The client has these bytes already.' },
        404: plain('Unknown, or not for this client.'),
        429: plain(
          'Too many misses from this address; `Retry-After` says for how long. What is there is never refused.',
        ),
        503: plain('Nothing could be read anywhere just now.'),
      },
    });
  }
  documentConfig(router);
  router.openAPIRegistry.registerPath({
    method: 'get',
    path: '/readyz',
    operationId: 'getReadiness',
    tags: ['about'],
    summary: 'Whether storage answers and what was written is on its way to clients',
    security: [],
    responses: {
      200: { description: 'Ready.', content: { 'application/json': { schema: Ready } } },
      503: { description: 'Not ready, for these reasons.', content: { 'application/json': { schema: Ready } } },
    },
  });
  router.openAPIRegistry.registerPath({
    method: 'get',
    path: '/healthz',
    operationId: 'getHealth',
    tags: ['about'],
    summary: 'Whether the service answers; does not touch storage',
    security: [],
    responses: {
      200: {
        description: 'It does.',
        content: { 'application/json': { schema: z.strictObject({ status: z.literal('ok') }) } },
      },
    },
  });
}

const FileName = z
  .string()
  .max(79)
  .meta({
    description:
      'A target of `GET /v1/targets`; `install.sh` or `install.ps1`, which set up the machine that runs it; `doctor.sh` ' +
      'or `doctor.ps1`, which look at the proxies from there.',
  });

/** How a target is asked for. */
const Asked = {
  mode: RenderMode.optional().meta({ description: 'Of targets: `pac` when absent.' }),
  action: RenderAction.optional().meta({ description: 'Of targets: `apply` when absent.' }),
};

/** The files beside the PAC, and where doctors send their reports. */
function documentConfig(router: Router): void {
  for (const { path, operationId, params } of [
    { path: '/config/{id}/{name}', operationId: 'getPublicConfig', params: { id: Name, name: FileName } },
    { path: '/config/{id}/{key}/{name}', operationId: 'getConfig', params: { id: Name, key: Key, name: FileName } },
  ]) {
    router.openAPIRegistry.registerPath({
      method: 'get',
      path,
      operationId,
      tags: ['clients'],
      summary: `A file made of the published profile${'key' in params ? '' : ', where the profile is public'}`,
      description: 'HEAD, `If-None-Match` and a strong ETag work. A wrong key looks like an unknown profile.',
      security: [],
      request: { params: z.object(params), query: Variant.extend(Asked) },
      responses: {
        200: {
          description: 'The file, or (asked so by `Accept: application/json`) the envelope of `POST /v1/render`.',
          content: {
            ...Object.fromEntries(TEXT_TYPES.map((type) => [type, { schema: z.string() }])),
            'application/json': { schema: Rendered, example: RENDERED_EXAMPLE },
          },
        },
        304: { description: 'The client has these bytes already.' },
        404: plain('Unknown, or not for this client.'),
        422: problem('A wrong mode or action, or the profile has no such text; the errors say why.'),
        503: plain('The registry cannot be reached just now.'),
      },
    });
  }
  documentReports(router);
}

function documentReports(router: Router): void {
  router.openAPIRegistry.registerPath({
    method: 'post',
    path: '/config/{id}/{key}/reports',
    operationId: 'sendReport',
    tags: ['clients'],
    summary: 'What a doctor saw on a client, for the administrator',
    description: 'At most 16 KiB. The latest of each client address is kept.',
    security: [],
    request: {
      params: z.object({ id: Name, key: Key }),
      body: { required: true, content: { 'application/json': { schema: DoctorReport, example: REPORT_EXAMPLE } } },
    },
    responses: {
      204: { description: 'Kept.' },
      400: problem('The body could not be read.'),
      404: plain('Unknown, or not for this client.'),
      413: problem('The body is too large.'),
      415: problem('The media type is not read here.'),
      422: problem('Not a report, or one about another profile.'),
      429: problem('Too many reports; `Retry-After` says for how long.'),
    },
  });
}
