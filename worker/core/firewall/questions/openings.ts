/** Which rules would open exactly what is needed and not allowed, and where do they belong? Pure. */
import type { FirewallRule, Opening, Policy } from '../../../../schemas/firewall.ts';
import { formatRange } from '../../net/cidr.ts';
import type { Axis } from '../algebra/axis.ts';
import { type Bits, bitsWith, hasBit, members, unionOf } from '../algebra/bits.ts';
import type { Box } from '../algebra/box.ts';
import { type Budget, spend, stepsOf, withinBudget } from '../algebra/budget.ts';
import { decide } from '../algebra/search.ts';
import { addressesOf, entriesMeeting } from '../algebra/space.ts';
import { hostText } from '../algebra/witness.ts';
import type { Region } from '../analysis/ground.ts';
import { LIMITS, type Limits } from '../analysis/limits.ts';
import type { FirewallPolicy, PolicyRule } from '../policy.ts';
import { blocksOf } from '../ranges.ts';
import { type Inquiry, inquire, type Question, regionsTo } from './question.ts';
import type { Goal } from './reach.ts';
import { clientsOf, type Target } from './target.ts';

/** A zone that is to reach a goal. */
export interface Wish {
  readonly zone: string;
  readonly goal: Goal;
}

/** The openings; `complete` is false when one was not computed within its steps. */
export interface Openings {
  readonly openings: readonly Opening[];
  readonly complete: boolean;
}

/**
 * The wished flows that the policy does not allow at a time (Unix milliseconds), as allow rules: with them in front of
 * the rules that they name, every wished flow is allowed and no other verdict changes. A name without addresses is
 * opened by its name unless it is allowed wherever it is. Zones that the policy does not have are passed over.
 */
export function openingsFor(
  policy: FirewallPolicy,
  wishes: readonly Wish[],
  { now, limits = LIMITS }: { readonly now: number; readonly limits?: Limits },
): Openings {
  const asked = wishes.flatMap((wish) => {
    const zone = policy.zones.get(wish.zone);
    return zone === undefined ? [] : [{ wish, question: { ...wish.goal, from: clientsOf(zone) } }];
  });
  const inquiry = inquire(
    policy,
    asked.map(({ question }) => question),
    now,
  );
  if (inquiry === null) return { openings: [], complete: false };
  const idFor = freshIds(policy);
  const whole: Budget = { left: limits.steps };
  const found = asked.map(({ wish, question }) =>
    withinBudget(whole, limits.stepsEach, (budget) =>
      question.targets
        .flatMap((target) => gapsTo(inquiry, { wish, question, target }, budget))
        .map((gap) => openingOf(inquiry, wish, gap, idFor(wish))),
    ),
  );
  return { openings: found.flatMap((one) => one?.value ?? []), complete: !found.includes(null) };
}

/** The policy with the openings where they belong. */
export function withOpenings(document: Policy, openings: readonly Opening[]): Policy {
  const rules = document.rules ?? [];
  const placed = rules.flatMap((rule, index) => [
    ...openings.filter(({ before }) => before === (rule.id ?? index)).map((opening) => opening.rule),
    rule,
  ]);
  const last = openings.filter(({ before }) => before === null).map((opening) => opening.rule);
  return { ...document, rules: [...placed, ...last] };
}

/** Flows that are wished and not allowed: all of these sources to all of these destinations. */
interface Gap {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The place of the first rule that denies some of them; null: only the default does. */
  readonly deniedBy: number | null;
}

interface Asked {
  readonly wish: Wish;
  readonly question: Question;
  readonly target: Target;
}

function gapsTo(inquiry: Inquiry, { wish, question, target }: Asked, budget: Budget): Gap[] {
  const gaps = regionsTo(inquiry, question, target).flatMap((region): Gap[] => {
    const denied = deniedPieces(inquiry, region, budget);
    if (denied.length === 0) return [];
    // Which part of the zone lacks a name without addresses depends on the address: all of it is opened.
    if (target.at === null && target.host !== null)
      return [{ from: [wish.zone], to: [hostText(target.host)], deniedBy: firstPlace(denied) }];
    return gapsIn(region, { denied, zone: wish.zone }, budget);
  });
  return withoutRepeats(gaps);
}

