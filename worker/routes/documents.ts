/** What can be called on documents: list, store, read, withdraw? The same for every kind in the table. */
import * as z from 'zod';
import { SummaryPage } from '../../schemas/envelope.ts';
import { answerDocument, answerWritten } from '../http/document-answer.ts';
import { mount } from '../http/endpoint.ts';
import { readPrecondition } from '../http/preconditions.ts';
import type { Router } from '../http/router.ts';
import { deleteDocument } from '../service/document/delete.ts';
import { getDocument } from '../service/document/get.ts';
import { listDocuments } from '../service/document/list.ts';
import { putDocument } from '../service/document/put.ts';
import { deletionAnswer, deletionAnswers } from './deletion.ts';
import type { DocumentKind } from './kinds.ts';
import { IdPath, PageQuery, PutQuery, pageOf, trialOf, ViewQuery, WriteQuery } from './parameters.ts';

const ETAG = { ETag: 'The entity tag of the newest revision, for If-Match.' };
const CONDITIONS = {
  'If-Match': 'Only if the document still has this entity tag (or exists: `*`); else 412.',
  'If-None-Match': '`*`: only if there is no such document; else 412.',
};

/** Mounts the routes of one kind of document. */
export function mountDocuments(router: Router, of: DocumentKind): void {
  mountList(router, of);
  mountPut(router, of);
  mountGet(router, of);
  mountDelete(router, of);
}

function mountList(router: Router, { kind, plural, name }: DocumentKind): void {
  mount(router, {
    method: 'get',
    path: `/v1/${plural}`,
    operationId: `list${name}s`,
    tag: plural,
    summary: `A page of ${plural}`,
    query: PageQuery,
    answers: { 200: { description: 'Summaries by id.', content: { 'application/json': SummaryPage } } },
    handle: async ({ c, query }) => c.json(await listDocuments(c.var.service, kind, pageOf(query))),
  });
}

/** What a write does beside storing, by whether clients fetch the document itself. */
const EFFECT = {
  published: 'Checks the whole document, compiles it and publishes it.',
  followed:
    'Checks the whole document and stores it; then every profile that is made with it is compiled and tested again, and ' +
    'published. A profile that fails keeps what it has published, as `held`; `dependents` lists them all.',
};

function mountPut(router: Router, of: DocumentKind): void {
  const { kind, plural, name, schema, envelope, maxBytes, isPublished, example } = of;
  const content = { 'application/json': envelope };
  mount(router, {
    method: 'put',
    path: `/v1/${plural}/{id}`,
    operationId: `put${name}`,
    tag: plural,
    summary: isPublished ? `Store and publish a ${kind}` : `Store a ${kind}`,
    description:
      `${isPublished ? EFFECT.published : EFFECT.followed} An equal document makes no revision. ` +
      'Without `If-Match` it replaces what is there and answers `previousRevision`.',
    params: IdPath,
    query: isPublished ? PutQuery : WriteQuery,
    headers: CONDITIONS,
    body: { schema, maxBytes, example: example.document },
    answers: {
      200: { description: 'Replaced, unchanged, or (dry run) acceptable.', content, headers: ETAG },
      201: {
        description: 'Created.',
        content,
        example: example.envelope,
        headers: { ...ETAG, Location: 'The path of the document.' },
      },
    },
    faults: ['precondition'],
    handle: async ({ c, params: { id }, query, body }) => {
      const precondition = readPrecondition((header) => c.req.header(header));
      const { dryRun } = trialOf(query);
      const publish = !('publish' in query) || query.publish !== 'false';
      const written = await putDocument(c.var.service, { kind, id, document: body, precondition, publish, dryRun });
      return answerWritten(c, written, { dryRun, location: `/v1/${plural}/${id}` });
    },
  });
}

function mountGet(router: Router, { kind, plural, name, schema, envelope }: DocumentKind): void {
  mount(router, {
    method: 'get',
    path: `/v1/${plural}/{id}`,
    operationId: `get${name}`,
    tag: plural,
    summary: `One ${kind}, newest revision`,
    description: '`Accept: application/yaml` and `?view=document` answer the bare document.',
    params: IdPath,
    query: ViewQuery,
    headers: { 'If-None-Match': 'Answer 304 if the document still has this entity tag and nothing is under way.' },
    answers: {
      200: {
        description: 'The document with its publication and findings, or (asked so) the bare document.',
        content: { 'application/json': z.union([envelope, schema]), 'application/yaml': schema },
        headers: ETAG,
      },
      304: { description: 'Unchanged.', headers: ETAG },
    },
    faults: ['absent'],
    handle: async ({ c, params: { id }, query }) =>
      answerDocument(c, await getDocument(c.var.service, kind, id), { bare: query.view === 'document' }),
  });
}

function mountDelete(router: Router, { kind, plural, name }: DocumentKind): void {
  mount(router, {
    method: 'delete',
    path: `/v1/${plural}/{id}`,
    operationId: `delete${name}`,
    tag: plural,
    summary: `Withdraw a ${kind}`,
    description: 'What clients fetch ends; the history stays, and a rollback revives it.',
    params: IdPath,
    query: WriteQuery,
    headers: { 'If-Match': CONDITIONS['If-Match'] },
    answers: deletionAnswers('Withdrawn.'),
    faults: ['absent', 'in-use', 'precondition'],
    handle: async ({ c, params: { id }, query }) => {
      const precondition = readPrecondition((header) => c.req.header(header));
      await deleteDocument(c.var.service, { kind, id, precondition, ...trialOf(query) });
      return deletionAnswer(c, trialOf(query));
    },
  });
}
