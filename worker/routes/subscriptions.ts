/** What can be called on a list that is fetched from its publisher? */
import * as z from 'zod';
import { RefreshedList } from '../../schemas/envelope.ts';
import { mount } from '../http/endpoint.ts';
import type { Router } from '../http/router.ts';
import { refreshList } from '../service/list/refresh.ts';
import { LIST_EXAMPLE } from './kinds.ts';
import { IdPath, trialOf, WriteQuery } from './parameters.ts';

const RefreshQuery = z.strictObject({
  ...WriteQuery.shape,
  accept: z
    .string()
    .regex(/^(?:true|[0-9a-f]{64})$/, 'expected true, or a SHA-256 of 64 lower-case hexadecimal digits')
    .optional()
    .meta({
      description:
        'Nothing is fetched; what was kept back is taken: the content of this SHA-256, or (`true`) whichever it is.',
    }),
});

const document = { format: 'domains', source: { url: 'https://lists.example/ads.txt', every: '6h' } };

const EXAMPLE = {
  ...LIST_EXAMPLE.envelope,
  revision: 4,
  document,
  subscription: {
    state: 'fresh',
    lastTry: '2026-11-24T12:00:00.000Z',
    lastSuccess: '2026-11-24T12:00:00.000Z',
    nextRun: '2026-11-24T18:21:00.000Z',
    failures: 0,
    reason: null,
  },
  refresh: { result: 'changed', reason: null },
};

/** Mounts refreshes. */
export function mountSubscriptions(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/lists/{id}/refresh',
    operationId: 'refreshList',
    tag: 'lists',
    summary: 'Fetch a subscribed list now, or take what was kept back',
    description:
      'Waits for the publisher, for up to a minute. A new content is a revision; who uses the list is made anew and ' +
      'published. A publisher that fails, and an answer that is suspicious, are told in `refresh` with status 200: the ' +
      'last good content stays. Six times in ten minutes for each list, one at a time; else 429.',
    params: IdPath,
    query: RefreshQuery,
    answers: {
      200: {
        description: 'The list as it is now, or (dry run) as it would be, and what became of the refresh.',
        content: { 'application/json': RefreshedList },
        example: EXAMPLE,
        headers: { ETag: 'The entity tag of the list.' },
      },
    },
    faults: ['absent', 'precondition', 'too-many'],
    handle: async ({ c, params: { id }, query }) => {
      const accept = query.accept === 'true' ? true : (query.accept ?? null);
      const answer = await refreshList(c.var.service, { id, accept, ...trialOf(query) });
      c.header('ETag', answer.etag);
      return c.json(answer);
    },
  });
}
