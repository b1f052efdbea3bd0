/** Does workerd take the request that the platform is asked with? */
import { expect, test } from 'vitest';
import { isRefused } from '../../worker/core/net/refused.ts';
import { FETCH_LIMITS } from '../../worker/subscribe/limits.ts';
import { patienceOf } from '../../worker/subscribe/patience.ts';
import { askPlatform } from '../../worker/subscribe/platform.ts';

test('askPlatform asks with a request that workerd takes, follows nothing by itself, and reads what comes', async () => {
  const requests: Request[] = [];
  const platform = {
    isBarred: () => true,
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      requests.push(new Request(input as string, init));
      return new Response('a.example\n', { headers: { ETag: '"1"' } });
    },
  };
  const answer = await askPlatform(platform, {
    url: new URL('https://lists.example/ads.txt'),
    validators: { etag: '"0"', lastModified: null },
    limits: FETCH_LIMITS,
    patience: patienceOf(FETCH_LIMITS, Date.now),
  });
  if (isRefused(answer)) throw new Error(answer.error);
  const body = answer.content();
  if (isRefused(body)) throw new Error(body.error);
  const piece = await body();
  expect(piece instanceof Uint8Array && new TextDecoder().decode(piece)).toBe('a.example\n');
  expect(await body()).toBeNull();
  expect([answer.status, answer.header('etag')]).toEqual([200, '"1"']);
  expect([requests[0]?.redirect, requests[0]?.headers.get('if-none-match')]).toEqual(['manual', '"0"']);
  answer.close();
});
