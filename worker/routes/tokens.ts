/** How are tokens made, replaced and ended? */
import type { Context } from 'hono';
import * as z from 'zod';
import { TokenRequest } from '../../schemas/api.ts';
import { NewToken, RotationRequest, TokenPage } from '../../schemas/envelope.ts';
import type { AppEnv } from '../http/app-env.ts';
import { mount } from '../http/endpoint.ts';
import type { Router } from '../http/router.ts';
import { secondsOf } from '../service/span.ts';
import { createToken } from '../service/token/create.ts';
import { listTokens } from '../service/token/list.ts';
import { revokeToken } from '../service/token/revoke.ts';
import { rotateToken } from '../service/token/rotate.ts';
import { deletionAnswer, deletionAnswers } from './deletion.ts';
import { OpaqueId, PageQuery, pageOf, SMALL_BODY_BYTES, trialOf, WriteQuery } from './parameters.ts';

/** Mounts tokens. */
export function mountTokens(router: Router): void {
  mountList(router);
  mountRotation(router);
  mountTokenEnd(router);
}

const LOCATION = { Location: 'The path of the token, by which it can be revoked.' };

/** A new token, or (dry run) what it would be. */
function answerMade(
  c: Context<AppEnv>,
  made: z.output<typeof NewToken>,
  { dryRun }: { readonly dryRun: boolean },
): Response {
  if (dryRun) return c.json(made, 200);
  c.header('Location', `/v1/tokens/${made.id}`);
  return c.json(made, 201);
}

function mountList(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/tokens',
    operationId: 'listTokens',
    tag: 'administration',
    summary: 'The tokens, without their secrets',
    query: PageQuery,
    answers: { 200: { description: 'Tokens.', content: { 'application/json': TokenPage } } },
    handle: async ({ c, query }) => c.json(await listTokens(c.var.service, pageOf(query))),
  });
  mount(router, {
    method: 'post',
    path: '/v1/tokens',
    operationId: 'createToken',
    tag: 'administration',
    summary: 'Make a token',
    description: 'The secret is in this answer and nowhere else. `admin` implies all scopes, `write` implies `read`.',
    query: WriteQuery,
    body: { schema: TokenRequest, maxBytes: SMALL_BODY_BYTES, example: { name: 'terraform', scopes: ['write'] } },
    answers: {
      200: { description: 'A dry run: such a token could be made.', content: { 'application/json': NewToken } },
      201: { description: 'The token, with its secret.', content: { 'application/json': NewToken }, headers: LOCATION },
    },
    handle: async ({ c, query, body }) => {
      const { dryRun } = trialOf(query);
      c.set('isSecret', true);
      return answerMade(c, await createToken(c.var.service, { ...body, dryRun }), { dryRun });
    },
  });
}

/** How long a replaced token goes on working when nothing is said about it. */
const DEFAULT_OVERLAP = '1d';

function mountRotation(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/tokens/{tokenId}/rotate',
    operationId: 'rotateToken',
    tag: 'administration',
    summary: 'Replace a token by a new one with the same rights',
    description:
      `The old token goes on working for \`overlap\`, ${DEFAULT_OVERLAP} when absent. ` +
      'A token that was made for a time is replaced for as long a time. The secret is in this answer and nowhere else.',
    params: z.strictObject({ tokenId: OpaqueId }),
    query: WriteQuery,
    body: { schema: RotationRequest, maxBytes: SMALL_BODY_BYTES, example: { overlap: '1d' }, optional: true },
    answers: {
      200: { description: 'A dry run: it could be replaced.', content: { 'application/json': NewToken } },
      201: {
        description: 'The new token, with its secret.',
        content: { 'application/json': NewToken },
        headers: LOCATION,
      },
    },
    faults: ['absent'],
    handle: async ({ c, params, query, body }) => {
      const { dryRun } = trialOf(query);
      const overlapSeconds = secondsOf(body.overlap ?? DEFAULT_OVERLAP);
      c.set('isSecret', true);
      const made = await rotateToken(c.var.service, { id: params.tokenId, overlapSeconds, dryRun });
      return answerMade(c, made, { dryRun });
    },
  });
}

function mountTokenEnd(router: Router): void {
  mount(router, {
    method: 'delete',
    path: '/v1/tokens/{tokenId}',
    operationId: 'revokeToken',
    tag: 'administration',
    summary: 'End a token at once',
    params: z.strictObject({ tokenId: OpaqueId }),
    query: WriteQuery,
    answers: deletionAnswers('The token works no more.'),
    faults: ['absent'],
    handle: async ({ c, params, query }) => {
      await revokeToken(c.var.service, { id: params.tokenId, ...trialOf(query) });
      return deletionAnswer(c, trialOf(query));
    },
  });
}
