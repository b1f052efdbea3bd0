import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../worker/core/hash.ts';
import { packText, sizeOfForms, unpackText } from '../../worker/store/packed.ts';
import { compressText } from '../../worker/store/publication/compress.ts';

const ascii = fc.string({
  unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
  minLength: 1,
});
const bytes = (text: string) => new TextEncoder().encode(text);
const compressed = (of: string) => compressText(sha256Hex(of), bytes(of));
const text = (of: Uint8Array | null | undefined) => new TextDecoder().decode(of ?? new Uint8Array());

describe('packText() and unpackText()', () => {
  it('give back each form of any text', () => {
    fc.assert(
      fc.property(ascii, (pac) => {
        const forms = unpackText(packText(compressed(pac)));
        expect(text(forms?.identity)).toBe(pac);
        expect(text(gunzipSync(forms?.gzip ?? ''))).toBe(pac);
        expect(text(brotliDecompressSync(forms?.br ?? ''))).toBe(pac);
      }),
      { numRuns: 50 },
    );
  });

  it('take every value that is not packed for the text itself', () => {
    fc.assert(
      fc.property(ascii, (pac) => {
        expect(unpackText(bytes(pac))).toEqual({ identity: bytes(pac), gzip: null, br: null });
      }),
    );
  });

  it('read a value that lies somewhere in a larger buffer', () => {
    const packed = packText(compressed('some text'));
    const larger = new Uint8Array(packed.byteLength + 7);
    larger.set(packed, 5);
    expect(text(unpackText(larger.subarray(5, 5 + packed.byteLength))?.identity)).toBe('some text');
  });

  it('find nothing in a value that was cut anywhere', () => {
    const packed = packText(compressed('some text'));
    for (let end = 1; end < packed.byteLength; end++) expect(unpackText(packed.subarray(0, end))).toBeNull();
  });

  it('count the bytes of all forms', () => {
    const forms = compressed('some text');
    expect(sizeOfForms(forms)).toBe(9 + forms.gzip.byteLength + forms.br.byteLength);
  });
});

describe('compressText()', () => {
  it('makes Brotli no larger than gzip for texts like PACs, on both sides of the quality’s limit', () => {
    for (const names of [300, 6_000]) {
      const pac = Array.from({ length: names }, (_, n) => `${(n * 7919) % 10_007}.example`).join(' ');
      const { gzip, br } = compressed(pac);
      expect(br.byteLength).toBeLessThan(gzip.byteLength);
    }
  });
});
