/** Does docs/lists.md have every format, and every example right? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { FormatName, RuleList } from '../../schemas/list.ts';
import { Profile } from '../../schemas/profile.ts';
import { COMMANDS } from '../../worker/cli/commands/table.ts';
import { CODES } from '../../worker/core/findings/codes.ts';
import { EXPORTS } from '../../worker/core/lists/export/table.ts';
import { FORMATS } from '../../worker/core/lists/formats/table.ts';
import { outcomesOf } from '../core/lists/outcomes-of.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/lists.md'), 'utf8');

describe('docs/lists.md', () => {
  test.each(FORMATS)('has the format $name with its source', ({ name, title, source }) => {
    expect(page).toContain(`| \`${name}\` | ${title} | ${source} |`);
  });

  test.each(EXPORTS)('has the export $name', ({ name, title }) => {
    expect(page).toContain(`| \`${name}\` | ${title} |`);
  });

  test('shows documents that are lists, and rules that are rules', () => {
    const blocks = Array.from(page.matchAll(/```yaml\n(.*?)```/gs), ([, text = '']): unknown => parse(text));
    const lists = blocks.filter((block) => !Array.isArray(block));
    const rules = blocks.filter(Array.isArray);
    expect(lists.map((list) => RuleList.safeParse(list).success)).toEqual([true, true]);
    expect(rules.map((some) => Profile.safeParse({ rules: some, default: 'direct' }).success)).toEqual([true]);
  });

  test('says to the commands which server they push to, by the names that they read', () => {
    const [, shell = ''] = /```sh\n(.*?)```/s.exec(page) ?? [];
    const before = shell.slice(0, shell.indexOf('npx portolan push'));
    expect(before).toContain('PORTOLAN_SERVER=');
    expect(before).toContain('PORTOLAN_TOKEN=');
  });

  test('names reasons that exist', () => {
    const section = page.slice(page.indexOf('## The report'), page.indexOf('## Subscriptions'));
    const codes = [...section.matchAll(/`((?:list|regex|url)\.[a-z-]+)`/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(12);
    for (const code of codes) expect(Object.keys(CODES)).toContain(code);
  });

  test('shows exactly the script that is tested', () => {
    const script = readFileSync(join(import.meta.dirname, '../../docs/examples/lists.sh'), 'utf8');
    expect(page).toContain(`\`\`\`sh\n${script}\`\`\`\n`);
  });

  test('shows calls of the command line that exist', async () => {
    const calls = [...page.matchAll(/^npx portolan (\S+) ([^#>\n]*)/gm)];
    expect(calls.length).toBeGreaterThan(4);
    for (const [, name = '', words = ''] of calls) {
      const { options = {} } = COMMANDS.find((command) => command.name === name) ?? {};
      for (const [, option = ''] of words.matchAll(/--([a-z-]+)/g)) expect(Object.keys(options)).toContain(option);
    }
  });

  test('says rightly what a name stands for', () => {
    const meanings = ['domain: example.com', 'host: example.com', 'host: "*.example.com"'];
    const section = page.slice(page.indexOf('### What a name'), page.indexOf('### Exceptions'));
    const rows = section.split('\n').filter((row) => row.startsWith('| `') && !row.includes('`sing-box`'));
    expect(rows.length).toBeGreaterThan(8);
    let checked = 0;
    for (const row of rows) {
      const [, formats = '', ...cells] = row.replaceAll('\\|', '\u0001').split('|');
      for (const [format = ''] of formats.matchAll(/(?<=`)[a-z0-9-]+(?=`)/g)) {
        const name = FormatName.parse(format);
        for (const [index, cell] of cells.slice(0, 3).entries()) {
          const texts = cell.replace(/\(.*\)/, '').matchAll(/(?<=`)[^`,]+(?:,[^`]+)?(?=`)/g);
          for (const [text = ''] of texts) {
            if (text.trim() === '') continue;
            const [outcome = ''] = outcomesOf(name, text.replaceAll('\u0001', '|'));
            expect([format, text, outcome.replace(/ ~.*/, '')]).toEqual([format, text, meanings[index]]);
            checked++;
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(25);
  });
});
