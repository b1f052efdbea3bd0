/** Does the store take a list of half a million lines, and profiles with large lists, in a small heap? A process of its own with a bound that V8 holds. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** Megabytes of the old generation; a Worker's isolate has 128 for everything. */
const HEAP = 100;

function keep(lines: number): readonly string[] {
  const args = [`--max-old-space-size=${HEAP}`, 'bench/lists/keep.ts', String(lines)];
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/node'), args, {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n');
}

test(`putContent keeps 500,000 lines, and changes of them, in a heap of ${HEAP} MB`, () => {
  const told = keep(500_000);
  expect(told[0]).toContain('500000 lines taken');
  expect(told[1]).toMatch(/^4999[0-9]{2} names$/);
  expect(told.filter((line) => line.startsWith('a change'))).toEqual([
    expect.stringContaining('taken'),
    expect.stringContaining('taken'),
  ]);
}, 180_000);

test(`a profile with 200,000 names is made, and made again when they change, in a heap of ${HEAP} MB`, () => {
  const told = keep(200_000);
  expect(told.filter((line) => line.includes(' taken in '))).toHaveLength(4);
  expect(told.filter((line) => line === 'published')).toHaveLength(2);
}, 180_000);
