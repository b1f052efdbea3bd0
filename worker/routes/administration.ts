/** What can an administrator call: tokens and the audit? */
import * as z from 'zod';
import { TokenRequest } from '../../schemas/api.ts';
import { AuditPage, NewToken, TokenPage } from '../../schemas/envelope.ts';
import { mount } from '../http/endpoint.ts';
import type { Router } from '../http/router.ts';
import { listAudit } from '../service/audit/list.ts';
import { createToken } from '../service/token/create.ts';
import { listTokens } from '../service/token/list.ts';
import { revokeToken } from '../service/token/revoke.ts';
import { deletionAnswer, deletionAnswers } from './deletion.ts';
import { AuditQuery, OpaqueId, PageQuery, pageOf, SMALL_BODY_BYTES, WriteQuery } from './parameters.ts';

/** Mounts tokens and the audit. */
export function mountAdministration(router: Router): void {
  mountTokens(router);
  mountTokenEnd(router);
  mountAudit(router);
}

function mountTokens(router: Router): void {
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
      201: { description: 'The token, with its secret.', content: { 'application/json': NewToken } },
    },
    handle: async ({ c, query, body }) => {
      const dryRun = query.dryRun === 'true';
      return c.json(await createToken(c.var.service, body, dryRun), dryRun ? 200 : 201);
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
      await revokeToken(c.var.service, params.tokenId, query.dryRun === 'true');
      return deletionAnswer(c, query.dryRun === 'true');
    },
  });
}

function mountAudit(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/audit',
    operationId: 'listAudit',
    tag: 'administration',
    summary: 'Who did what, newest first',
    query: AuditQuery,
    answers: { 200: { description: 'Entries.', content: { 'application/json': AuditPage } } },
    handle: async ({ c, query }) => {
      const { kind, id, by } = query;
      const filter = { ...(kind && { kind }), ...(id && { id }), ...(by && { by }) };
      return c.json(await listAudit(c.var.service, filter, pageOf(query)));
    },
  });
}
