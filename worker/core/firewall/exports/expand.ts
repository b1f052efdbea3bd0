/** How do sets become the lists that firewalls take: CIDR blocks, chunks of ports, pairs of addresses? Pure. */
import type { IpRange } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import type { PortSpan } from '../policy.ts';
import { blocksOf } from '../ranges.ts';
import { isAllPorts } from '../services.ts';
import type { ExportPlan, ExportRule } from './plan.ts';

/** The rules of a plan that are about addresses; those of one family, where only one is wanted. */
export function addressRules({ rules }: ExportPlan, family?: 4 | 6): ExportRule[] {
  return rules.filter(
    (rule) => (rule.to === null || rule.to.length > 0) && (family === undefined || rule.family === family),
  );
}

/** The CIDR blocks of a set, or one word for every address of the family. */
export function cidrs(ranges: readonly IpRange[] | null, whole: string): string[] {
  return ranges === null ? [whole] : ranges.flatMap(blocksOf).map(formatRange);
}

/** The same for languages in which a single address has a prefix, too. */
export function prefixed(cidr: string): string {
  if (cidr.includes('/')) return cidr;
  return `${cidr}/${cidr.includes(':') ? 128 : 32}`;
}

/** `0.0.0.0/0` or `::/0`. */
export function wholeCidr(family: 4 | 6): string {
  return family === 4 ? '0.0.0.0/0' : '::/0';
}

/** Ports in chunks that a rule can hold, a range taking two places; null stands for all ports. */
export function portChunks(ports: readonly PortSpan[], places: number): (readonly PortSpan[] | null)[] {
  if (isAllPorts(ports)) return [null];
  const chunks: PortSpan[][] = [];
  let free = 0;
  for (const span of ports) {
    const cost = span[0] === span[1] ? 1 : 2;
    if (free < cost) {
      chunks.push([]);
      free = places;
    }
    chunks.at(-1)?.push(span);
    free -= cost;
  }
  return chunks;
}

/** `80`, or both ends with a joint between: `8080-8088`, `8080:8088`. */
export function portText([first, last]: PortSpan, joint: string): string {
  return first === last ? String(first) : `${first}${joint}${last}`;
}
