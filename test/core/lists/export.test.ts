import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { EXPORT_FORMATS, type ExportName, type FormatName } from '../../../schemas/list.ts';
import { factsOf } from '../../../worker/core/explain/facts.ts';
import { EXPORTS, exportOf } from '../../../worker/core/lists/export/table.ts';
import { writeList } from '../../../worker/core/lists/export/write.ts';
import { memberCollector } from '../../../worker/core/lists/members.ts';
import type { Facts, ListMeaning } from '../../../worker/core/rules/kind.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';
import { lists, urls } from './arbitrary.ts';
import { parsed } from './outcomes-of.ts';

/** Formats that are also read; squid's file is a list of domains with another meaning of a name without a dot. */
const BOTH_WAYS: readonly (ExportName & FormatName)[] = [
  'domains',
  'hosts',
  'dnsmasq',
  'clash',
  'surge',
  'v2ray',
  'sing-box',
];

function facts(url: string): Facts {
  const found = factsOf({ url, client: '10.1.2.3' }, { surroundings: ALONE, now: 0 }, () => {});
  if (found === null) throw new Error(`unanswerable: ${url}`);
  return found;
}

function written(format: ExportName, from: FormatName, text: string) {
  const { chunks, lost, losses } = writeList(parsed(from, text).layers, exportOf(format));
  return { text: chunks.join(''), lost, losses };
}

const contained = (meaning: ListMeaning, asked: readonly string[]) =>
  asked.filter((url) => meaning.contains(facts(url)));

const SAMPLE = ['full:exact.example', 'domain:suffix.example', 'regexp:^ads[0-9]\\.', 'keyword:shop'].join('\n');

describe.each(BOTH_WAYS)('%s, written and read again', (format) => {
  test('is the same list, or differs as its losses say', () => {
    fc.assert(
      fc.property(lists, fc.array(urls, { minLength: 10, maxLength: 30 }), ({ format: from, text }, asked) => {
        const original = parsed(from, text);
        // A list lets its exceptions win, dnsmasq the longest name: only what both say alike is compared.
        fc.pre(format !== 'dnsmasq' || original.layers.length <= 2);
        const { chunks, lost } = writeList(original.layers, exportOf(format));
        const again = parsed(format, chunks);
        // An expression that engines with backtracking must not run may be fine where it is written for.
        expect(again.report.refused.map(({ code }) => code).filter((code) => code !== 'regex.unsafe')).toEqual([]);
        const before = contained(original.meaning, asked);
        const after = contained(again.meaning, asked);
        const effects = new Set(lost.map(({ effect }) => effect));
        if (!effects.has('narrower') && again.report.totals.refused === 0)
          expect(after).toEqual(expect.arrayContaining(before));
        if (!effects.has('wider')) expect(before).toEqual(expect.arrayContaining(after));
      }),
      { numRuns: 200 },
    );
  });
});

