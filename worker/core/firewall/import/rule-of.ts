/** How does a condition that was read become a rule of a policy? Pure. */
import type { Action, FirewallRule } from '../../../../schemas/firewall.ts';
import type { IpRange } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { blocksOf, wholeFamily } from '../ranges.ts';
import { isAllPorts } from '../services.ts';
import type { Remark } from './imported.ts';
import type { NftCondition } from './nft-match.ts';

/**
 * Rules that one import reads. Chains are read at every jump, so that few lines can come to any number of rules; a policy
 * has 5,000, and what does not fit is told.
 */
export const MAX_READ_RULES = 20_000;

/** Why a rule has no place in a policy, though it is understood: it is no loss. */
export const NO_VERDICT = 'it lets nothing pass and holds nothing up';

/** Why a rule under this condition says nothing in a policy; null where it says something. */
export function whyNoLoss(condition: NftCondition): string | null {
  if (!condition.isNew) return 'it is not about new connections, and what belongs to one follows it';
  return isNothing(condition) ? 'no flow of tcp or udp that comes here matches it' : null;
}

/** Why a rule that jumps to another chain is no loss. */
export function inItsPlace(chain: string): string {
  return `the rules of the chain ${chain} stand in its place`;
}

/** Whether no flow of a policy can match. */
function isNothing({ families, from, to, protocols, ports }: NftCondition): boolean {
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

/** What a chain does with flows of a family that no rule of it decides. */
export interface FamilyEnd {
  readonly family: 4 | 6;
  readonly action: Action;
}

/** The end of a policy: its default, and the last rule where only one family is allowed. */
export interface Ending {
  readonly default: Action;
  readonly rules: readonly FirewallRule[];
  readonly remarks: readonly Remark[];
}

/** A default speaks of both families, so a family of which nothing is known is denied, and that is told. */
export function endingOf(ends: readonly FamilyEnd[]): Ending {
  const missing = ([4, 6] as const).filter((family) => !ends.some((end) => end.family === family));
  const remarks = missing.map((family) => ({
    at: `IPv${family}`,
    text: 'no rules were given',
    effect: 'left-out' as const,
    reason: `nothing is known of IPv${family}, so the policy denies it`,
  }));
  const allowed = ends.filter(({ action }) => action === 'allow');
  if (allowed.length === 2) return { rules: [], default: 'allow', remarks };
  return { rules: allowed.map(({ family }) => allOf(family)), default: 'deny', remarks };
}

/** A chain that others call has no end of its own. */
export function calledChain(at: string, text: string): Remark {
  const reason = 'what the chain does not decide is decided where it is called from; here it is denied';
  return { at, text, effect: 'weakened', reason };
}

function allOf(family: 4 | 6): FirewallRule {
  const whole = family === 4 ? '0.0.0.0/0' : '::/0';
  return { action: 'allow', from: whole, to: whole, protocol: ['tcp', 'udp'] };
}
