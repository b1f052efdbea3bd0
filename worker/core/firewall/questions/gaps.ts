/** Which flows of a question are not allowed, as lists of sources and destinations? Pure. */
import type { IpRange } from '../../net/address.ts';
import { formatRange, rangeOf } from '../../net/cidr.ts';
import type { Axis } from '../algebra/axis.ts';
import { type Bits, bitsWith, hasBit, members, unionOf } from '../algebra/bits.ts';
import type { Box } from '../algebra/box.ts';
import { type Budget, spend, stepsOf } from '../algebra/budget.ts';
import { entriesMeeting } from '../algebra/places.ts';
import { decide } from '../algebra/search.ts';
import { addressesOf } from '../algebra/space.ts';
import { hostText } from '../algebra/witness.ts';
import type { Region } from '../analysis/ground.ts';
import { ruleAt } from '../policy.ts';
import { blocksOf, mergeRanges, ofFamily } from '../ranges.ts';
import { type Grounded, type Inquiry, type Question, regionsTo } from './question.ts';
import { type Point, pointsOf } from './scan.ts';
import type { Target } from './target.ts';

/** Flows that are not allowed: all of these sources to all of these destinations. */
export interface Gap {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The place of the first rule that denies some of them; null: only the default does. */
  readonly deniedBy: number | null;
}

/** A question about the clients of a zone. */
export interface ZoneQuestion {
  readonly zone: string;
  readonly question: Question;
}

/** The gaps of a question, target by target; null: not analysed. */
export function gapsOf(inquiry: Inquiry, asked: ZoneQuestion, budget: Budget): Gap[] | null {
  const gaps: Gap[] = [];
  for (const target of asked.question.targets) {
    const points = pointsOf(target, asked.question.services);
    const grounded = points === null ? inquiry.grounded() : null;
    if (points !== null) gaps.push(...gapsAt(inquiry, asked, points, budget));
    else if (grounded !== null) gaps.push(...gapsTo(grounded, asked, target, budget));
    else return null;
  }
  return gaps;
}

/** What it costs to write a range. */
const STEPS_A_TEXT = 2;

/** Sources that are denied one of several addresses. */
interface DeniedRange {
  readonly range: IpRange;
  readonly address: bigint;
  readonly place: number | null;
}

function gapsAt(
  { scan, rules, policy }: Inquiry,
  { zone, question: { from } }: ZoneQuestion,
  points: readonly Point[],
  budget: Budget,
): Gap[] {
  return ([4, 6] as const).flatMap((family) => {
    const denied = points
      .filter(({ address }) => address.family === family)
      .flatMap((point) => {
        const pieces = scan(from, point, budget).filter(
          ({ place }) => (place === null ? policy.default : rules[place]?.action) === 'deny',
        );
        return pieces.flatMap(({ sources, place }) =>
          sources().map((range): DeniedRange => ({ range, address: point.address.value, place })),
        );
      });
    // Each becomes text, often of several blocks.
    spend(budget, STEPS_A_TEXT * denied.length);
    const whole = textOf(ofFamily(from.ranges, family)).join(' ');
    return bySources(denied, budget).map(({ sources, addresses, places }): Gap => {
      const written = textOf(mergeRanges(sources));
      return {
        from: written.join(' ') === whole ? [zone] : written,
        to: textOf(mergeRanges(addresses.map((value) => rangeOf({ family, value })))),
        deniedBy: firstPlace(places),
      };
    });
  });
}

const textOf = (ranges: readonly IpRange[]): string[] => ranges.flatMap(blocksOf).map(formatRange);

interface SourceGroup {
  readonly sources: IpRange[];
  readonly addresses: readonly bigint[];
  readonly places: (number | null)[];
}

/** Sources that are denied the same addresses belong in one rule: a sweep over the places where something begins or ends. */
function bySources(denied: readonly DeniedRange[], budget: Budget): SourceGroup[] {
  const waiting = [...denied].sort((a, b) => ascending(a.range.first, b.range.first));
  const edges = waiting.flatMap(({ range }) => [range.first, range.last + 1n]).sort(ascending);
  const groups = new Map<string, SourceGroup>();
  let active: DeniedRange[] = [];
  let next = 0;
  edges.forEach((first, at) => {
    const end = edges[at + 1];
    if (end === undefined || end === first) return;
    active = active.filter(({ range }) => range.last >= first);
    for (let one = waiting[next]; one !== undefined && one.range.first <= first; one = waiting[++next])
      active.push(one);
    const [shown] = active;
    if (shown === undefined) return;
    spend(budget, Math.floor(active.length / 16));
    const addresses = [...new Set(active.map(({ address }) => address))].sort(ascending);
    const group = groups.get(addresses.join(' ')) ?? { sources: [], addresses, places: [] };
    groups.set(addresses.join(' '), group);
    group.sources.push({ family: shown.range.family, first, last: end - 1n });
    group.places.push(...active.map(({ place }) => place));
  });
  return [...groups.values()];
}

const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function gapsTo(grounded: Grounded, { zone, question }: ZoneQuestion, target: Target, budget: Budget): Gap[] {
  const gaps = regionsTo(grounded, question, target).flatMap((region): Gap[] => {
    const denied = deniedPieces(grounded, region, budget);
    if (denied.length === 0) return [];
    // Which part of the zone lacks a name without addresses depends on the address: all of it is opened.
    if (target.at === null && target.host !== null)
      return [{ from: [zone], to: [hostText(target.host)], deniedBy: firstPlace(denied.map(({ place }) => place)) }];
    return gapsIn(region, { denied, zone }, budget);
  });
  return withoutRepeats(gaps);
}

interface DeniedPiece {
  readonly box: Box;
  readonly place: number | null;
}

function deniedPieces({ ground, policy }: Grounded, { universe, box }: Region, budget: Budget): DeniedPiece[] {
  const denied: DeniedPiece[] = [];
  decide(box, entriesMeeting(universe, box, { range: [0, ground.rules.length], budget }), {
    visit: (piece, place) => {
      const action = place === null ? policy.default : ruleAt(ground.rules, place).action;
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
  const text = (axis: Axis, bits: Bits) => textOf(addressesOf(space.family, axis, bits));
  const whole = members(box.src).length;
  return [...groups.values()]
    .filter(({ pieces }) => pieces.length > 0)
    .map(({ dst, sources, pieces }) => ({
      from: sources.length === whole ? [zone] : text(space.src, bitsWith(sources, space.src.size)),
      to: text(space.dst, dst),
      deniedBy: firstPlace(pieces.map(({ place }) => place)),
    }));
}

function firstPlace(places: readonly (number | null)[]): number | null {
  const known = places.filter((place) => place !== null);
  return known.length === 0 ? null : known.reduce((least, place) => Math.min(least, place));
}

/** Both families of a zone towards one name are one gap. */
function withoutRepeats(gaps: readonly Gap[]): Gap[] {
  const kept = new Map<string, Gap>();
  for (const gap of gaps) {
    const key = `${gap.from} > ${gap.to}`;
    const earlier = kept.get(key);
    kept.set(key, { ...gap, deniedBy: firstPlace([earlier?.deniedBy ?? null, gap.deniedBy]) });
  }
  return [...kept.values()];
}
