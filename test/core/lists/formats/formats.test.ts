import { describe, expect, test } from 'vitest';
import { LIST_FORMATS } from '../../../../schemas/list.ts';
import { FORMATS } from '../../../../worker/core/lists/formats/table.ts';
import { outcomesOf } from '../outcomes-of.ts';
import { TABLES } from './tables.ts';

describe.each(TABLES)('$format: $about', ({ format, head = '', rows }) => {
  const before = head === '' ? 0 : outcomesOf(format, head).length;

  test.for(rows.map(([line, outcome]) => ({ line, outcome })))('$line', ({ line, outcome }) => {
    const expected = typeof outcome === 'string' ? (outcome === '' ? [] : [outcome]) : outcome;
    expect(outcomesOf(format, `${head}${line}\n`).slice(before)).toEqual(expected);
  });
});

describe('FORMATS', () => {
  test('has every format of the schema once', () => {
    expect(FORMATS.map(({ name }) => name).sort()).toEqual([...LIST_FORMATS].sort());
  });

  test.each(FORMATS)('$name has a table of lines, and names its specification', ({ name, source }) => {
    expect(TABLES.filter(({ format }) => format === name)).not.toEqual([]);
    expect(source.length).toBeGreaterThan(10);
  });
});
