/** Are texts read strictly, with the place of everything that is wrong? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, type Format, parseBytes, parseDocument } from '../../../worker/core/document/parse.ts';
import { writeYaml } from '../../../worker/core/document/yaml.ts';

/** What reading gave, for comparison: the value, or the errors in short. */
function read(text: string, format: Format) {
  const reading = parseDocument(text, format);
  if (!('errors' in reading)) return reading.value;
  return reading.errors.map(({ code, pointer, line, column }) => `${code} ${pointer} ${line}:${column}`);
}

/** Values of which a document can be made: no keys and numbers that are refused, nothing beyond UTF-8. */
const VALUE = fc
  .jsonValue({ maxDepth: 5 })
  .filter((value) => !odd(JSON.stringify(value)))
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
function odd(text: string): boolean {
  return /__proto__|constructor|prototype|\\u0000|\\ud[89a-f]/i.test(text) || /e[+-]|\d{16}/.test(text);
}

describe('parseDocument', () => {
  test.each<[text: string, format: Format, value: unknown]>([
    ['{"a":[1,-0.5,1e3,true,null,"\\u00e9"]}', 'json', { a: [1, -0.5, 1000, true, null, 'é'] }],
    ['\uFEFF{"a":1}', 'json', { a: 1 }],
    ['\uFEFFa: 1', 'yaml', { a: 1 }],
    ['a: [1, two, "3"]\nb: {c: ~}\n', 'yaml', { a: [1, 'two', '3'], b: { c: null } }],
    ['%YAML 1.2\n---\na: 1\n...\n', 'yaml', { a: 1 }],
    ['a: |\n  one\n  two\n', 'yaml', { a: 'one\ntwo\n' }],
    ['a: !!str 5\n', 'yaml', { a: '5' }],
    ['{"a": 1, "b": [x]}', 'yaml', { a: 1, b: ['x'] }],
  ])('reads %j as %s', (text, format, value) => {
    expect(read(text, format)).toEqual(value);
  });

  test('leaves dates, times, yes and no of YAML as the texts that the schema expects', () => {
    const text =
      'date: 2026-01-01\ntime: 09:00\nlate: 18:00\nshort: 9:00\nyes: no\non: off\nrange: 9000-9099\nip: 10.0.0.1';
    expect(read(text, 'yaml')).toEqual({
      date: '2026-01-01',
      time: '09:00',
      late: '18:00',
      short: '9:00',
      yes: 'no',
      on: 'off',
      range: '9000-9099',
      ip: '10.0.0.1',
    });
  });

  test('takes the keys of YAML as texts, whatever they look like', () => {
    expect(read('1: a\nnull: b\ntrue: c\n', 'yaml')).toEqual({ 1: 'a', null: 'b', true: 'c' });
  });

  test.each<[text: string, format: Format, errors: string[]]>([
    ['', 'json', ['document.empty  1:1']],
    [' \n', 'yaml', ['document.empty  1:1']],
    ['# only a comment\n', 'yaml', ['document.empty  1:1']],
    ['---\n', 'yaml', ['document.empty  1:1']],
    ['{"a": 1,}', 'json', ['json.syntax  1:9']],
    ['[1,]', 'json', ['json.syntax  1:4']],
    ['{"a": 1 /* no */}', 'json', ['json.syntax  1:9']],
    ['{"a": 01}', 'json', ['json.syntax  1:8']],
    ['{"a": "x\ty"}', 'json', ['json.syntax  1:7']],
    ["{'a': 1}", 'json', ['json.syntax  1:2']],
    ['{"a": 1} {"b": 2}', 'json', ['json.syntax  1:10']],
    ['{"a": NaN}', 'json', ['json.syntax  1:7']],
    ['{\n  "a": 1,\n  "a": 2\n}', 'json', ['document.duplicate-key /a 3:3']],
    ['{"x":{"b/c":1,"b/c":2}}', 'json', ['document.duplicate-key /x/b~1c 1:15']],
    ['a: 1\nb:\n  c: 1\n  c: 2\n', 'yaml', ['document.duplicate-key /b/c 4:3']],
    ['{"__proto__": {"a": 1}}', 'json', ['document.key /__proto__ 1:2']],
    [
      'x:\n  constructor: 1\n  prototype: 2\n',
      'yaml',
      ['document.key /x/constructor 2:3', 'document.key /x/prototype 3:3'],
    ],
    ['{"a": 1e999}', 'json', ['document.number /a 1:7']],
    ['{"a": 9007199254740993}', 'json', ['document.number /a 1:7']],
    ['{"a": -1e400}', 'json', ['document.number /a 1:7']],
    [
      'a: [0x1F, 0o17, 010, .inf, .nan, +5]',
      'yaml',
      [5, 11, 17, 22, 28, 34].map((c, i) => `document.number /a/${i} 1:${c}`),
    ],
    ['{"a": "\\u0000"}', 'json', ['document.characters /a 1:7']],
    ['{"a": "\\ud800"}', 'json', ['document.characters /a 1:7']],
    ['{"\\udc00": 1}', 'json', ['document.characters /\udc00 1:2']],
    ['a: "\\0"', 'yaml', ['document.characters /a 1:4']],
    ['a: &x 1\nb: *x\n', 'yaml', ['yaml.alias  1:7', 'yaml.alias  2:4']],
    ['&a &b', 'yaml', ['yaml.syntax  1:4', 'yaml.alias  1:6']],
    ['a: !python/object 1', 'yaml', ['yaml.tag  1:4']],
    ['a: !!binary aGk=', 'yaml', ['yaml.tag  1:4']],
    ['a: !!timestamp 2026-01-01', 'yaml', ['yaml.tag  1:4']],
    ['%YAML 1.1\n---\na: 010', 'yaml', ['yaml.directive  1:1']],
    ['%TAG ! tag:x,2026:\n---\na: 1', 'yaml', ['yaml.directive  1:1']],
    ['a: 1\n---\nb: 2\n', 'yaml', ['yaml.documents  2:1']],
    ['a: b: c\n', 'yaml', ['yaml.syntax  1:4']],
    ['a:\n\t- b\n', 'yaml', ['yaml.syntax  2:1']],
    ['a: "open\n', 'yaml', ['yaml.syntax  2:1']],
  ])('refuses %j (%s) with code, pointer, line and column', (text, format, errors) => {
    expect(read(text, format)).toEqual(errors);
  });

  test('refuses a list as a key of YAML', () => {
    expect(read('? [a]\n: 1\n', 'yaml')).toContain('yaml.key  1:3');
  });

  test('takes << for an ordinary key: merge keys are off', () => {
    expect(read('a: {<<: {b: 1}}', 'yaml')).toEqual({ a: { '<<': { b: 1 } } });
  });

  test.each<[name: string, text: string, format: Format]>([
    ['500 lists in JSON', `${'['.repeat(500)}${']'.repeat(500)}`, 'json'],
    ['100,000 open brackets in JSON', '['.repeat(100_000), 'json'],
    ['open brackets behind a wrong closing one', '[}'.repeat(50_000), 'json'],
    ['open brackets behind a broken string', `"\n${'[{"a":'.repeat(50_000)}`, 'json'],
    ['500 lists in YAML', `${'['.repeat(500)}${']'.repeat(500)}`, 'yaml'],
    ['100,000 open brackets in YAML', '['.repeat(100_000), 'yaml'],
    ['100,000 block lists', '- '.repeat(100_000), 'yaml'],
    ['50,000 explicit keys', '? '.repeat(50_000), 'yaml'],
    ['50,000 flow maps', '{a: '.repeat(50_000), 'yaml'],
  ])('refuses %s as too deep, without exhausting the stack', (_, text, format) => {
    expect(read(text, format)).toEqual([expect.stringMatching(/^document\.depth /)]);
  });

  test('reads 64 levels and refuses 65', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    for (const format of ['json', 'yaml'] as const) {
      expect(Array.isArray(read(nested(64), format))).toBe(true);
      expect(read(nested(65), format)).toEqual(['document.depth  1:65']);
    }
  });

  test('refuses a text over the limit before parsing it, counted in bytes of UTF-8', () => {
    const text = JSON.stringify('é'.repeat(20));
    expect(parseDocument(text, 'json', { limit: 42 })).toHaveProperty('value');
    expect(parseDocument(text, 'json', { limit: 41 })).toMatchObject({
      errors: [{ code: 'document.too-large', line: 1 }],
    });
    expect(parseDocument('['.repeat(2_000_000), 'json')).toMatchObject({ errors: [{ code: 'document.too-large' }] });
  });

  const ROOMY = { limit: 30_000_000 };

  test.each([
    ['json', '1,', 1_048_576],
    ['yaml', '1,', 524_288],
  ] as const)('refuses a text of more tokens than documents need, in %s, where they begin', (format, item, most) => {
    const list = (tokens: number) => `[${item.repeat((tokens - 3) / 2)}1]`;
    const odd = most - 1;
    expect(parseDocument(list(odd), format, ROOMY)).not.toHaveProperty('errors');
    expect(parseDocument(list(odd + 2), format, ROOMY)).toMatchObject({
      errors: [{ code: 'document.too-large', line: 1, column: most + 1 }],
    });
  });

  test.each([
    ['json', JSON.stringify({ text: 'a.example\n'.repeat(400_000) })],
    ['yaml', `text: |\n${'  a.example\n'.repeat(400_000)}`],
  ] as const)('counts a long text in %s as one of them', (format, text) => {
    expect(parseDocument(text, format, ROOMY)).toMatchObject({ value: { text: 'a.example\n'.repeat(400_000) } });
  });

  test('tells at most a hundred errors', () => {
    const keys = Array.from({ length: 5000 }, () => '"a":1').join(',');
    expect(parseDocument(`{${keys}}`, 'json')).toHaveProperty('errors.length', 100);
  });

  test('never shows a credential that stands in a broken text', () => {
    const texts = ['a: "x\nb: http://me:hunter22@proxy.example', 'http://me:hunter22@h: 1\nhttp://me:hunter22@h: 2\n'];
    for (const text of texts) expect(JSON.stringify(parseDocument(text, 'yaml'))).not.toContain('hunter22');
  });

  test('gives back every JSON value, from JSON and from the YAML that is written for it', () => {
    fc.assert(
      fc.property(VALUE, (value) => {
        expect(read(JSON.stringify(value), 'json')).toEqual(value);
        expect(read(writeYaml(value), 'yaml')).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });

  test('accepts no text that JSON.parse refuses, and never throws', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      '-',
      '0',
      'true',
      'null',
      '//',
      '/*',
      '\\',
      '\n',
      ' ',
      'e',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        const reading = parseDocument(text, 'json');
        if (!('errors' in reading)) expect(reading.value).toEqual(JSON.parse(text));
        else expect(reading.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test('never throws on any YAML, and errors stand inside the text', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '"',
      "'",
      '&x ',
      '*x',
      '!t ',
      '#',
      '|',
      '>',
      '? ',
      '---\n',
      '...\n',
      '%',
      '1',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const reading = parseDocument(text, 'yaml');
        const lines = text.split('\n').length;
        for (const error of 'errors' in reading ? reading.errors : []) {
          expect(error.line).toBeGreaterThan(0);
          expect(error.line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('locate', () => {
  const yaml = 'title: x\nrules:\n  - use: a\n    when: {plain: true}\n  - use: b\n';
  const json = '{\n  "title": "x",\n  "rules": [\n    {"use": "a"}\n  ]\n}';

  test.each<[text: string, format: Format, pointer: string, place: unknown]>([
    [yaml, 'yaml', '', { line: 1, column: 1 }],
    [yaml, 'yaml', '/rules', { line: 2, column: 1 }],
    [yaml, 'yaml', '/rules/1', { line: 5, column: 5 }],
    [yaml, 'yaml', '/rules/0/when/plain', { line: 4, column: 12 }],
    [yaml, 'yaml', '/rules/0/missing', { line: 3, column: 5 }],
    [yaml, 'yaml', 'rules', null],
    [json, 'json', '/rules/0/use', { line: 4, column: 6 }],
    [json, 'json', '/rules/7/use', { line: 3, column: 3 }],
    [json, 'json', '/default', { line: 1, column: 1 }],
  ])('in %j (%s) finds %j', (text, format, pointer, place) => {
    const reading = parseDocument(text, format);
    if ('errors' in reading) throw new Error('unreadable');
    expect(reading.locate(pointer)).toEqual(place);
  });
});

describe('decodeUtf8', () => {
  const bytes = (...numbers: number[]) => Uint8Array.from(numbers);

  test('takes one byte order mark off', () => {
    expect(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 0x61))).toEqual({ text: 'a' });
  });

  test.each([
    ['a stray byte', bytes(0x61, 0x0a, 0x62, 0xff, 0x63), 2, 2],
    ['an overlong form', bytes(0xc0, 0xaf), 1, 1],
    ['a surrogate', bytes(0x61, 0xed, 0xa0, 0x80), 1, 2],
    ['an unfinished character', bytes(0x61, 0xe2, 0x82), 1, 2],
    ['UTF-16', bytes(0xff, 0xfe, 0x61, 0x00), 1, 1],
  ])('refuses %s with its place', (_, input, line, column) => {
    expect(decodeUtf8(input)).toMatchObject({ errors: [{ code: 'document.encoding', line, column }] });
  });

  test('agrees with the platform on which bytes are UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (input) => {
        const text = Buffer.from(input).toString('utf8');
        const isSound = Buffer.from(text, 'utf8').equals(Buffer.from(input));
        expect('text' in decodeUtf8(input)).toBe(isSound);
      }),
      { numRuns: 300 },
    );
  });
});

describe('parseBytes', () => {
  test('looks at the size before it decodes', () => {
    expect(parseBytes(new Uint8Array(11).fill(0xff), 'json', { limit: 10 })).toMatchObject({
      errors: [{ code: 'document.too-large' }],
    });
  });

  test('reads what is sound', () => {
    expect(parseBytes(new TextEncoder().encode('{"a":"é"}'), 'json')).toMatchObject({ value: { a: 'é' } });
  });
});
