/** Does the page about firewall policies say what the code does? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { MAX_FIREWALL_RULES, MAX_GROUPS, MAX_NAMES, MAX_ZONES, Policy } from '../../schemas/firewall.ts';
import { ImportRequest } from '../../schemas/firewall-exchange.ts';
import { Analysis } from '../../schemas/firewall-questions.ts';
import { analyze } from '../../worker/core/firewall/analysis/analyze.ts';
import { MAX_ENTRIES } from '../../worker/core/firewall/exports/size.ts';
import { EXPORTERS } from '../../worker/core/firewall/exports/table.ts';
import { parsePolicy } from '../../worker/core/firewall/parse.ts';
import { MAX_RANGES } from '../../worker/core/firewall/peers.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/firewall.md'), 'utf8');
const NOW = Date.parse('2026-11-24T00:00:00Z');

describe('docs/firewall.md', () => {
  test('shows a policy that is accepted, and whose rules all decide something', () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(PAGE) ?? [];
    const { policy, findings } = parsePolicy(Policy.parse(parse(yaml)), NOW);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(policy && analyze(policy, NOW).unreachable).toEqual([]);
  });

  test('lists every export with its kind and how it is checked', () => {
    for (const { format, kind, checked } of EXPORTERS)
      expect(PAGE).toContain(`| \`${format}\` | ${kind} | ${checked} |`);
    expect(PAGE.match(/^\| `[a-z0-9-]+` \| (ordered|allow-only) \|/gm)).toHaveLength(EXPORTERS.length);
  });

  test('lists every import', () => {
    const formats = ImportRequest.options.map((option) => option.shape.format.value);
    const rows = [...PAGE.matchAll(/^\| `([a-z0-9-]+)` \| (?!ordered|allow-only)/gm)].map(([, format]) => format);
    expect(rows.filter((row) => formats.includes(row as (typeof formats)[number])).toSorted()).toEqual(
      formats.toSorted(),
    );
  });

  test('names the limits, and every word of an analysis', () => {
    const limits = [MAX_FIREWALL_RULES, MAX_ZONES, MAX_GROUPS, MAX_NAMES].map((n) => n.toLocaleString('en'));
    expect(PAGE).toContain(
      `Limits: ${limits[0]} rules, ${limits[1]} zones, ${limits[2]} groups, ${limits[3]} names, 1 MiB.`,
    );
    expect(PAGE).toContain(`${MAX_RANGES.toLocaleString('en')} ranges of addresses`);
    expect(PAGE).toContain(`at most ${MAX_ENTRIES.toLocaleString('en')} entries`);
    for (const word of Object.keys(Analysis.shape)) expect(PAGE).toContain(`\`${word}\``);
  });
});
