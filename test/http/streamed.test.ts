import { describe, expect, it } from 'vitest';
import { streamed } from '../../worker/http/streamed.ts';

describe('streamed()', () => {
  it.each([[[]], [[1]], [[{ a: 'ü' }, null, [2]]]])('writes %j as the list of a map', async (entries) => {
    const answer = streamed('results', entries);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ results: entries });
  });

  it('works an entry out only when the client takes it', async () => {
    let made = 0;
    const entries = (function* () {
      for (; made < 1_000; made++) yield made;
    })();
    const reader = streamed('results', entries).body?.getReader();
    await reader?.read();
    expect(made).toBeLessThan(10);
    await reader?.cancel();
  });
});
