/** How does a condition that was read become a rule of a policy? Pure. */
import type { Action, FirewallRule } from '../../../../schemas/firewall.ts';
import type { IpRange } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { blocksOf, wholeFamily } from '../ranges.ts';
import { isAllPorts } from '../services.ts';
import type { NftCondition } from './nft-match.ts';

/**
 * Rules that one import reads. Chains are read at every jump, so that few lines can come to any number of rules; a policy
 * has 5,000, and what does not fit is told.
 */
export const MAX_READ_RULES = 20_000;

/** Whether no flow of a policy can match. */
export function isNothing({ families, from, to, protocols, ports }: NftCondition): boolean {
  const isPossible = families.some((family) =>
    [from, to].every((side) => side.some((range) => range.family === family)),
  );
  return !isPossible || protocols.length === 0 || ports.length === 0;
}

/** A rule of a policy. `comment` becomes the note, unless it is the id. */
export function policyRule(
  { from, to, protocols, ports }: NftCondition,
  action: Action,
  { id, comment }: { readonly id: string | undefined; readonly comment: string | undefined },
): FirewallRule {
  const spans = ports.map(([first, last]) => (first === last ? first : `${first}-${last}`));
  return {
    ...(id === undefined ? {} : { id }),
    action,
    from: oneOrAll(entriesOf(from)),
    to: oneOrAll(entriesOf(to)),
    protocol: oneOrAll(protocols),
    ...(isAllPorts(ports) ? {} : { ports: oneOrAll(spans) }),
    ...(comment === undefined || comment === id ? {} : { note: comment }),
  };
}

/** `any` for both families; a whole family by its CIDR; else the blocks. */
function entriesOf(ranges: readonly IpRange[]): string[] {
  const isWhole = (family: 4 | 6) =>
    ranges.some((range) => range.family === family && range.first === 0n && range.last === wholeFamily(family).last);
  return isWhole(4) && isWhole(6) ? ['any'] : ranges.flatMap(blocksOf).map(formatRange);
}

/** A list of one is written without brackets. */
export function oneOrAll<T>(list: readonly T[]): T | T[] {
  return list.length === 1 ? (list[0] as T) : [...list];
}
