/** What can be called on rule lists beside what all documents have: contents and reports? */
import * as z from 'zod';
import { ListEnvelope } from '../../schemas/envelope.ts';
import { MAX_CONTENT_BYTES, Outcome } from '../../schemas/list.ts';
import { readRawBody } from '../http/body.ts';
import { answerWritten } from '../http/document-answer.ts';
import { mount } from '../http/endpoint.ts';
import { JSON_LINES } from '../http/json-lines.ts';
import { reportAnswer } from '../http/line-report-answer.ts';
import { readPrecondition } from '../http/preconditions.ts';
import type { Router } from '../http/router.ts';
import { isKnownTag } from '../http/tags.ts';
import { findContent, putContent, reportOf } from '../service/list/content.ts';
import { LIST_EXAMPLE } from './kinds.ts';
import { Count, IdPath, trialOf, WriteQuery } from './parameters.ts';

const TEXT = 'text/plain; charset=utf-8';

/** Mounts what only lists have. */
export function mountLists(router: Router): void {
  mountPutContent(router);
  mountGetContent(router);
  mountReport(router);
}

function mountPutContent(router: Router): void {
  const content = { 'application/json': ListEnvelope };
  mount(router, {
    method: 'put',
    path: '/v1/lists/{id}/content',
    operationId: 'putListContent',
    tag: 'lists',
    summary: 'Send the raw text of a list, as `curl --data-binary @list.txt` does',
    description:
      'Whatever its media type, it is read as UTF-8, or as UTF-16 with a byte order mark. Other bytes are read as U+FFFD, ' +
      'with a finding. A list that is missing is made, with the format `auto`. 422 for a list with a `source`, for what is ' +
      'no text, and where `auto` recognises no format; lines are never a reason. An equal text makes no revision.',
    params: IdPath,
    query: WriteQuery,
    headers: {
      'If-Match': 'Only if the list still has this entity tag (or exists: `*`); else 412.',
      'If-None-Match': '`*`: only if there is no such list; else 412.',
    },
    rawBody: { maxBytes: MAX_CONTENT_BYTES, example: 'ads.example\ntracker.example\n' },
    answers: {
      200: { description: 'Replaced, unchanged, or (dry run) what would become of each line.', content },
      201: {
        description: 'The list was made.',
        content,
        example: LIST_EXAMPLE.envelope,
        headers: { ETag: 'The entity tag of the list.', Location: 'The path of the list.' },
      },
    },
    faults: ['precondition'],
    handle: async ({ c, params: { id }, query }) => {
      const { dryRun } = trialOf(query);
      const precondition = readPrecondition((header) => c.req.header(header));
      const body = readRawBody(c.req.raw, MAX_CONTENT_BYTES);
      const written = await putContent(c.var.service, { id, body, precondition, dryRun });
      return answerWritten(c, written, { dryRun, location: `/v1/lists/${id}` });
    },
  });
}

function mountGetContent(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/lists/{id}/content',
    operationId: 'getListContent',
    tag: 'lists',
    summary: 'The text of a list',
    description:
      'Of a subscribed list it is what was last fetched and taken. `?revision=` gives the text of an earlier revision, also ' +
      'of a deleted list. `If-None-Match` gives 304.',
    params: IdPath,
    query: z.strictObject({ revision: Count.optional() }),
    headers: { 'If-None-Match': 'An entity tag of an earlier answer.' },
    answers: {
      200: {
        description: 'The text as UTF-8, without a byte order mark.',
        content: { 'text/plain': z.string() },
        headers: { ETag: 'Strong; the SHA-256 of these bytes. It is not the entity tag of the list.' },
      },
      304: { description: 'The client has these bytes already.' },
    },
    faults: ['absent'],
    handle: async ({ c, params: { id }, query: { revision } }) => {
      const request = { id, revision: revision === undefined ? null : Number(revision) };
      const { sha256 } = await findContent(c.var.service, request);
      const etag = `"${sha256}"`;
      c.header('ETag', etag);
      c.header('Cache-Control', 'private, no-cache');
      if (isKnownTag(c.req.header('If-None-Match'), etag)) return c.body(null, 304);
      c.header('Content-Type', TEXT);
      // A stream that nobody takes would keep the registry waiting.
      if (c.req.method === 'HEAD') return c.body(null, 200);
      return c.body(await c.var.service.store.contentBytes(sha256), 200);
    },
  });
}

const ReportQuery = z.strictObject({
  outcome: Outcome.optional().meta({ description: 'Only lines of this outcome.' }),
});

function mountReport(router: Router): void {
  mount(router, {
    method: 'get',
    path: '/v1/lists/{id}/report',
    operationId: 'getListReport',
    tag: 'lists',
    summary: 'What became of every line of a list',
    description:
      'One `LineReport` a line, as JSON; with `Accept: text/plain` as text: number, outcome, the line, what it became, ' +
      'and why, parted by tabs. Empty lines and comments are left out.',
    params: IdPath,
    query: ReportQuery,
    headers: { Accept: '`text/plain` for text.' },
    answers: {
      200: { description: 'The whole report.', content: { [JSON_LINES]: z.string() }, texts: ['text/plain'] },
    },
    faults: ['absent'],
    handle: async ({ c, params: { id }, query: { outcome = null } }) => {
      const lines = await reportOf(c.var.service, { id, outcome });
      // A stream that nobody takes would keep the registry waiting.
      if (c.req.method === 'HEAD') await lines.cancel();
      return reportAnswer(c.req.header('Accept'), c.req.method === 'HEAD' ? null : lines);
    },
  });
}
