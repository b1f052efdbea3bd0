/** Is docs/following.md right: its example, its words for codes, its header? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../worker/cli/portolan.ts';
import { isFindingCode } from '../../worker/core/findings/codes.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
const page = read('following.md');
const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];

const policies = read('firewall.md');
const [, campus = ''] = /```yaml\n(.*?)```/s.exec(policies) ?? [];

/** The commands of a page's console blocks, each with the lines that are shown below it. */
function commandsOf(text: string): { argv: string[]; shown: string }[] {
  const blocks = [...text.matchAll(/```console\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ portolan /m)
      .slice(1)
      .map((part) => {
        const [line = '', ...shown] = part.split('\n');
        return { argv: line.trim().split(/ +/), shown: shown.join('\n') };
      }),
  );
}

/** Runs a command in a folder that has what the pages show, at a time. */
async function run(argv: readonly string[], at: string) {
  const files: Readonly<Record<string, string>> = { 'campus.yaml': campus, 'headquarters.yaml': example };
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const code = await main(argv, {
    out: write,
    err: write,
    readFile: async (path) => new TextEncoder().encode(files[path] ?? expect.fail(path)),
    writeFile: async () => {},
    env: () => undefined,
    fetch: async () => Response.error(),
    network: { dial: async () => ({ failure: 'closed' }), resolve: null },
    now: () => Date.parse(at),
  });
  return { code, out };
}

test('the examples of docs/firewall.md and docs/following.md work together when they are copied, for years', async () => {
  const commands = commandsOf(page);
  expect(commands.map(({ argv }) => argv[0])).toEqual(['check', 'explain', 'render']);
  for (const at of ['2026-11-24T00:00:00Z', '2035-01-01T00:00:00Z']) {
    for (const { argv } of commands) {
      const { code, out } = await run(argv, at);
      expect({ argv, code, out: code === 0 ? '' : out }).toEqual({ argv, code: 0, out: '' });
    }
  }
});

test('docs/following.md shows the header that the script for guests has', async () => {
  const [, header = ''] = /```\n( \* .*?)```/s.exec(page) ?? [];
  expect(header.trimEnd().split('\n').length).toBe(3);
  const { argv = [] } = commandsOf(page).find((command) => command.argv[0] === 'render') ?? {};
  expect((await run(argv, '2026-11-24T00:00:00Z')).out).toContain(header);
});

test('docs/firewall.md shows what check says of its policy', async () => {
  const { argv = [], shown = '' } = commandsOf(policies).find((command) => command.argv[0] === 'check') ?? {};
  expect(shown.split('\n').length).toBeGreaterThan(3);
  expect((await run(argv, '2026-11-24T00:00:00Z')).out.endsWith(shown)).toBe(true);
});

test('docs/examples/firewall has the documents of the pages', () => {
  expect(read('examples/firewall/campus.yaml')).toBe(campus);
  expect(read('examples/firewall/headquarters.yaml')).toBe(example);
});

test('docs/following.md names codes that exist', () => {
  const codes = [...page.matchAll(/`((?:firewall|zone|proxy)\.[a-z-]+)`/g)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(7);
  for (const code of codes) expect([code, isFindingCode(code)]).toEqual([code, true]);
});

test('other pages lead to docs/following.md', () => {
  expect(read('profile.md')).toContain('(following.md)');
  expect(read('firewall.md')).toContain('(following.md)');
});