interface DeniedPiece {
  readonly box: Box;
  readonly place: number | null;
}

function deniedPieces({ ground, policy }: Inquiry, { universe, box }: Region, budget: Budget): DeniedPiece[] {
  const denied: DeniedPiece[] = [];
  decide(box, entriesMeeting(universe, box, { range: [0, ground.rules.length], budget }), {
    visit: (piece, place) => {
      const action = place === null ? policy.default : (ground.rules[place] as PolicyRule).action;
      if (action === 'deny') denied.push({ box: piece, place });
      return false;
    },
    budget,
  });
  return denied;
}

/** Sources that are denied the same destinations belong in one rule. */
function gapsIn(
  { universe: { space }, box }: Region,
  { denied, zone }: { readonly denied: readonly DeniedPiece[]; readonly zone: string },
  budget: Budget,
): Gap[] {
  const groups = new Map<string, { readonly dst: Bits; readonly sources: number[]; readonly pieces: DeniedPiece[] }>();
  for (const source of members(box.src)) {
    spend(budget, 1 + stepsOf(denied.length, box.dst.words.length));
    const pieces = denied.filter((piece) => hasBit(piece.box.src, source));
    const dst = unionOf(pieces.map((piece) => piece.box.dst));
    const key = members(dst).join(' ');
    const group = groups.get(key) ?? { dst, sources: [], pieces: [] };
    groups.set(key, group);
    group.sources.push(source);
    group.pieces.push(...pieces);
  }
  const text = (axis: Axis, bits: Bits) => addressesOf(space.family, axis, bits).flatMap(blocksOf).map(formatRange);
  const whole = members(box.src).length;
  return [...groups.values()]
    .filter(({ pieces }) => pieces.length > 0)
    .map(({ dst, sources, pieces }) => ({
      from: sources.length === whole ? [zone] : text(space.src, bitsWith(sources, space.src.size)),
      to: text(space.dst, dst),
      deniedBy: firstPlace(pieces),
    }));
}

function firstPlace(pieces: readonly DeniedPiece[]): number | null {
  const places = pieces.flatMap(({ place }) => place ?? []);
  return places.length === 0 ? null : Math.min(...places);
}

/** Both families of a zone towards one name are one gap. */
function withoutRepeats(gaps: readonly Gap[]): Gap[] {
  const kept = new Map<string, Gap>();
  for (const gap of gaps) {
    const key = `${gap.from} > ${gap.to}`;
    const earlier = kept.get(key);
    const places = [earlier?.deniedBy, gap.deniedBy].filter((place) => typeof place === 'number');
    kept.set(key, { ...gap, deniedBy: places.length === 0 ? null : Math.min(...places) });
  }
  return [...kept.values()];
}

/** Ids that no rule of the policy and no other opening has. */
function freshIds(policy: FirewallPolicy): (wish: Wish) => string {
  const taken = new Set(policy.rules.map(({ name }) => name));
  return ({ zone, goal }) => {
    const base = `open-${zone}-${goal.name}`.slice(0, 58);
    let id = base;
    for (let turn = 2; taken.has(id); turn++) id = `${base}-${turn}`;
    taken.add(id);
    return id;
  };
}

function openingOf({ ground }: Inquiry, { zone, goal }: Wish, gap: Gap, id: string): Opening {
  const { protocols, ports } = goal.services;
  const oneOrAll = <T>(list: readonly T[]) => (list.length === 1 ? (list[0] as T) : [...list]);
  const rule: FirewallRule = {
    id,
    action: 'allow',
    from: oneOrAll(gap.from),
    to: oneOrAll(gap.to),
    protocol: oneOrAll(protocols),
    ports: oneOrAll(ports.map(([first, last]) => (first === last ? first : `${first}-${last}`))),
    note: `${zone} needs ${goal.name}`,
  };
  return { rule, before: gap.deniedBy === null ? null : (ground.rules[gap.deniedBy] as PolicyRule).name };
}
