/** Which policy does a rule set of nftables make (`nft -j list ruleset`)? Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import { excerpt, type Imported, MAY_ALLOW_MORE, type Remark } from './imported.ts';
import { type NftChain, type NftParts, type NftRule, type NftStatement, partsOf } from './nft-json.ts';
import { EVERY_FLOW, type NftCondition, type NotUnderstood, narrow, withFamilies } from './nft-match.ts';
import { type ChainReader, chainReader, importedOf } from './reader.ts';
import { calledChain, inItsPlace, MAX_READ_RULES, NO_VERDICT, policyRule, whyNoLoss } from './rule-of.ts';

/** How deep chains may jump; nftables itself allows 16. */
const MAX_JUMPS = 16;

/** Which chain becomes the policy. */
export interface ChainName {
  readonly family: string;
  readonly table: string;
  readonly name: string;
}

/**
 * Reads the rules of one base chain of type filter, with the chains that it jumps to: the named one, else the first on
 * hook `forward`, else on `output`. Rules about established connections and other protocols say nothing in a policy,
 * which is told as no loss; everything else that is not understood is in the remarks, too. A family that the table does not see is denied, and that is told. Null when the text is no rule set, or has no such chain.
 */
export function importNft(json: unknown, wanted?: ChainName): Imported | null {
  const parts = partsOf(json);
  const base = parts === null ? undefined : baseChain(parts, wanted);
  if (parts === null || base === undefined) return null;
  const reader: Reader = { parts, ...chainReader([...otherChains(parts, base)]) };
  readChain(reader, base, { condition: EVERY_FLOW, depth: 0 });
  const isCalled = base.hook === undefined;
  if (isCalled) reader.remarks.push(calledChain(chainText(base), `chain ${base.name}`));
  const action = isCalled || base.policy === 'drop' ? 'deny' : 'allow';
  return importedOf(
    reader,
    familiesOf(base).map((family) => ({ family, action })),
  );
}

interface Reader extends ChainReader {
  readonly parts: NftParts;
}

/** Where a chain is read: under which condition, and how many jumps away from the base chain. */
interface Place {
  readonly condition: NftCondition;
  readonly depth: number;
}

function baseChain({ chains }: NftParts, wanted: ChainName | undefined): NftChain | undefined {
  if (wanted !== undefined) {
    return chains.find(
      ({ family, table, name }) => family === wanted.family && table === wanted.table && name === wanted.name,
    );
  }
  const onHook = (hook: string) => chains.find((chain) => chain.type === 'filter' && chain.hook === hook);
  return onHook('forward') ?? onHook('output');
}

function otherChains({ chains }: NftParts, base: NftChain): Remark[] {
  return chains
    .filter((chain) => chain !== base && chain.hook !== undefined)
    .map((chain) => ({
      at: chainText(chain),
      text: `hook ${chain.hook}`,
      effect: 'left-out' as const,
      reason: `only one base chain becomes a policy, here ${chainText(base)}`,
    }));
}

function chainText({ family, table, name }: ChainName): string {
  return `${family} ${table} ${name}`;
}

function readChain(reader: Reader, chain: ChainName, place: Place): void {
  for (const rule of rulesOf(reader.parts, chain)) {
    if (reader.found === MAX_READ_RULES) return;
    reader.found++;
    if (reader.found === MAX_READ_RULES) {
      const reason = `the chains come to more than ${MAX_READ_RULES} rules, of which this and all behind it are not read${MAY_ALLOW_MORE}`;
      reader.remarks.push({ at: ruleText(rule), text: excerpt(JSON.stringify(rule.expr)), effect: 'left-out', reason });
      return;
    }
    readRule(reader, rule, { ...place, condition: withFamilies(place.condition, familiesOf(chain)) });
  }
}

/** A table of one family sees no flow of the other. */
function familiesOf({ family }: Pick<ChainName, 'family'>): readonly (4 | 6)[] {
  if (family === 'ip') return [4];
  return family === 'ip6' ? [6] : [4, 6];
}

/** What a rule does at its end. */
type Verdict = { readonly action: Action } | { readonly jump: string } | null;

