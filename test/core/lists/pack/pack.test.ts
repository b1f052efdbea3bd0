import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Layer, meaningOf } from '../../../../worker/core/lists/layers.ts';
import { packList } from '../../../../worker/core/lists/pack/pack.ts';
import { unpackList } from '../../../../worker/core/lists/pack/unpack.ts';
import { compilePac } from '../../../../worker/core/pac/compile.ts';
import type { Test } from '../../../../worker/core/pac/program.ts';
import { lists } from '../arbitrary.ts';
import { parsed } from '../outcomes-of.ts';

const MIXED = [
  '[SwitchyOmega Conditions]',
  '*.c.b.a.example',
  '!*.b.a.example',
  '*.a.example',
  'Ip: 10.0.0.0/8',
  'Ip: 2001:db8::/32',
  '!Ip: 10.1.0.0/16',
  'HostRegex: ^x[0-9]+\\.example$',
  'UrlWildcard: http://x.example/*"\\*',
].join('\n');

const packed = (layers: readonly Layer[]): string => [...packList(layers)].join('');

function unpacked(text: string | readonly string[]): readonly Layer[] {
  const layers = unpackList(typeof text === 'string' ? [text] : text);
  if (layers === null) throw new Error('unreadable');
  return layers;
}

function pacOf(test: Test): string {
  const results = new Map([
    ['p', 'PROXY p:1'],
    ['d', 'DIRECT'],
  ]);
  return compilePac({ id: 'x', program: { steps: [{ test, route: 'p', rule: 0 }], otherwise: 'd', results } }).text;
}

describe('packList', () => {
  test('writes sorted names behind what they share, ranges as distances, conditions as JSON', () => {
    expect(
      packed(parsed('adblock', '||a.example^\n||www.b.example^\n||b.example/x\n||10.0.0.0^\n@@||10.0.0.2^').layers),
    ).toBe(
      [
        'portolan list 3',
        '- 0 1 0 0 0 0 0',
        '4a000002 0',
        '+ 2 1 1 0 0 0 0',
        '#example#a s',
        '+b#www s',
        '4a000000 0',
        '{"domain":"b.example","url":"http://*b.example/x*"}',
        '.',
        '',
      ].join('\n'),
    );
  });

  test('is in ASCII, as what conditions compare is', () => {
    fc.assert(
      fc.property(lists, fc.string({ unit: 'binary' }), ({ format, text }, more) => {
        expect(packed(parsed(format, `${text}\n${more}`).layers)).toMatch(/^[\n\x20-\x7e]+$/);
      }),
      { numRuns: 100 },
    );
  });

  test('gives equal texts for lists that say the same in another order', () => {
    const one = parsed('domains', 'b.example\na.example\n10.0.0.0/8\n10.200.0.0/16').layers;
    const other = parsed('domains', '10.0.0.0/8\na.example\nb.example\n10.1.0.0/16').layers;
    expect(packed(one)).toBe(packed(other));
  });
});

describe('unpackList', () => {
  test('gives the same list: as a text again, and compiled to the same bytes', () => {
    fc.assert(
      fc.property(lists, ({ format, text }) => {
        const { layers, meaning } = parsed(format, text);
        const again = unpacked(packed(layers));
        expect(packed(again)).toBe(packed(layers));
        expect(pacOf(meaningOf(again).test)).toBe(pacOf(meaning.test));
      }),
      { numRuns: 150 },
    );
  });

  test('takes accepted expressions as they are, and what asking them costs', () => {
    const { layers } = parsed('adblock', '/^http:\\/\\/(a|b)+x/\n/ads[0-9]{1,9}/\n');
    const again = unpacked(packed(layers));
    expect(layers.at(-1)?.members.ways.url).toBeGreaterThan(0);
    expect(again.map(({ members }) => members.ways)).toEqual(layers.map(({ members }) => members.ways));
    // What is between the first and the last line is trusted: this one would be refused if it were checked again.
    const unsafe = packed(layers).replace('ads[0-9]{1,9}', '(a+)+$');
    expect(unpacked(unsafe).at(-1)?.members.conditions).toHaveLength(2);
  });

  test('reads a text that was cut anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (size) => {
        const text = packed(parsed('switchy', MIXED).layers);
        expect(packed(unpacked(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []))).toBe(text);
      }),
      { numRuns: 40 },
    );
  });

  test('keeps thousands of names in their blocks', () => {
    const names = Array.from({ length: 3000 }, (_, k) => `n${k}.${'label-'.repeat(k % 9)}x.example`);
    const { layers } = parsed('domains', names.join('\n'));
    const again = unpacked(packed(layers))[1];
    expect(again?.members.names.size).toBe(3000);
    expect(names.every((name) => again?.members.names.has(name))).toBe(true);
    expect(again?.members.names.has('n3001.example')).toBe(false);
  });

  test('refuses a text of another version, and one that is not whole', () => {
    const text = packed(parsed('switchy', MIXED).layers);
    expect(unpackList([text.replace('list 3', 'list 2')])).toBeNull();
    expect(unpackList([])).toBeNull();
    for (let end = 0; end < text.length; end++) expect(unpackList([text.slice(0, end)])).toBeNull();
  });
});
