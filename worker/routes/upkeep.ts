/** What can an administrator call to look after the service's storage? */
import * as z from 'zod';
import { Consistency, Republication } from '../../schemas/upkeep.ts';
import { mount } from '../http/endpoint.ts';
import type { Router } from '../http/router.ts';
import { checkConsistency } from '../service/upkeep/check-consistency.ts';
import { republish } from '../service/upkeep/republish.ts';
import { PageQuery, trialOf, WriteQuery } from './parameters.ts';

/** Mounts the comparison of KV with the registry, and the writing of it anew. */
export function mountUpkeep(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/consistency',
    operationId: 'checkConsistency',
    tag: 'administration',
    summary: 'Whether KV says what the registry says',
    description: 'Profile by profile: manifest, texts, names. No differences on all pages: they agree.',
    query: z.strictObject({ cursor: PageQuery.shape.cursor }),
    answers: { 200: { description: 'A page of differences.', content: { 'application/json': Consistency } } },
    handle: async ({ c, query }) => c.json(await checkConsistency(c.var.service, query.cursor ?? null)),
  });
  mount(router, {
    method: 'post',
    path: '/v1/republish',
    operationId: 'republish',
    tag: 'administration',
    summary: 'Write all of KV again from the registry',
    description: 'Clients are served meanwhile. What is still pending afterwards goes on by itself.',
    query: WriteQuery,
    answers: { 200: { description: 'How much that is.', content: { 'application/json': Republication } } },
    handle: async ({ c, query }) => c.json(await republish(c.var.service, trialOf(query))),
  });
}
