/** Which policy do the filter tables of iptables-save and ip6tables-save make? Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import { excerpt, type Imported, MAY_ALLOW_MORE, type Remark } from './imported.ts';
import { readRule } from './iptables-match.ts';
import { readSave, type SavedRule, type SavedTable } from './iptables-save.ts';
import { EVERY_FLOW, type NftCondition, withFamilies } from './nft-match.ts';
import { type ChainReader, chainReader, importedOf } from './reader.ts';
import {
  calledChain,
  type FamilyEnd,
  inItsPlace,
  MAX_READ_RULES,
  NO_VERDICT,
  policyRule,
  whyNoLoss,
} from './rule-of.ts';

/** How deep chains may jump; deeper ones loop. */
const MAX_JUMPS = 16;
const BUILT_IN = ['FORWARD', 'OUTPUT', 'INPUT'];

/** The texts of both programs, as far as they are there. */
export interface SavedTexts {
  readonly ipv4?: string | undefined;
  readonly ipv6?: string | undefined;
}

/**
 * Reads one chain with the chains that it jumps to: the named one, else FORWARD, else (where that is empty) OUTPUT. Rules
 * about established connections and other protocols say nothing in a policy, which is told as no loss; everything else that
 * is not understood is in the remarks, too. A family whose text is not there is denied, and that is told. Null when a text has no such chain.
 */
export function importIptables({ ipv4, ipv6 }: SavedTexts, chain?: string): Imported | null {
  const reader = chainReader([]);
  const texts = [[4, ipv4, ipv6 === undefined ? '' : 'IPv4, '] as const, [6, ipv6, 'IPv6, '] as const];
  const ends: FamilyEnd[] = [];
  for (const [family, text, prefix] of texts) {
    if (text === undefined) continue;
    const action = readFamily(reader, { text, family, prefix: ipv4 === undefined ? '' : prefix }, chain);
    if (action === null) return null;
    ends.push({ family, action });
  }
  if (ends.length === 0) return null;
  return importedOf(reader, ends);
}

interface Text {
  readonly text: string;
  readonly family: 4 | 6;
  readonly prefix: string;
}

/** Reads a text into the reader; what its chain does in the end, or null where there is no such chain. */
function readFamily(reader: ChainReader, { text, family, prefix }: Text, wanted: string | undefined): Action | null {
  const table = readSave(text, prefix);
  const name = table === null ? undefined : (wanted ?? usualChain(table));
  const policy = name === undefined ? undefined : table?.policies.get(name);
  if (table === null || name === undefined || policy === undefined) return null;
  reader.remarks.push(...table.remarks, ...otherChains(table, name, prefix));
  const action: Action = policy === 'ACCEPT' ? 'allow' : 'deny';
  if (policy === '-') {
    reader.remarks.push(calledChain(`${prefix}chain ${name}`, `:${name} -`));
  }
  const place = { table, family, action, depth: 0, condition: withFamilies(EVERY_FLOW, [family]) };
  readChain(reader, name, place);
  return action;
}

function usualChain({ policies, rules }: SavedTable): string | undefined {
  const isEmpty = (name: string) => (rules.get(name) ?? []).length === 0;
  if (isEmpty('FORWARD') && !isEmpty('OUTPUT')) return 'OUTPUT';
  return ['FORWARD', 'OUTPUT'].find((name) => policies.has(name));
}

function otherChains({ rules, policies }: SavedTable, chosen: string, prefix: string): Remark[] {
  return BUILT_IN.filter((name) => name !== chosen && policies.has(name) && rules.has(name)).map((name) => ({
    at: `${prefix}chain ${name}`,
    text: `${rules.get(name)?.length} rules`,
    effect: 'left-out' as const,
    reason: `only one chain becomes a policy, here ${chosen}`,
  }));
}

/** Where a chain is read. `action` is what the base chain does in the end. */
interface Place {
  readonly table: SavedTable;
  readonly family: 4 | 6;
  readonly action: Action;
  readonly condition: NftCondition;
  readonly depth: number;
}

function readChain(reader: ChainReader, name: string, place: Place): void {
  for (const rule of rulesOf(place.table, name, place.depth)) {
    if (reader.found === MAX_READ_RULES) return;
    reader.found++;
    if (reader.found < MAX_READ_RULES) readLine(reader, rule, place);
    else
      leaveOut(
        reader,
        rule,
        `the chains come to more than ${MAX_READ_RULES} rules, of which this and all behind it are not read`,
      );
  }
}

function readLine(reader: ChainReader, rule: SavedRule, place: Place): void {
  const read = readRule(rule.words, place.family, place.condition);
  if ('reason' in read) {
    leaveOut(reader, rule, read.reason);
    return;
  }
  const { condition, target, comment } = read;
  const source = { at: rule.at, text: excerpt(rule.text) };
  const silence = whyNoLoss(condition);
  if (target === null || silence !== null) {
    reader.tellNoLoss({ ...source, reason: silence ?? NO_VERDICT });
    return;
  }
  const action = target === 'RETURN' && place.depth === 0 ? place.action : ACTIONS.get(target);
  if (action !== undefined) {
    const note = comment?.slice(0, 500);
    reader.rules.push(policyRule(condition, action, { id: reader.giveId(comment), comment: note }));
  } else if (!place.table.policies.has(target)) leaveOut(reader, rule, `the target ${target} is not understood`);
  else if (place.depth === MAX_JUMPS) leaveOut(reader, rule, 'the chains jump too deep');
  else if (mayReturn(place.table, target))
    leaveOut(reader, rule, 'a chain that returns under a condition is not understood');
  else {
    reader.tellNoLoss({ ...source, reason: inItsPlace(target) });
    readChain(reader, target, { ...place, condition, depth: place.depth + 1 });
  }
}

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ['ACCEPT', 'allow'],
  ['DROP', 'deny'],
  ['REJECT', 'deny'],
]);

/** Without a rule that does not plainly accept, the policy may allow what the firewall denies. */
function leaveOut(reader: ChainReader, { at, text, words }: SavedRule, reason: string): void {
  const isGrant = words[words.lastIndexOf('-j') + 1] === 'ACCEPT';
  const more = isGrant ? '' : MAY_ALLOW_MORE;
  reader.remarks.push({ at, text: excerpt(text), effect: 'left-out', reason: `${reason}${more}` });
}

/** The rules of a chain. A return without condition at the end of one that was jumped to is how it would go on anyway. */
function rulesOf({ rules }: SavedTable, name: string, depth: number): readonly SavedRule[] {
  const own = rules.get(name) ?? [];
  const isBareReturn = depth > 0 && own.at(-1)?.words.join(' ') === '-j RETURN';
  return isBareReturn ? own.slice(0, -1) : own;
}

/** A return before the end is an exception to what follows, which a list of rules cannot say. */
function mayReturn(table: SavedTable, name: string): boolean {
  return rulesOf(table, name, 1).some(({ words }) => words[words.lastIndexOf('-j') + 1] === 'RETURN');
}
