/** What can be read of the audit? */
import * as z from 'zod';
import { AuditDetail, AuditPage } from '../../schemas/envelope.ts';
import { mount } from '../http/endpoint.ts';
import { JSON_LINES, jsonLines, wantsJsonLines } from '../http/json-lines.ts';
import type { Router } from '../http/router.ts';
import { exportAudit, listAudit } from '../service/audit/list.ts';
import { showAudit } from '../service/audit/show.ts';
import type { AuditFilter } from '../store/contract/audit.ts';
import { AuditQuery, Count, pageOf } from './parameters.ts';

/** Mounts the audit. */
export function mountAudit(router: Router): void {
  mountEntries(router);
  mountEntry(router);
}

function mountEntries(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/audit',
    operationId: 'listAudit',
    tag: 'administration',
    summary: 'Who did what, newest first',
    description: `\`Accept: ${JSON_LINES}\` answers all of it, one entry a line; \`limit\` and \`cursor\` mean nothing then.`,
    query: AuditQuery,
    answers: {
      200: { description: 'Entries.', content: { 'application/json': AuditPage }, texts: [JSON_LINES] },
    },
    handle: async ({ c, query }) => {
      const filter = filterOf(query);
      if (wantsJsonLines(c.req.header('Accept'))) return jsonLines(exportAudit(c.var.service, filter));
      return c.json(await listAudit(c.var.service, filter, pageOf(query)));
    },
  });
}

function filterOf({ kind, id, by, action, since, until }: z.output<typeof AuditQuery>): AuditFilter {
  return {
    ...(kind && { kind }),
    ...(id && { id }),
    ...(by && { by }),
    ...(action && { action }),
    ...(since && { since: Date.parse(since) }),
    ...(until && { until: Date.parse(until) }),
  };
}

function mountEntry(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/audit/{seq}',
    operationId: 'getAuditEntry',
    tag: 'administration',
    summary: 'One entry, with what it changed',
    params: z.strictObject({ seq: Count }),
    answers: { 200: { description: 'The entry.', content: { 'application/json': AuditDetail } } },
    faults: ['absent'],
    handle: async ({ c, params }) => c.json(await showAudit(c.var.service, Number(params.seq))),
  });
}
