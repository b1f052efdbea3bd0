/** Does a list of half a million lines fit into a small heap? A process of its own with a bound that V8 holds. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
/** Megabytes of the old generation; a Worker's isolate has 128 for everything. */
const HEAP = 100;

function bench(...script: readonly string[]) {
  const args = [`--max-old-space-size=${HEAP}`, ...script];
  return spawnSync(join(root, 'node_modules/.bin/node'), args, { cwd: root, encoding: 'utf8' });
}

describe('parseList', () => {
  test.each(['adblock', 'sing-box'])(
    `reads 500,000 lines of %s in a heap of ${HEAP} MB`,
    (format) => {
      const { status, stdout, stderr } = bench('bench/lists/read.ts', format, '500000');
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/; 4999[0-9]{2} names/);
    },
    120_000,
  );
});

describe('compilePac', () => {
  test(`compiles a list of 500,000 names in a heap of ${HEAP} MB`, () => {
    const { status, stdout, stderr } = bench('bench/lists/compile.ts', '500000');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^500000 names: 1\.[0-9]{2} MB of PAC/);
  }, 120_000);
});