describe('writeList', () => {
  const cases: readonly (readonly [format: ExportName, lines: readonly string[], losses: number])[] = [
    ['domains', ['exact.example', 'suffix.example'], 3],
    ['hosts', ['0.0.0.0 exact.example', '0.0.0.0 suffix.example'], 3],
    ['dnsmasq', ['address=/exact.example/0.0.0.0', 'address=/suffix.example/0.0.0.0'], 3],
    [
      'clash',
      [
        'payload:',
        "  - 'DOMAIN,exact.example'",
        "  - 'DOMAIN-SUFFIX,suffix.example'",
        "  - 'DOMAIN-REGEX,^ads[0-9]\\.'",
        "  - 'DOMAIN-KEYWORD,shop'",
      ],
      0,
    ],
    ['surge', ['DOMAIN,exact.example', 'DOMAIN-SUFFIX,suffix.example', 'DOMAIN-KEYWORD,shop'], 1],
    ['v2ray', ['full:exact.example', 'domain:suffix.example', 'regexp:^ads[0-9]\\.', 'keyword:shop'], 0],
    ['squid', ['exact.example', '.suffix.example'], 2],
  ];

  test.for(cases.map(([format, lines, losses]) => ({ format, lines, losses })))(
    '$format',
    ({ format, lines, losses }) => {
      const out = written(format, 'v2ray', SAMPLE);
      expect(out.text).toBe(lines.map((line) => `${line}\n`).join(''));
      expect(out.losses).toBe(losses);
    },
  );

  test('sing-box is JSON with exceptions as inverted rules', () => {
    const { text, losses } = written(
      'sing-box',
      'adblock',
      '||a.example^\n@@||b.a.example^\n||192.0.2.0^\n||c.example:8080^',
    );
    expect(losses).toBe(0);
    expect(JSON.parse(text)).toEqual({
      version: 3,
      rules: [
        {
          type: 'logical',
          mode: 'and',
          rules: [
            { type: 'logical', mode: 'or', invert: true, rules: [{ domain_suffix: ['b.a.example'] }] },
            {
              type: 'logical',
              mode: 'or',
              rules: [
                { domain_suffix: ['a.example'], ip_cidr: ['192.0.2.0'] },
                { domain_suffix: ['c.example'], port: [8080] },
              ],
            },
          ],
        },
      ],
    });
  });

  test.each(EXPORTS)(
    '$name: an empty list, a list of nothing it can say, and one of exceptions only are valid texts',
    ({ name }) => {
      for (const list of ['', '/x[0-9]/', '@@||a.example^', '@@/x[0-9]/\n||a.example^']) {
        const { text } = written(name, 'adblock', list);
        if (name === 'sing-box') expect(JSON.parse(text)).toHaveProperty('rules');
        if (name === 'clash') expect(parseYaml(text)).toHaveProperty('payload');
        if (list.endsWith('||a.example^') && !list.startsWith('@@||')) expect(text).toContain('a.example');
      }
    },
  );

  test('clash is YAML, whatever an expression is made of', () => {
    const { text } = written('clash', 'v2ray', "regexp:^it's[#:][[]x\nregexp:^- \\{a\\}");
    expect(parseYaml(text)).toEqual({ payload: ["DOMAIN-REGEX,^it's[#:][[]x"] });
  });

  test('merged ranges are written as the blocks that they are made of', () => {
    const { text } = written('surge', 'cidr', '10.0.0.0/24\n10.0.1.0/24\n10.0.2.0/24\n2001:db8::1');
    expect(text).toBe(
      'IP-CIDR,10.0.0.0/23,no-resolve\nIP-CIDR,10.0.2.0/24,no-resolve\nIP-CIDR6,2001:db8::1/128,no-resolve\n',
    );
  });

  test('names that an exception takes away as a whole are left out, others are told', () => {
    const list = '||x.good.example^\n||a.example^\n@@||good.example^\n@@||b.a.example^\n@@||unrelated.example^';
    const { text, lost } = written('squid', 'adblock', list);
    expect(text).toBe('.a.example\n');
    expect(lost).toEqual([{ what: 'domain: b.a.example', except: true, reason: expect.any(String), effect: 'wider' }]);
    expect(written('dnsmasq', 'adblock', list).text).toBe('server=/b.a.example/#\naddress=/a.example/0.0.0.0\n');
  });

  test('counts all losses and shows a hundred', () => {
    const { losses, lost } = written(
      'hosts',
      'domains',
      Array.from({ length: 300 }, (_, k) => `n${k}.example`).join('\n'),
    );
    expect([losses, lost.length]).toEqual([300, 100]);
  });

  test('writes names that come from elsewhere', () => {
    const members = memberCollector();
    members.add({ is: 'name', name: 'a.example', match: 'suffix' });
    members.add({ is: 'name', name: 'b.a.example', match: 'exact' });
    const layers = [{ adds: true, members: members.finish() }];
    expect(writeList(layers, exportOf('squid')).chunks.join('')).toBe('.a.example\n');
  });

  test('the table has every format of the schema once', () => {
    expect(EXPORTS.map(({ name }) => name).sort()).toEqual([...EXPORT_FORMATS].sort());
  });
});
