import { describe, expect, it } from 'vitest';
import { createMisses } from '../../../worker/edge/misses.ts';

const miss = () => new Response('Not found\n', { status: 404 });
const asker = (address: string | null, now = 0) => ({ address, method: 'GET', now });

describe('createMisses()', () => {
  it('answers 429 with Retry-After in the place of a miss of who had too many', () => {
    const misses = createMisses(2);
    const statuses = [0, 1, 2].map(() => misses.judge(miss(), asker('192.0.2.1')));
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 429]);
    expect(statuses[2]?.headers.get('retry-after')).toBe('30');
    expect(misses.judge(miss(), asker('192.0.2.1', 30_000)).status).toBe(404);
  });

  it.each([200, 304, 503, 405])('never touches nor counts an answer of %i', (status) => {
    const misses = createMisses(1);
    misses.judge(miss(), asker('192.0.2.1'));
    misses.judge(miss(), asker('192.0.2.1'));
    const answer = new Response(null, { status });
    for (let n = 0; n < 50; n++) expect(misses.judge(answer, asker('192.0.2.1'))).toBe(answer);
    for (let n = 0; n < 50; n++) misses.judge(answer, asker('192.0.2.2'));
    expect(misses.judge(miss(), asker('192.0.2.2')).status).toBe(404);
  });

  it.each([
    ['192.0.2.1', '192.0.2.2', false],
    ['2001:db8::1', '2001:db8::ffff:2', true],
    ['2001:db8::1', '2001:db8:0:1::1', false],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    [null, 'not an address', true],
  ])('counts %s and %s as one: %s', (one, other, same) => {
    const misses = createMisses(1);
    misses.judge(miss(), asker(one));
    expect(misses.judge(miss(), asker(other)).status).toBe(same ? 429 : 404);
  });

  it('lets who has misses left ask the registry, and all others together 600 times a minute', () => {
    const misses = createMisses(1);
    expect(misses.mayAsk('192.0.2.1', 0)).toBe(true);
    misses.judge(miss(), asker('192.0.2.1'));
    const asked = Array.from({ length: 700 }, () => misses.mayAsk('192.0.2.1', 0)).filter(Boolean);
    expect(asked).toHaveLength(600);
    expect(misses.mayAsk('192.0.2.2', 0)).toBe(true);
  });
});
