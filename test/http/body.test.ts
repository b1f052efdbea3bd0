import { describe, expect, it } from 'vitest';
import { readBody } from '../../worker/http/body.ts';

const request = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('http://api.example/', { method: 'PUT', body, headers, duplex: 'half' } as RequestInit);
const refusal = (code: string) => expect.objectContaining({ code });

describe('readBody()', () => {
  it.each([
    ['application/json', 'json'],
    ['application/json; charset=utf-8', 'json'],
    ['Application/JSON;Charset="UTF-8"', 'json'],
    ['application/yaml', 'yaml'],
    ['text/yaml', 'yaml'],
    ['application/x-yaml', 'yaml'],
  ])('reads %s as %s', async (type, syntax) => {
    const body = await readBody(request('{}', { 'Content-Type': type }), 10);
    expect(body).toEqual({ syntax, bytes: new TextEncoder().encode('{}') });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    'application/xml',
    '__proto__',
    'constructor',
    '',
  ])('refuses the media type "%s"', async (type) => {
    await expect(readBody(request('{}', { 'Content-Type': type }), 10)).rejects.toThrow(refusal('media-type'));
  });

  it('refuses a compressed body, whose size nobody knows', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    await expect(readBody(request('{}', headers), 10)).rejects.toThrow(refusal('media-type'));
  });

  it('is null without a body', async () => {
    expect(await readBody(request(null), 10)).toBeNull();
  });

  it('takes a body of exactly the limit and refuses one byte more', async () => {
    const headers = { 'Content-Type': 'application/json' };
    expect((await readBody(request('x'.repeat(10), headers), 10))?.bytes.length).toBe(10);
    await expect(readBody(request('x'.repeat(11), headers), 10)).rejects.toThrow(refusal('too-large'));
  });

  it('refuses a declared length over the limit before it reads anything', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({ pull: (to) => to.enqueue(new Uint8Array(++pulled)) });
    const declared = request(endless, { 'Content-Type': 'application/json', 'Content-Length': '10000000' });
    const before = pulled;
    await expect(readBody(declared, 1000)).rejects.toThrow(refusal('too-large'));
    expect(pulled - before).toBeLessThanOrEqual(1);
  });

  it('reads a body that did not tell its length to its end, so that the client gets the answer', async () => {
    let left = 40;
    const long = new ReadableStream<Uint8Array>({
      pull: (to) => (left-- > 0 ? to.enqueue(new Uint8Array(100)) : to.close()),
    });
    const read = readBody(request(long, { 'Content-Type': 'application/json' }), 1000);
    await expect(read).rejects.toThrow(refusal('too-large'));
    expect(left).toBe(-1);
  });

  it('gives up on an endless body', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (to) => {
        pulled += 1;
        to.enqueue(new Uint8Array(1_000_000));
      },
    });
    const read = readBody(request(endless, { 'Content-Type': 'application/json' }), 1000);
    await expect(read).rejects.toThrow(refusal('too-large'));
    expect(pulled).toBeLessThan(25);
  });
});
