/** How large will an export be? Counted before it is written. Pure. */
import { finding } from '../../findings/finding.ts';
import { blocksIn } from '../ranges.ts';
import type { Exporter, ExportPlan, ExportRule, Grant, Rendered } from './plan.ts';

/**
 * Lines of a target that has one for every pair of source and destination, addresses and ports of one that lists
 * them, and pairs of an address and ports of one that writes the addresses anew for each range of ports: 5 MB of text. The largest policies that people keep have some ten thousand.
 */
export const MAX_ENTRIES = 50_000;

/** How many entries the text will have; counting ends soon after the limit. */
export function entriesOf(rules: readonly (ExportRule | Grant)[], lists: Exporter['lists']): number {
  let sum = 0;
  for (const rule of rules) {
    const from = sideOf(rule.from, sum);
    const to = sideOf(rule.to, sum);
    const ports = rule.services.ports.length * rule.services.protocols.length;
    sum += lists === 'multiplied' ? from * to * ports : from + to + ports;
    if (sum > MAX_ENTRIES) return sum;
  }
  return sum;
}

/** The same for targets that know one side only, and have an entry for each of its blocks on each range of ports. */
export function oneSidedEntriesOf(grants: readonly Grant[], side: 'from' | 'to'): number {
  let sum = 0;
  for (const { [side]: ranges, services } of grants) {
    sum += sideOf(ranges, sum) * services.ports.length * services.protocols.length;
    if (sum > MAX_ENTRIES) return sum;
  }
  return sum;
}

/** What is answered instead of a text that would be too large. */
export function tooLarge({ nameFindings }: ExportPlan, entries: number): Rendered {
  const message = `an export has at most ${MAX_ENTRIES} entries, and this would have ${entries} or more`;
  const found = finding('export.too-large', '/rules', {
    message,
    expected: `at most ${MAX_ENTRIES} entries`,
    found: `${entries} or more`,
  });
  return { text: null, findings: [...nameFindings, found] };
}

/** A range is at least one block, so that a list that is too long is not looked into. */
function sideOf(ranges: ExportRule['from'], sum: number): number {
  if (ranges === null) return 1;
  if (sum + ranges.length > MAX_ENTRIES) return ranges.length;
  return ranges.reduce((blocks, range) => blocks + blocksIn(range), 0);
}
