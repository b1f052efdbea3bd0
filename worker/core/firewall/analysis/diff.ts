/** Which flows become allowed or denied between two policies, by the rules that decide them? Exact. Pure. */

import type { Action, RuleName } from '../../../../schemas/firewall.ts';
import type { PolicyChange } from '../../../../schemas/firewall-questions.ts';
import { type Box, difference, intersection } from '../algebra/box.ts';
import { type Budget, spend, stepsOf, withinBudget } from '../algebra/budget.ts';
import { entriesMeeting } from '../algebra/places.ts';
import { type Entry, type Live, liveEntries } from '../algebra/search.ts';
import { everything, type Universe } from '../algebra/space.ts';
import { hostText, witnessOf } from '../algebra/witness.ts';
import { activeRules, distinctDestinations, type FirewallPolicy, type PolicyRule, ruleAt } from '../policy.ts';
import { sharedInOrder } from './alignment.ts';
import { type Ground, makeGround, type Region, regionIn } from './ground.ts';
import { asHost } from './host-index.ts';
import { LIMITS, type Limits } from './limits.ts';
import { meanings } from './meaning.ts';

/** The changes, and whether the step budget was enough to find them all. */
export interface PolicyDiff {
  readonly changes: readonly PolicyChange[];
  readonly complete: boolean;
}

/** Compares at one time (Unix milliseconds): one change, with an example, for each pair of rules that decide differently. */
export function diffPolicies(
  before: FirewallPolicy,
  after: FirewallPolicy,
  { now, limits = LIMITS }: { readonly now: number; readonly limits?: Limits },
): PolicyDiff {
  const old = activeRules(before, now);
  const ground = makeGround([...old, ...activeRules(after, now)]);
  if (ground === null) return { changes: [], complete: false };
  const pair: Pair = { ground, split: old.length, before: before.default, after: after.default, found: new Map() };
  const answer = withinBudget({ left: limits.steps }, limits.steps, (budget) => {
    for (const region of suspects(pair, budget)) compare(pair, region, budget);
  });
  const inOrder = [...pair.found.values()].sort((a, b) => a.places[0] - b.places[0] || a.places[1] - b.places[1]);
  return { changes: inOrder.map(({ change }) => change), complete: answer !== null };
}

/** Both policies on one ground: the places up to `split` are the rules of the first. */
interface Pair {
  readonly ground: Ground;
  readonly split: number;
  readonly before: Action;
  readonly after: Action;
  readonly found: Map<string, Found>;
}

/** A change and the places of its rules; a default counts as a place behind all rules. */
interface Found {
  readonly places: readonly [number, number];
  readonly change: PolicyChange;
}

/**
 * Flows that may be decided differently. A flow that only rules match which both policies have in the same order is
 * decided by the same rule in both: what one of the other rules matches is enough.
 */
function* suspects({ ground, split, before, after }: Pair, budget: Budget): Generator<Region> {
  const changed = before === after ? changedPlaces(ground.rules, split, budget) : null;
  if (changed?.length === 0) return;
  for (const universe of universesOf(ground, budget)) {
    if (changed === null) yield { universe, box: everything(universe.space) };
    else {
      spend(budget, stepsOf(REGION_COST * changed.length, 0));
      for (const place of changed) yield* regionIn(universe, place);
    }
  }
}

/** Making a region costs some looks at a rule. */
const REGION_COST = 4;

/** Steps for a name, which is looked at in both families. */
const HOST_COST = 8;

/** Addresses, and every name that a rule speaks of. */
function* universesOf({ rules, universes, towards }: Ground, budget: Budget): Generator<Universe> {
  yield* universes;
  const seen = new Set<string>();
  for (const { names } of distinctDestinations(rules)) {
    spend(budget, stepsOf(names.length, 0));
    for (const host of names.map(asHost)) {
      if (seen.has(hostText(host))) continue;
      seen.add(hostText(host));
      spend(budget, HOST_COST);
      yield* towards(host);
    }
  }
}

