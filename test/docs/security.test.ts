import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| threat'));

describe('docs/security.md', () => {
  test('names only tests that there are', () => {
    const named = [...page.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('names at least one test for every threat', () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) if (!row.includes('**not stopped**')) expect(row).toMatch(/`test\/[^`]+`[^|]*\|$/);
  });
});
