/** Do the edits lead from one document to the other, and are they the ones that a person would name? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, diffJson } from '../../../worker/core/document/json-diff.ts';
import { segmentsOf } from '../../../worker/core/document/pointer.ts';

/** Applies edits one after the other, as RFC 6902 says. */
function apply(document: unknown, changes: readonly Change[]): unknown {
  const root = { '': structuredClone(document) } as Record<string, unknown>;
  for (const { op, path, after } of changes) {
    const keys = ['', ...(segmentsOf(path) ?? [])];
    const last = keys.pop() ?? '';
    const parent = keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], root) as never;
    edit(parent, last, { op, after });
  }
  return root[''];
}

function edit(
  parent: Record<string, unknown> | unknown[],
  key: string,
  { op, after }: Pick<Change, 'op' | 'after'>,
): void {
  if (Array.isArray(parent) && op !== 'replace')
    parent.splice(Number(key), op === 'remove' ? 1 : 0, ...(op === 'add' ? [after] : []));
  else if (op === 'remove') delete (parent as Record<string, unknown>)[key];
  else (parent as Record<string, unknown>)[key] = after;
}

const short = (changes: readonly Change[]) => changes.map(({ op, path }) => `${op} ${path}`);
const rule = (domain: string) => ({ when: { domain }, use: 'direct' });

describe('diffJson', () => {
  test('gives nothing for equal documents, whatever the order of keys', () => {
    expect(diffJson({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
  });

  test('names what was and what will be', () => {
    expect(diffJson({ a: 1, b: 2 }, { b: 3, c: 4 })).toEqual([
      { op: 'remove', path: '/a', before: 1 },
      { op: 'replace', path: '/b', before: 2, after: 3 },
      { op: 'add', path: '/c', after: 4 },
    ]);
  });

  test('tells a rule put in front as one edit', () => {
    const rules = Array.from({ length: 50 }, (_, index) => rule(`d${index}.example`));
    expect(short(diffJson({ rules }, { rules: [rule('new.example'), ...rules] }))).toEqual(['add /rules/0']);
    expect(short(diffJson({ rules }, { rules: rules.toSpliced(20, 1) }))).toEqual(['remove /rules/20']);
    expect(short(diffJson({ rules }, { rules: rules.with(7, rule('x.example')) }))).toEqual([
      'replace /rules/7/when/domain',
    ]);
  });

  test('escapes keys', () => {
    expect(short(diffJson({}, { 'a/b~c': 1 }))).toEqual(['add /a~1b~0c']);
  });

  test('replaces what changes its kind', () => {
    expect(diffJson({ a: ['x'] }, { a: 'x' })).toEqual([{ op: 'replace', path: '/a', before: ['x'], after: 'x' }]);
    expect(diffJson(null, [])).toEqual([{ op: 'replace', path: '', before: null, after: [] }]);
  });

  test('leads from any document to any other', () => {
    const leaf = fc.constantFrom(0, 1, 'a', null, true);
    const { document } = fc.letrec((tie) => ({
      document: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('document'), { maxLength: 6 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c/~'), tie('document')),
      ),
    }));
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(apply(before, diffJson(before, after))).toEqual(after);
      }),
      { numRuns: 300 },
    );
  });

  test('stays quick and right when 5,000 rules are all different', () => {
    const before = Array.from({ length: 5000 }, (_, index) => rule(`a${index}.example`));
    const after = Array.from({ length: 4000 }, (_, index) => rule(`b${index}.example`));
    expect(apply(before, diffJson(before, after))).toEqual(after);
  });
});
