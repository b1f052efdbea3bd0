/** What can be called on a document's history: revisions, their difference, going back? */
import * as z from 'zod';
import { Diff, RevisionRequest } from '../../schemas/api.ts';
import { RevisionPage } from '../../schemas/envelope.ts';
import { answerBare, answerWritten } from '../http/document-answer.ts';
import { mount } from '../http/endpoint.ts';
import { wantsYaml } from '../http/negotiate.ts';
import { readPrecondition } from '../http/preconditions.ts';
import type { Router } from '../http/router.ts';
import { diffRevisions } from '../service/document/diff.ts';
import { getRevision, listRevisions } from '../service/document/revisions.ts';
import { rollbackDocument } from '../service/document/rollback.ts';
import type { DocumentKind } from './kinds.ts';
import { Count, IdPath, PageQuery, pageOf, SMALL_BODY_BYTES, trialOf, ViewQuery, WriteQuery } from './parameters.ts';

const RevisionPath = z.strictObject({ ...IdPath.shape, revision: Count });
const DiffQuery = z.strictObject({ from: Count, to: Count });

/** Mounts the history of one kind of document. */
export function mountHistory(router: Router, of: DocumentKind): void {
  mountRevisions(router, of);
  mountRevision(router, of);
  mountDiff(router, of);
  mountRollback(router, of);
}

function mountRevisions(router: Router, { kind, plural, name }: DocumentKind): void {
  mount(router, {
    method: 'get',
    path: `/v1/${plural}/{id}/revisions`,
    operationId: `list${name}Revisions`,
    tag: plural,
    summary: `The history of a ${kind}, newest first`,
    description: 'Also answered after the document was deleted.',
    params: IdPath,
    query: PageQuery,
    answers: { 200: { description: 'Revisions.', content: { 'application/json': RevisionPage } } },
    faults: ['absent'],
    handle: async ({ c, params: { id }, query }) =>
      c.json(await listRevisions(c.var.service, { kind, id }, pageOf(query))),
  });
}

function mountRevision(router: Router, { kind, plural, name, schema, revision }: DocumentKind): void {
  mount(router, {
    method: 'get',
    path: `/v1/${plural}/{id}/revisions/{revision}`,
    operationId: `get${name}Revision`,
    tag: plural,
    summary: `One revision of a ${kind}`,
    description: '`Accept: application/yaml` and `?view=document` answer the bare document.',
    params: RevisionPath,
    query: ViewQuery,
    answers: {
      200: {
        description: 'The revision with its document, or (asked so) the bare document.',
        content: { 'application/json': z.union([revision, schema]), 'application/yaml': schema },
      },
    },
    faults: ['absent'],
    handle: async ({ c, params, query }) => {
      const found = await getRevision(c.var.service, { kind, id: params.id }, Number(params.revision));
      const isBare = query.view === 'document' || wantsYaml(c.req.header('Accept'));
      return isBare ? answerBare(c, found.document) : c.json(found);
    },
  });
}

function mountDiff(router: Router, { kind, plural, name }: DocumentKind): void {
  mount(router, {
    method: 'get',
    path: `/v1/${plural}/{id}/diff`,
    operationId: `diff${name}`,
    tag: plural,
    summary: `What changed between two revisions of a ${kind}`,
    params: IdPath,
    query: DiffQuery,
    answers: { 200: { description: 'Changes by JSON Pointer.', content: { 'application/json': Diff } } },
    faults: ['absent'],
    handle: async ({ c, params: { id }, query }) =>
      c.json(await diffRevisions(c.var.service, { kind, id }, { from: Number(query.from), to: Number(query.to) })),
  });
}

function mountRollback(router: Router, { kind, plural, name, envelope }: DocumentKind): void {
  mount(router, {
    method: 'post',
    path: `/v1/${plural}/{id}/rollback`,
    operationId: `rollback${name}`,
    tag: plural,
    summary: 'Make an earlier revision the newest one',
    description: 'Publishes it as a new revision; also revives a deleted document.',
    params: IdPath,
    query: WriteQuery,
    headers: { 'If-Match': 'Only if the document still has this entity tag; else 412.' },
    body: { schema: RevisionRequest, maxBytes: SMALL_BODY_BYTES, example: { revision: 1 } },
    answers: {
      200: { description: 'The new revision.', content: { 'application/json': envelope } },
      201: { description: 'The document was deleted and is back.', content: { 'application/json': envelope } },
    },
    faults: ['absent', 'precondition'],
    handle: async ({ c, params: { id }, query, body }) => {
      const precondition = readPrecondition((header) => c.req.header(header));
      const { dryRun } = trialOf(query);
      const request = { kind, id, revision: body.revision, precondition, dryRun };
      const written = await rollbackDocument(c.var.service, request);
      return answerWritten(c, written, { dryRun, location: `/v1/${plural}/${id}` });
    },
  });
}
