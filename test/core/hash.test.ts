/** Is the fingerprint SHA-256? */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../worker/core/hash.ts';

describe('sha256Hex', () => {
  test.each(['', 'abc', 'é💥\u2028', 'x'.repeat(1000)])('of %j is what the platform says', (text) => {
    const expected = createHash('sha256').update(text, 'utf8').digest('hex');
    expect(sha256Hex(text)).toBe(expected);
    expect(sha256Hex(new TextEncoder().encode(text))).toBe(expected);
  });
});
