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

/** Look like codes and are none: a host name that never resolves (RFC 6761). */
const NO_CODES: ReadonlySet<string> = new Set(['probe.invalid']);

/** Codes put together from a part that is a state: `probe.${state}` with the states of worker/core/probe. */
const COMPOSED: ReadonlySet<string> = new Set(['probe.closed', 'probe.filtered']);

/** Codes in the source: right behind `code:` or in a call that makes findings; in the core every text of a known subject but file names. */
function usedCodes(): ReadonlyMap<string, string> {
  const subjects = [...new Set(Object.keys(CODES).map((code) => code.split('.')[0]))].join('|');
  const made = /(?:\bcode: |\b(?:finding|report|refused|failed|flaw|warn|tell)\(\s*)'([a-z][a-z-]*\.[a-z][a-z0-9-]*)'/g;
  const named = new RegExp(`(?<!\\bfilename: )'((?:${subjects})\\.[a-z][a-z0-9-]*)'`, 'g');
  const found = new Map<string, string>();
  for (const path of sources(join(ROOT, 'worker'))) {
    const text = readFileSync(path, 'utf8');
    const name = path.slice(ROOT.length + 1);
    for (const shape of name.startsWith('worker/core/') ? [made, named] : [made]) {
      for (const [, code = ''] of text.matchAll(shape)) found.set(code, name);
    }
  }
  return found;
}

describe('CODES', () => {
  const used = usedCodes();

  test('knows every code that the source uses', () => {
    expect(
      [...used]
        .filter(([code]) => !isFindingCode(code) && !NO_CODES.has(code))
        .map(([code, path]) => `${code} in ${path}`),
    ).toEqual([]);
  });

  test('has no code that nothing uses', () => {
    expect(Object.keys(CODES).filter((code) => !used.has(code) && !COMPOSED.has(code))).toEqual([]);
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
