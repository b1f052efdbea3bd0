/** What can be called without storing anything, and what can be asked of a stored profile? */
import { Queries } from '../../schemas/api.ts';
import { MAX_DOCUMENT_BYTES } from '../../schemas/profile.ts';
import { ExplainRequest, ExplainResponse, Rendered, RenderRequest } from '../../schemas/stateless.ts';
import { mount } from '../http/endpoint.ts';
import type { Router } from '../http/router.ts';
import { streamed } from '../http/streamed.ts';
import { explainInline, explainStored } from '../service/profile/explain.ts';
import { renderProfile } from '../service/profile/render.ts';
import { PROFILE_EXAMPLE } from './kinds.ts';
import { IdPath } from './parameters.ts';
import { RENDERED_EXAMPLE } from './targets.ts';

const QUERIES_EXAMPLE = [{ url: 'https://wiki.corp.example/' }, { url: 'https://news.example/', client: '10.20.3.4' }];
/** A profile, its policy, as many questions as a call may hold, and 2 MiB of lists; YAML takes some 14 bytes of memory for one. */
const INLINE_BYTES = 4 * MAX_DOCUMENT_BYTES;

/** Mounts render and explain. */
export function mountStateless(router: Router): void {
  mountRender(router);
  mountExplain(router);
}

function mountRender(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/render',
    operationId: 'render',
    tag: 'render',
    summary: 'Render a profile that is given inline',
    description:
      'Nothing is stored: for CI, before anything is. A target in PAC mode needs `pacUrl`. Lists are given with ' +
      'their text. The findings are those of the profile and its lists, then what the target cannot say.',
    body: {
      schema: RenderRequest,
      maxBytes: INLINE_BYTES,
      example: { profile: PROFILE_EXAMPLE.document, target: 'git', mode: 'fixed' },
    },
    answers: {
      200: {
        description: 'The finished text.',
        content: { 'application/json': Rendered },
        example: RENDERED_EXAMPLE,
      },
    },
    handle: async ({ c, body }) => c.json(await renderProfile(c.var.service, body)),
  });
}

function mountExplain(router: Router): void {
  const answers = {
    200: { description: 'One answer for each question, in order.', content: { 'application/json': ExplainResponse } },
  };
  mount(router, {
    method: 'post',
    path: '/v1/explain',
    operationId: 'explain',
    tag: 'explain',
    summary: 'Which proxy, and why: for a profile that is given inline',
    body: {
      schema: ExplainRequest,
      maxBytes: INLINE_BYTES,
      example: { profile: PROFILE_EXAMPLE.document, queries: QUERIES_EXAMPLE },
    },
    answers,
    handle: async ({ c, body }) => streamed('results', (await explainInline(c.var.service, body)).results),
  });
  mount(router, {
    method: 'post',
    path: '/v1/profiles/{id}/explain',
    operationId: 'explainProfile',
    tag: 'explain',
    summary: 'Which proxy, and why: for the newest revision of a stored profile',
    params: IdPath,
    body: { schema: Queries, maxBytes: MAX_DOCUMENT_BYTES, example: { queries: QUERIES_EXAMPLE } },
    answers,
    faults: ['absent'],
    handle: async ({ c, params, body }) =>
      streamed('results', (await explainStored(c.var.service, params.id, body.queries)).results),
  });
}
