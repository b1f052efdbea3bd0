/** Does CI install what the tests run? The list in .ci/run against the packages that the tests name. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathOf, program, testWith } from './programs.ts';

const root = join(import.meta.dirname, '..');
const SHELLCHECK = program({ name: 'shellcheck', candidates: ['shellcheck'], package: 'shellcheck' });

const packagesOfCi = (): string[] => {
  const list = /^packages=\(\n(.*?)^\)/ms.exec(readFileSync(join(root, '.ci/run'), 'utf8'))?.[1] ?? '';
  return list.replace(/#.*$/gm, '').split(/\s+/).filter(Boolean).sort();
};

const packagesOfTests = (): string[] => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const texts = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\bpackage: '([^']+)'/g)].map(([, name]) => name ?? ''))),
  ].sort();
};

test('.ci/run installs the packages of all programs that tests ask for, and no others', () => {
  expect(packagesOfCi()).toEqual(packagesOfTests());
});

testWith(SHELLCHECK)('.ci/run has nothing that shellcheck objects to', () => {
  expect(execFileSync(pathOf(SHELLCHECK), [join(root, '.ci/run')], { encoding: 'utf8' })).toBe('');
});
