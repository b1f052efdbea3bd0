/** Is a target in workerd the same bytes as in Node? The golden files were written by Node. */
import { expect, test } from 'vitest';
import { renderTarget } from '../../../worker/core/targets/render.ts';
import { TARGETS } from '../../../worker/core/targets/table.ts';
import { FIXTURES } from './fixtures.ts';

// @ts-expect-error Vite replaces the call when it loads this file; nothing else knows the name.
const GOLDEN: Readonly<Record<string, string>> = import.meta.glob('./golden/*/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

test.each([...TARGETS.keys()])('%s', (id) => {
  const cases = JSON.parse(GOLDEN[`./golden/${id}/cases.json`] ?? '{}');
  for (const { name, ...input } of FIXTURES) {
    const { file } = cases[`${name} apply`] as { file: string | null };
    const wanted = file === null ? null : GOLDEN[`./golden/${id}/${file}`];
    expect(renderTarget(id, input)?.text, name).toBe(wanted);
  }
});
