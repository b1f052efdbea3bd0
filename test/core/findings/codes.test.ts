/** Is the table of codes closed: every code of the source in it, and every code of it used? */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CODES, isFindingCode, SUBJECTS } from '../../../worker/core/findings/codes.ts';
import { findingsPage } from '../../../worker/core/findings/page.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TABLE = join(ROOT, 'worker/core/findings/codes');

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => !path.startsWith(TABLE));
}

/** Texts in the source that look like codes: right behind `code:` or `finding(`, or of a subject that the table knows. */
function usedCodes(): ReadonlyMap<string, string> {
  const subjects = [...new Set(Object.keys(CODES).map((code) => code.split('.')[0]))].join('|');
  const shapes = [
    /(?:\bcode: |\b(?:finding|report|refused|warn|tell)\(\s*)'([a-z][a-z-]*\.[a-z][a-z0-9-]*)'/g,
    new RegExp(`'((?:${subjects})\\.[a-z][a-z0-9-]*)'`, 'g'),
  ];
  const found = new Map<string, string>();
  for (const path of sources(join(ROOT, 'worker'))) {
    const text = readFileSync(path, 'utf8');
    for (const shape of shapes)
      for (const [, code = ''] of text.matchAll(shape)) found.set(code, path.slice(ROOT.length + 1));
  }
  return found;
}

describe('CODES', () => {
  const used = usedCodes();

  test('knows every code that the source uses', () => {
    expect([...used].filter(([code]) => !isFindingCode(code)).map(([code, path]) => `${code} in ${path}`)).toEqual([]);
  });

  test('has no code that nothing uses', () => {
    expect(Object.keys(CODES).filter((code) => !used.has(code))).toEqual([]);
  });

  test('has every code once, in the spelling subject.words', () => {
    const all = SUBJECTS.flatMap(({ codes }) => Object.keys(codes));
    expect(new Set(all).size).toBe(all.length);
    for (const code of all) expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('says something about each of them, in sentences', () => {
    for (const [code, { title, explanation, fix }] of Object.entries(CODES)) {
      expect(title, code).toMatch(/^\S.{9,90}[^.]$/s);
      expect(explanation, code).toMatch(/^\S.{15,}\.$/s);
      if (fix !== undefined) expect(fix, code).toMatch(/^[A-Z].*\.$/s);
    }
  });
});

describe('docs/findings.md', () => {
  test('is what the table says; write it again with `node docs/write-findings.ts`', () => {
    expect(readFileSync(join(ROOT, 'docs/findings.md'), 'utf8')).toBe(findingsPage());
  });
});