function changedPlaces(rules: readonly PolicyRule[], split: number, budget: Budget): number[] {
  const meaningOf = meanings(budget);
  const texts = rules.map(meaningOf);
  const shared = sharedInOrder(texts.slice(0, split), texts.slice(split));
  const kept = new Set(shared.flatMap(([a, b]) => [a, split + b]));
  return rules.flatMap((_, place) => (kept.has(place) ? [] : [place]));
}

/** A region and what may decide in it on either side. */
interface Task {
  readonly box: Box;
  readonly old: readonly Entry<number>[];
  readonly young: readonly Entry<number>[];
}

/** Cuts the region until each piece has one decider on each side; leaves out pieces that can show nothing new. */
function compare(pair: Pair, { universe, box }: Region, budget: Budget): void {
  const { ground, split, found } = pair;
  const tasks: Task[] = [
    {
      box,
      old: entriesMeeting(universe, box, { range: [0, split], budget }),
      young: entriesMeeting(universe, box, { range: [split, ground.rules.length], budget }),
    },
  ];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const old = liveEntries({ region: task.box, list: task.old, start: 0 }, budget);
    const young = liveEntries({ region: task.box, list: task.young, start: 0 }, budget);
    if (!mayShowNews(pair, old, young)) continue;
    if (isDecided(old) && isDecided(young)) {
      const change = describe(pair, decider(old), decider(young), witnessOf(universe, task.box));
      found.set(pairKey(decider(old), decider(young)), change);
      continue;
    }
    tasks.push(...cut(task.box, old, young));
  }
}

/** Splits by the first rule of a side that is not decided: what it decides, and the rest without it. */
function cut(box: Box, old: Live<number>, young: Live<number>): Task[] {
  const isOld = !isDecided(old);
  const [first, ...rest] = (isOld ? old : young).entries;
  if (first === undefined) return [];
  const side = (entries: readonly Entry<number>[]) =>
    isOld ? { old: entries, young: young.entries } : { old: old.entries, young: entries };
  const pieces = difference(box, first.box).map((piece) => ({ box: piece, ...side(rest) }));
  return [...pieces, { box: intersection(box, first.box), ...side([first]) }];
}

function isDecided({ entries, isCovered }: Live<number>): boolean {
  return entries.length === 0 || (isCovered && entries.length === 1);
}

/** The rule that decides a decided piece; null is the default. */
function decider({ entries }: Live<number>): number | null {
  return entries[0]?.key ?? null;
}

/** How many pairs of rules are looked up before a piece is simply cut further. */
const LOOKUP_LIMIT = 400;

/** Whether some pair of deciders differs in action and is not yet found. */
function mayShowNews(pair: Pair, old: Live<number>, young: Live<number>): boolean {
  const [a, b] = [keysOf(old), keysOf(young)];
  const actionsOf = (keys: readonly (number | null)[], side: 'before' | 'after') =>
    new Set(keys.map((key) => actionAt(pair, key, side)));
  const actions = [actionsOf(a, 'before'), actionsOf(b, 'after')] as const;
  if (actions[0].size === 1 && actions[1].size === 1 && [...actions[0]][0] === [...actions[1]][0]) return false;
  if (a.length * b.length > LOOKUP_LIMIT) return true;
  return a.some((x) =>
    b.some((y) => actionAt(pair, x, 'before') !== actionAt(pair, y, 'after') && !pair.found.has(pairKey(x, y))),
  );
}

/** The possible deciders of a piece. */
function keysOf({ entries, isCovered }: Live<number>): (number | null)[] {
  const keys = entries.map(({ key }) => key);
  return isCovered ? keys : [...keys, null];
}

function actionAt(pair: Pair, key: number | null, side: 'before' | 'after'): Action {
  return key === null ? pair[side] : ruleAt(pair.ground.rules, key).action;
}

function pairKey(old: number | null, young: number | null): string {
  return `${old} ${young}`;
}

function describe(pair: Pair, old: number | null, young: number | null, witness: string): Found {
  const nameOf = (key: number | null): RuleName | null => (key === null ? null : ruleAt(pair.ground.rules, key).name);
  const isAllowed = actionAt(pair, young, 'after') === 'allow';
  return {
    places: [old ?? pair.split, young ?? pair.ground.rules.length],
    change: { change: isAllowed ? 'allowed' : 'denied', before: nameOf(old), after: nameOf(young), witness },
  };
}
