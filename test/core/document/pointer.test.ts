/** Are places named as RFC 6901 says? */
import { describe, expect, test } from 'vitest';
import { pointerTo, segmentsOf, valueAt } from '../../../worker/core/document/pointer.ts';

/** The document of RFC 6901 section 5, with its answers. */
const DOCUMENT = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

describe('valueAt', () => {
  test.each<[string, unknown]>([
    ['', DOCUMENT],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('finds %j', (pointer, value) => {
    expect(valueAt(DOCUMENT, pointer)).toEqual(value);
  });

  test.each([['/constructor'], ['/foo/length/x'], ['/__proto__'], ['foo'], ['/foo/9'], ['/m~2n']])(
    'finds nothing at %j',
    (pointer) => {
      expect(valueAt(DOCUMENT, pointer)).toBeUndefined();
    },
  );
});

describe('pointerTo', () => {
  test('escapes, so that segmentsOf gives the keys back', () => {
    const keys = ['a/b', 'm~n', '~1', '', '0'];
    expect(segmentsOf(pointerTo('', ...keys))).toEqual(keys);
    expect(pointerTo('/rules', 3, 'when')).toBe('/rules/3/when');
  });
});

describe('segmentsOf', () => {
  test('refuses what is no pointer', () => {
    expect([segmentsOf('a'), segmentsOf('/~'), segmentsOf('/~2')]).toEqual([null, null, null]);
  });
});
