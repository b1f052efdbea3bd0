/** Do large lists pass through the whole Worker: half a million lines in and out, and ten lists in one profile? */
import { exports } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { ListEnvelope } from '../../schemas/envelope.ts';
import { sha256Hashing } from '../../worker/core/hash.ts';
import { ADMIN, call, newId, ORIGIN, profile, put, textOf } from './api.ts';

const LINES = 500_000;
/** Lines of one piece. */
const AT_ONCE = 4_000;

/** Names, piece by piece, as bytes. */
function* pieces(count: number): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let start = 0; start < count; start += AT_ONCE) {
    const lines = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, n) => `h${start + n}.example.com\n`);
    yield encoder.encode(lines.join(''));
  }
}

function streamed(count: number): ReadableStream<Uint8Array> {
  const left = pieces(count);
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const { done, value } = left.next();
      if (done !== true) controller.enqueue(value);
      else {
        controller.close();
        controller.byobRequest?.respond(0);
      }
    },
  });
}

async function hashOf(stream: ReadableStream<Uint8Array> | Iterable<Uint8Array> | null): Promise<string> {
  const hash = sha256Hashing();
  for await (const bytes of stream ?? []) hash.add(bytes);
  return hash.hex();
}

it('takes half a million lines as a stream, and gives them, their report and an export back as streams', async () => {
  const id = newId('list');
  const request = new Request(`${ORIGIN}/v1/lists/${id}/content`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${ADMIN}` },
    body: streamed(LINES),
  });
  const answer = await exports.default.fetch(request);
  expect(answer.status).toBe(201);
  const { report, content, document } = ListEnvelope.parse(await answer.json());
  expect(report?.totals).toMatchObject({ lines: LINES, kept: LINES, names: LINES });
  const sha256 = await hashOf(pieces(LINES));
  expect(content?.sha256).toBe(sha256);
  expect(document.content).toEqual({ sha256 });
  expect(await hashOf((await call('GET', `/v1/lists/${id}/content`)).body)).toBe(sha256);
  const exported = await call('GET', `/v1/lists/${id}/exports/clash`);
  expect(exported.headers.get('portolan-losses')).toBe('0');
  let feeds = 0;
  for await (const bytes of exported.body ?? []) for (const byte of bytes) if (byte === 10) feeds += 1;
  expect(feeds).toBeGreaterThanOrEqual(LINES);
  expect((await call('GET', `/v1/lists/${id}/report?outcome=refused`)).status).toBe(200);
}, 120_000);

it('publishes a profile with ten lists', async () => {
  const lists = Array.from({ length: 10 }, () => newId('list'));
  for (const [n, id] of lists.entries()) {
    const body = Array.from({ length: 3_000 }, (_, line) => `h${line}.list${n}.example`).join('\n');
    expect((await call('PUT', `/v1/lists/${id}/content`, { body, type: 'text/plain' })).status).toBe(201);
  }
  const rules = [
    { when: { list: lists.slice(0, 5) }, use: 'block' },
    ...lists.slice(5).map((list) => ({ when: { any: [{ list }] }, use: 'direct' })),
  ];
  const tests = lists.map((_, n) => ({
    url: `http://www.h2999.list${n}.example/`,
    expect: n < 5 ? 'block' : 'direct',
  }));
  const { publication } = await put(newId(), profile(3128, { rules, tests }));
  expect(publication).toMatchObject({ state: 'published' });
  const pac = await call('GET', new URL(publication?.pacUrl ?? '').pathname, { token: null });
  expect(await textOf(pac)).toContain('FindProxyForURL');
}, 60_000);
