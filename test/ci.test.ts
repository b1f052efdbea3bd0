/** Does CI install what the tests run? The list in .ci/run against the packages that the tests name. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathOf, program, testWith } from './programs.ts';

const root = join(import.meta.dirname, '..');
const SHELLCHECK = program({ name: 'shellcheck', candidates: ['shellcheck'], package: 'shellcheck' });

const packagesOfCi = (): string[] => {
  const list = /^packages=\(\n(.*?)^\)/ms.exec(readFileSync(join(root, '.ci/run'), 'utf8'))?.[1] ?? '';
  return list.replace(/#.*$/gm, '').split(/\s+/).filter(Boolean).sort();
};

/** The test of the policy itself names programs that nobody has. */
const POLICY_TEST = 'programs.test.ts';

const packagesOfTests = (): string[] => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && name !== POLICY_TEST,
  );
  const texts = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  return [
    ...new Set(
      texts.flatMap((text) => [...text.matchAll(/\bpackage: '([a-z0-9.+-]+)/g)].map(([, name]) => name ?? '')),
    ),
  ].sort();
};

test('.ci/run installs the packages of all programs that tests ask for', () => {
  expect(packagesOfCi()).toEqual(expect.arrayContaining(packagesOfTests()));
});

testWith(SHELLCHECK)('.ci/run has nothing that shellcheck objects to', () => {
  expect(execFileSync(pathOf(SHELLCHECK), [join(root, '.ci/run')], { encoding: 'utf8' })).toBe('');
});

/** A report of vitest, cut to what the closing line is made of. */
const report = (passed: number, failed: number, leftOut: number): string =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: leftOut,
    numTodoTests: 0,
    testResults: [{ assertionResults: Array(leftOut).fill({ status: 'skipped', fullName: 'left out' }) }],
  });

test.for([
  { name: 'everything passed', text: report(7, 0, 0), status: '0', line: '7 passed, 0 failed', exit: 0 },
  { name: 'tests failed', text: report(5, 2, 0), status: '1', line: '5 passed, 2 failed', exit: 1 },
  { name: 'a test was skipped', text: report(6, 0, 1), status: '0', line: '6 passed, 1 failed', exit: 1 },
  { name: 'only the linter failed', text: report(7, 0, 0), status: '1', line: '7 passed, 1 failed', exit: 1 },
  { name: 'no test ran', text: report(0, 0, 0), status: '0', line: '0 passed, 1 failed', exit: 1 },
  { name: 'there is no report', text: '', status: '1', line: '0 passed, 1 failed', exit: 1 },
])('the closing line of CI, when $name: $line', ({ text, status, line, exit }) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-ci-'));
  const file = join(folder, 'report.json');
  writeFileSync(file, text);
  const ran = spawnSync(process.execPath, [join(root, '.ci/closing-line.mjs'), file, status], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect({ last: ran.stdout.trimEnd().split('\n').at(-1), exit: ran.status }).toEqual({ last: line, exit });
});
