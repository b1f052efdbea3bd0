/** How are all documents, keys, tokens and the audit saved and taken back? */
import * as z from 'zod';
import { MAX_BACKUP_BYTES, Restoration, RestoreMode } from '../../schemas/backup.ts';
import { readRawBody } from '../http/body.ts';
import { mount } from '../http/endpoint.ts';
import { JSON_LINES } from '../http/json-lines.ts';
import type { Router } from '../http/router.ts';
import { backup } from '../service/backup/backup.ts';
import { restore } from '../service/backup/restore.ts';
import { trialOf, WriteQuery } from './parameters.ts';

const RestoreQuery = z.strictObject({
  ...WriteQuery.shape,
  mode: RestoreMode.optional().meta({
    description:
      '`merge`, when absent: what is missing is added, nothing that is there changes. `replace`: documents, keys and ' +
      'tokens are what the backup has; what differs becomes a new revision, what is not in it is withdrawn.',
  }),
});

/** Mounts the backup. */
export function mountBackup(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/backup',
    operationId: 'backup',
    tag: 'administration',
    summary: 'Everything that the service holds',
    description:
      'Documents with their history, contents of lists, keys, tokens (their hashes) and the audit, one JSON text a line, ' +
      'with a checksum at the end. It holds capability keys: keep it as a secret.',
    answers: { 200: { description: 'The backup.', content: {}, texts: [JSON_LINES] } },
    handle: async ({ c }) =>
      new Response(await backup(c.var.service), {
        headers: {
          'Content-Type': JSON_LINES,
          'Content-Disposition': 'attachment; filename="portolan-backup.jsonl"',
        },
      }),
  });
  mount(router, {
    method: 'put',
    path: '/v1/backup',
    operationId: 'restore',
    tag: 'administration',
    summary: 'Take a backup back',
    description: 'Into an empty or a running service. A damaged backup changes nothing.',
    query: RestoreQuery,
    rawBody: { maxBytes: MAX_BACKUP_BYTES, example: '{"is":"portolan-backup","format":1,"at":0}\n' },
    answers: { 200: { description: 'What was done.', content: { 'application/json': Restoration } } },
    handle: async ({ c, query }) =>
      c.json(
        await restore(c.var.service, {
          body: readRawBody(c.req.raw, MAX_BACKUP_BYTES),
          mode: query.mode ?? 'merge',
          ...trialOf(query),
        }),
      ),
  });
}
