/** How do scripts keep the service and a repository the same: the whole set in, the whole set out? */
import * as z from 'zod';
import { DocumentSet, MAX_APPLIED_BYTES, Plan, type SetDocument } from '../../schemas/automation.ts';
import { writeYamlDocuments } from '../core/document/yaml.ts';
import { mount } from '../http/endpoint.ts';
import { wantsYaml } from '../http/negotiate.ts';
import type { Router } from '../http/router.ts';
import { streamedTexts } from '../http/streamed.ts';
import { applySet } from '../service/automation/apply.ts';
import { exportSet } from '../service/automation/export.ts';
import { PROFILE_EXAMPLE } from './kinds.ts';
import { Flag, trialOf, WriteQuery } from './parameters.ts';

const ApplyQuery = z.strictObject({
  ...WriteQuery.shape,
  prune: Flag.meta({ description: 'true: documents that are not in the set are deleted.' }),
});

/** Mounts the set of all documents. */
export function mountAutomation(router: Router): void {
  mountApply(router);
  mountExport(router);
}

function mountApply(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/apply',
    operationId: 'applySet',
    tag: 'automation',
    summary: 'Bring the service to a set of documents, in one transaction',
    description:
      'A list of documents, or YAML documents with `---` between them; each has `kind` and `id` beside its own keys. ' +
      'All of it is done, or nothing. Equal documents make no revision; nothing is deleted without `prune=true`. ' +
      '`dryRun=true` answers the plan alone. Pointers of errors begin with the place in the set.',
    query: ApplyQuery,
    body: {
      schema: DocumentSet,
      maxBytes: MAX_APPLIED_BYTES,
      form: 'many',
      example: [{ kind: 'profile', id: 'headquarters', ...PROFILE_EXAMPLE.document }],
    },
    answers: { 200: { description: 'What was done, in this order.', content: { 'application/json': Plan } } },
    faults: ['in-use'],
    handle: async ({ c, query, body }) =>
      c.json(
        await applySet(c.var.service, {
          documents: body,
          prune: query.prune === 'true',
          ...trialOf(query),
        }),
      ),
  });
}

function mountExport(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/export',
    operationId: 'exportSet',
    tag: 'automation',
    summary: 'All documents, as `apply` takes them',
    description: 'Lists, then policies, then profiles, each by id. The same documents give the same bytes.',
    answers: {
      200: {
        description: 'A list of documents; with `Accept: application/yaml` one YAML document each.',
        content: { 'application/json': DocumentSet, 'application/yaml': DocumentSet },
      },
    },
    handle: ({ c }) => {
      const documents = exportSet(c.var.service);
      return wantsYaml(c.req.header('Accept'))
        ? streamedTexts(asYaml(documents), 'application/yaml')
        : streamedTexts(asJson(documents), 'application/json');
    },
  });
}

async function* asJson(documents: AsyncIterable<SetDocument>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const document of documents) {
    yield `${before}${JSON.stringify(document)}`;
    before = ',\n';
  }
  yield before === ',\n' ? '\n]\n' : '[]\n';
}

async function* asYaml(documents: AsyncIterable<SetDocument>): AsyncGenerator<string> {
  for await (const document of documents) yield writeYamlDocuments([document]);
}