function readRule(reader: Reader, rule: NftRule, place: Place): void {
  const source = { at: ruleText(rule), text: excerpt(JSON.stringify(rule.expr)) };
  const isGrant = rule.expr.map(kindOf).includes('accept');
  const remark = (reason: string) =>
    reader.remarks.push({ ...source, effect: 'left-out', reason: `${reason}${isGrant ? '' : MAY_ALLOW_MORE}` });
  const read = readStatements(reader, rule, place.condition);
  if ('reason' in read) {
    remark(read.reason);
    return;
  }
  const { condition, verdict } = read;
  const silence = whyNoLoss(condition);
  if (verdict === null || silence !== null) {
    reader.tellNoLoss({ ...source, reason: silence ?? NO_VERDICT });
    return;
  }
  if ('action' in verdict) {
    const { comment } = rule;
    reader.rules.push(policyRule(condition, verdict.action, { id: reader.giveId(comment), comment }));
    return;
  }
  if (place.depth === MAX_JUMPS) remark('the chains jump too deep');
  else if (mayReturn(reader, rule, verdict.jump)) remark('a chain that returns under a condition is not understood');
  else {
    reader.tellNoLoss({ ...source, reason: inItsPlace(verdict.jump) });
    readChain(reader, { ...rule, name: verdict.jump }, { condition, depth: place.depth + 1 });
  }
}

function readStatements(
  { parts }: Reader,
  rule: NftRule,
  start: NftCondition,
): { readonly condition: NftCondition; readonly verdict: Verdict } | NotUnderstood {
  const sets = (name: string) =>
    parts.sets.find((set) => set.family === rule.family && set.table === rule.table && set.name === name);
  let condition = start;
  for (const statement of rule.expr) {
    const kind = kindOf(statement);
    if (kind === 'match') {
      const next = narrow(condition, (statement as Record<string, unknown>).match, sets);
      if ('reason' in next) return next;
      condition = next;
    } else if (Object.hasOwn(VERDICTS, kind)) {
      const verdict = VERDICTS[kind]?.(statement) ?? null;
      return verdict !== null && 'reason' in verdict ? verdict : { condition, verdict };
    } else if (!WITHOUT_EFFECT.has(kind)) {
      return { reason: `the statement ${kind} is not understood` };
    }
  }
  return { condition, verdict: null };
}

function kindOf(statement: NftStatement): string {
  return typeof statement === 'string' ? statement : (Object.keys(statement)[0] ?? '');
}

/** Statements that change nothing about what passes. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['counter', 'log', 'comment', 'notrack']);

const VERDICTS: Readonly<Record<string, (statement: NftStatement) => Verdict | NotUnderstood>> = {
  accept: () => ({ action: 'allow' }),
  drop: () => ({ action: 'deny' }),
  reject: () => ({ action: 'deny' }),
  continue: () => null,
  jump: (statement) => ({ jump: targetOf(statement, 'jump') }),
  goto: () => ({ reason: 'goto is not understood: what follows depends on where it was called from' }),
  return: () => ({ reason: 'return is not understood' }),
};

function targetOf(statement: NftStatement, key: string): string {
  const inner = (statement as Record<string, { target?: unknown } | undefined>)[key];
  return String(inner?.target ?? '');
}

/** The rules of a chain. A return without condition at its end is how it would go on anyway. */
function rulesOf(parts: NftParts, chain: ChainName): readonly NftRule[] {
  const known = BY_CHAIN.get(parts) ?? byChain(parts);
  BY_CHAIN.set(parts, known);
  return known.get(chainText(chain)) ?? [];
}

/** Chains are read at every jump. */
const BY_CHAIN = new WeakMap<NftParts, ReadonlyMap<string, readonly NftRule[]>>();

function byChain({ rules }: NftParts): ReadonlyMap<string, readonly NftRule[]> {
  const chains = new Map<string, NftRule[]>();
  for (const rule of rules) {
    const key = chainText({ ...rule, name: rule.chain });
    const own = chains.get(key);
    if (own === undefined) chains.set(key, [rule]);
    else own.push(rule);
  }
  for (const own of chains.values()) {
    const last = own.at(-1)?.expr.map(kindOf) ?? [];
    if (last.includes('return') && last.every((kind) => kind === 'return' || WITHOUT_EFFECT.has(kind))) own.pop();
  }
  return chains;
}

/** A return before the end is an exception to what follows, which a list of rules cannot say. */
function mayReturn({ parts }: Reader, { family, table }: NftRule, name: string): boolean {
  return rulesOf(parts, { family, table, name }).some(({ expr }) => expr.map(kindOf).includes('return'));
}

function ruleText({ family, table, chain, handle }: NftRule): string {
  return `${family} ${table} ${chain}${handle === undefined ? '' : `, handle ${handle}`}`;
}
