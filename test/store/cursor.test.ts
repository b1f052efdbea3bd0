/** Do cursors come back as what they were, and is everything else refused? */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCursor, readCursor, writeCursor } from '../../worker/store/cursor.ts';

test('readCursor gives back the key of every cursor', () => {
  const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/);
  fc.assert(
    fc.property(fc.oneof(id, fc.maxSafeNat()), (key) => {
      const cursor = writeCursor(key);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(readCursor(cursor)).toBe(key);
      expect(isCursor(cursor)).toBe(true);
    }),
  );
});

test('isCursor refuses what was not made here', () => {
  const others = [
    '',
    'x',
    '[1]',
    'null',
    btoa('null'),
    btoa('{}'),
    btoa('[null]'),
    btoa('[1,2]'),
    btoa('[1.5]'),
    btoa('[{}]'),
  ];
  for (const text of others) expect(isCursor(text)).toBe(false);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => readCursor(text)).not.toThrow();
    }),
  );
});
