/** What does every target make of every fixture? Golden files, one for each distinct text; `PORTOLAN_WRITE_GOLDEN=1` writes them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../../schemas/finding.ts';
import { BOOTSTRAPS, renderBootstrap } from '../../../worker/core/targets/install/bootstrap.ts';
import { renderTarget, type TargetText } from '../../../worker/core/targets/render.ts';
import { TARGETS } from '../../../worker/core/targets/table.ts';
import { FIXTURES } from './fixtures.ts';

const GOLDEN = join(import.meta.dirname, 'golden');
const IS_WRITING = process.env.PORTOLAN_WRITE_GOLDEN === '1';
const ACTIONS = ['apply', 'remove'] as const;

/** A case as `cases.json` has it: the file of its text (of the first case with that text), and its findings in words. */
interface Golden {
  readonly file: string | null;
  readonly findings: readonly string[];
}

const words = ({ severity, code, path, message, expected, found }: Finding): string =>
  [
    `${severity} ${code} ${path || '(whole)'}: ${message}`,
    expected && `expected ${expected}`,
    found && `found ${found}`,
  ]
    .filter(Boolean)
    .join('; ');

/** Scripts that hold many targets are long, and what they hold has golden files of its own. */
const FEW = ['pac', 'pac-hostile', 'pac-no-url', 'fixed-socks5', 'fixed-direct'];
const IDS = [...TARGETS.keys(), ...BOOTSTRAPS.keys()];
const render = (id: string, input: Parameters<typeof renderTarget>[1]) =>
  BOOTSTRAPS.has(id) ? renderBootstrap(id, input) : renderTarget(id, input);

/** All cases of a target, texts by the name of their file. */
function renderAll(id: string): { cases: Record<string, Golden>; texts: Map<string, string> } {
  const files = new Map<string, string>();
  const fixtures = BOOTSTRAPS.has(id) ? FIXTURES.filter(({ name }) => FEW.includes(name)) : FIXTURES;
  const cases = fixtures.flatMap(({ name, ...input }) =>
    ACTIONS.map((action) => {
      const { text, filename, findings } = rendered(render(id, { ...input, action }));
      const extension = /\.[a-z0-9]+$/i.exec(filename)?.[0] ?? '.txt';
      const label = action === 'apply' ? name : `${BOOTSTRAPS.has(id) ? `${name}.` : ''}remove`;
      if (text !== null && !files.has(text)) files.set(text, unused(`${label}${extension}`, name, files));
      return [
        `${name} ${action}`,
        { file: text === null ? null : (files.get(text) ?? ''), findings: findings.map(words) },
      ];
    }),
  );
  return { cases: Object.fromEntries(cases), texts: new Map([...files].map(([text, file]) => [file, text])) };
}

function unused(file: string, name: string, files: ReadonlyMap<string, string>): string {
  return [...files.values()].includes(file) ? file.replace(/^remove/, `${name}.remove`) : file;
}

function rendered(text: TargetText | null): TargetText {
  if (text === null) throw new Error('expected a target of the table');
  return text;
}

describe.each(IDS)('%s', (id) => {
  const folder = join(GOLDEN, id);
  const { cases, texts } = renderAll(id);
  if (IS_WRITING) write(folder, cases, texts);
  const golden = (): Record<string, Golden> => JSON.parse(read(join(folder, 'cases.json')));

  test.each(Object.keys(cases))('%s is what its golden file says', (name) => {
    const { file, findings } = cases[name] ?? { file: null, findings: [] };
    expect({ name, file, findings }).toEqual({ name, ...golden()[name] });
    if (file !== null) expect(texts.get(file)).toBe(read(join(folder, file)));
  });

  test('has no golden file that no case needs', () => {
    expect(existsSync(folder) ? readdirSync(folder).sort() : []).toEqual(['cases.json', ...texts.keys()].sort());
  });

  test('has a text exactly where no finding is an error', () => {
    for (const [name, { file, findings }] of Object.entries(cases)) {
      expect(file === null, name).toBe(findings.some((one) => one.startsWith('error')));
    }
  });
});

test('golden/ has no folder of a target that is gone', () => {
  expect(readdirSync(GOLDEN).sort()).toEqual([...IDS].sort());
});

afterAll(() => {
  if (IS_WRITING)
    throw new Error('golden files were written: run again without PORTOLAN_WRITE_GOLDEN, and read the difference');
});

function read(path: string): string {
  if (!existsSync(path)) throw new Error(`missing golden file ${path}`);
  return readFileSync(path, 'utf8');
}

function write(folder: string, cases: Record<string, Golden>, texts: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cases.json'), `${JSON.stringify(cases, null, 1)}\n`);
  for (const [file, text] of texts) writeFileSync(join(folder, file), text);
}
