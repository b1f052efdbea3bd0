import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedCodings, entityTag } from '../../../worker/edge/coding.ts';

describe('acceptedCodings()', () => {
  it.each([
    [undefined, ['identity']],
    [null, ['identity']],
    ['', ['identity']],
    ['identity', ['identity']],
    ['br, gzip', ['br', 'gzip', 'identity']],
    ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
    ['GZIP', ['gzip', 'identity']],
    ['x-gzip', ['gzip', 'identity']],
    ['gzip;q=1.0, br;q=0.5', ['gzip', 'br', 'identity']],
    ['br;q=0, gzip', ['gzip', 'identity']],
    ['identity;q=1, gzip;q=0.5', ['identity', 'gzip']],
    ['*', ['br', 'gzip', 'identity']],
    ['*;q=0', ['identity']],
    ['gzip, *;q=0', ['gzip']],
    ['*;q=0.1, br;q=0', ['gzip', 'identity']],
    ['identity;q=0', ['identity']],
    ['gzip; q=0.001 , br ;q=0.000', ['gzip', 'identity']],
    ['br;q=2', ['identity']],
    ['br;q=x, ;;;, =', ['identity']],
    ['constructor, __proto__', ['identity']],
  ])('reads «%s» as %j', (header, expected) => {
    expect(acceptedCodings(header)).toEqual(expected);
  });

  it('never throws, and always leaves something to answer with', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const codings = acceptedCodings(header);
        expect(codings.length).toBeGreaterThan(0);
        expect(new Set(codings).size).toBe(codings.length);
      }),
    );
  });
});

describe('entityTag()', () => {
  it('is another one for each coding', () => {
    expect((['identity', 'gzip', 'br'] as const).map((coding) => entityTag('h', coding))).toEqual([
      '"h"',
      '"h-gzip"',
      '"h-br"',
    ]);
  });
});
