/** Are equal documents equal bytes? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { canonicalOrder, canonicalText } from '../../../worker/core/document/canonical.ts';

const DOCUMENT = {
  title: 'x',
  proxies: {
    b: { scheme: 'http', host: 'b', port: 1 },
    a: { scheme: 'http', host: 'a', port: 2, addresses: ['10.0.0.1'] },
  },
  routes: { z: ['a', 'direct'], 9: ['b'] },
  rules: [{ when: { domain: ['b', 'a'], any: [{ plain: true }, { cidr: 'fd00::/8', resolve: true }] }, use: 'z' }],
  default: 'z',
  tests: [{ url: 'http://a/', expect: 'z', dns: { b: null, a: ['10.0.0.1'] } }],
};

/** The same value with the keys of every map in an order drawn from the numbers. */
function shuffled(value: unknown, draws: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, draws));
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).map((key, index) => ({ key, rank: draws[index % draws.length] ?? 0 }));
  keys.sort((one, other) => one.rank - other.rank);
  return Object.fromEntries(keys.map(({ key }) => [key, shuffled((value as Record<string, unknown>)[key], draws)]));
}

describe('canonicalText', () => {
  test('has known keys in the order of the schema, names of records sorted, lists as they are', () => {
    expect(canonicalText(Profile, shuffled(DOCUMENT, [3, 1, 2]))).toBe(
      '{"title":"x","proxies":{"a":{"scheme":"http","host":"a","port":2,"addresses":["10.0.0.1"]},"b":{"scheme":"http","host":"b","port":1}},' +
        '"routes":{"9":["b"],"z":["a","direct"]},"rules":[{"when":{"domain":["b","a"],"any":[{"plain":true},{"cidr":"fd00::/8","resolve":true}]},"use":"z"}],' +
        '"default":"z","tests":[{"url":"http://a/","dns":{"a":["10.0.0.1"],"b":null},"expect":"z"}]}',
    );
  });

  test('is the same for every order of keys, and says the same document', () => {
    const text = canonicalText(Profile, DOCUMENT);
    expect(JSON.parse(text)).toEqual(DOCUMENT);
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 7, maxLength: 7 }), (draws) => {
        expect(canonicalText(Profile, shuffled(DOCUMENT, draws))).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  test('leaves out what is undefined', () => {
    expect(canonicalText(Profile, { title: undefined, default: 'direct' })).toBe('{"default":"direct"}');
  });
});

describe('canonicalOrder', () => {
  test('does not change the value that it is given', () => {
    const given = structuredClone(DOCUMENT);
    canonicalOrder(Profile, given);
    expect(Object.keys(given.proxies)).toEqual(['b', 'a']);
  });
});
