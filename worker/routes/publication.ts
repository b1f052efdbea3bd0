/** What can be called on what clients get: publishing a stored revision, and the keys of the URLs? */
import * as z from 'zod';
import { KeyRequest, RevisionRequest } from '../../schemas/api.ts';
import { KeyList, NewKey, ProfileEnvelope } from '../../schemas/envelope.ts';
import { answerWritten } from '../http/document-answer.ts';
import { mount } from '../http/endpoint.ts';
import { readPrecondition } from '../http/preconditions.ts';
import type { Router } from '../http/router.ts';
import { createKey } from '../service/key/create.ts';
import { listKeys } from '../service/key/list.ts';
import { revokeKey } from '../service/key/revoke.ts';
import { publishProfile } from '../service/profile/publish.ts';
import { secondsOf } from '../service/span.ts';
import { deletionAnswer, deletionAnswers } from './deletion.ts';
import { IdPath, OpaqueId, SMALL_BODY_BYTES, trialOf, WriteQuery } from './parameters.ts';

/** How long older keys go on working when a new one is made and nothing is said about it. */
const DEFAULT_OVERLAP = '7d';

const KeyPath = z.strictObject({ ...IdPath.shape, keyId: OpaqueId });

/** Mounts publishing and keys. */
export function mountPublication(router: Router): void {
  mountPublish(router);
  mountKeys(router);
  mountKeyChanges(router);
}

function mountPublish(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/profiles/{id}/publish',
    operationId: 'publishProfile',
    tag: 'profiles',
    summary: 'Publish a stored revision',
    description: 'What `PUT ?publish=false` stored reaches the clients. The revision is published as it is.',
    params: IdPath,
    query: WriteQuery,
    headers: { 'If-Match': 'Only if the newest revision still has this entity tag; else 412.' },
    body: { schema: RevisionRequest, maxBytes: SMALL_BODY_BYTES, example: { revision: 2 } },
    answers: { 200: { description: 'Published.', content: { 'application/json': ProfileEnvelope } } },
    faults: ['absent', 'precondition'],
    handle: async ({ c, params: { id }, query, body }) => {
      const precondition = readPrecondition((header) => c.req.header(header));
      const { dryRun } = trialOf(query);
      const written = await publishProfile(c.var.service, { id, revision: body.revision, precondition, dryRun });
      return answerWritten(c, written, { dryRun, location: `/v1/profiles/${id}` });
    },
  });
}

function mountKeys(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/profiles/{id}/keys',
    operationId: 'listKeys',
    tag: 'keys',
    summary: 'The capability keys of a profile’s URLs',
    description: 'A key is a capability, so reading one needs the scope `write`.',
    params: IdPath,
    answers: { 200: { description: 'Keys that work.', content: { 'application/json': KeyList } } },
    faults: ['absent'],
    handle: async ({ c, params }) => c.json({ items: await listKeys(c.var.service, params.id) }),
  });
}

function mountKeyChanges(router: Router): void {
  mount(router, {
    method: 'post',
    path: '/v1/profiles/{id}/keys',
    operationId: 'createKey',
    tag: 'keys',
    summary: 'Make a new key and let the older ones expire',
    description: `The older keys go on working for \`overlap\`, ${DEFAULT_OVERLAP} when absent.`,
    params: IdPath,
    query: WriteQuery,
    body: { schema: KeyRequest, maxBytes: SMALL_BODY_BYTES, example: { overlap: '7d' }, optional: true },
    answers: {
      200: {
        description: 'A dry run: a key like this would be made; this one does not work.',
        content: { 'application/json': NewKey },
      },
      201: {
        description: 'The new key, and when the older ones end.',
        content: { 'application/json': NewKey },
        headers: { Location: 'The path of the key, by which it can be ended.' },
      },
    },
    faults: ['absent'],
    handle: async ({ c, params, query, body }) => {
      const { dryRun } = trialOf(query);
      const overlapSeconds = secondsOf(body.overlap ?? DEFAULT_OVERLAP);
      c.set('isSecret', true);
      const made = await createKey(c.var.service, { profile: params.id, overlapSeconds, dryRun });
      if (dryRun) return c.json(made, 200);
      c.header('Location', `/v1/profiles/${params.id}/keys/${made.id}`);
      return c.json(made, 201);
    },
  });
  mount(router, {
    method: 'delete',
    path: '/v1/profiles/{id}/keys/{keyId}',
    operationId: 'revokeKey',
    tag: 'keys',
    summary: 'End a key at once',
    description: 'Clients notice within 60 seconds.',
    params: KeyPath,
    query: WriteQuery,
    answers: deletionAnswers('The key works no more.'),
    faults: ['absent'],
    handle: async ({ c, params: { id, keyId }, query }) => {
      await revokeKey(c.var.service, { profile: id, keyId, ...trialOf(query) });
      return deletionAnswer(c, trialOf(query));
    },
  });
}
