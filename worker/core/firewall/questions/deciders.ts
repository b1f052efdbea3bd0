/** Which rules decide the flows that a question is about? Pure. */
import type { Action, RuleName } from '../../../../schemas/firewall.ts';
import { formatAddress } from '../../net/address.ts';
import type { Box } from '../algebra/box.ts';
import type { Budget } from '../algebra/budget.ts';
import { entriesMeeting } from '../algebra/places.ts';
import { decide } from '../algebra/search.ts';
import { flowInWords, hostText, witnessOf } from '../algebra/witness.ts';
import type { Region } from '../analysis/ground.ts';
import { type Grounded, type Inquiry, type Question, regionsTo } from './question.ts';
import { type Point, pointsOf, type ScannedPiece } from './scan.ts';

/** A rule that decides some of the flows that were asked about. */
export interface Decider {
  /** Its place among the rules that take part; null is the default. */
  readonly place: number | null;
  readonly rule: RuleName | null;
  readonly action: Action;
  /** A flow that it decides, in words; made when it is shown. */
  readonly example: () => string;
}

/** Deciders by their place. */
export type Deciders = Map<number | null, Decider>;

/**
 * Cuts a region into pieces with one decider each and shows the action and the piece. The first piece of a decider is
 * kept in `found` as its example.
 */
export function eachDecision(
  { ground, policy }: Grounded,
  { universe, box }: Region,
  { found, show, budget }: { found: Deciders; show: (action: Action, piece: Box) => void; budget: Budget },
): void {
  decide(box, entriesMeeting(universe, box, { range: [0, ground.rules.length], budget }), {
    visit: (piece, place) => {
      const rule = place === null ? undefined : ground.rules[place];
      const action = rule?.action ?? policy.default;
      if (!found.has(place)) {
        found.set(place, { place, rule: rule?.name ?? null, action, example: () => witnessOf(universe, piece) });
      }
      show(action, piece);
      return false;
    },
    budget,
  });
}

/** The deciders of a question's flows to these points are put into `found`; gives what they do with the flows. */
export function scanPoints(
  { scan, rules, policy }: Inquiry,
  { from }: Pick<Question, 'from'>,
  points: readonly Point[],
  { found, budget }: { found: Deciders; budget: Budget },
): ReadonlySet<Action> {
  const actions = new Set<Action>();
  for (const point of points) {
    for (const piece of scan(from, point, budget)) {
      const rule = piece.place === null ? undefined : rules[piece.place];
      const action = rule?.action ?? policy.default;
      actions.add(action);
      if (found.has(piece.place)) continue;
      found.set(piece.place, {
        place: piece.place,
        rule: rule?.name ?? null,
        action,
        example: () => exampleAt(point, piece),
      });
    }
  }
  return actions;
}

/** The deciders of a question in the order of the policy, the default last; none: no such flow; null: not analysed. */
export function decidersOf(inquiry: Inquiry, question: Question, budget: Budget): Decider[] | null {
  const found: Deciders = new Map();
  for (const target of question.targets) {
    const points = pointsOf(target, question.services);
    if (points !== null) {
      scanPoints(inquiry, question, points, { found, budget });
      continue;
    }
    const grounded = inquiry.grounded();
    if (grounded === null) return null;
    for (const region of regionsTo(grounded, question, target)) {
      eachDecision(grounded, region, { found, show: () => {}, budget });
    }
  }
  return inPolicyOrder(found);
}

/** The order of the rules; the default comes last. */
export function inPolicyOrder(found: Deciders): Decider[] {
  return [...found.values()].sort(
    (a, b) => (a.place ?? Number.POSITIVE_INFINITY) - (b.place ?? Number.POSITIVE_INFINITY),
  );
}

/** The first example of an action. */
export function exampleOf(deciders: readonly Decider[], action: Action): string | null {
  return deciders.find((decider) => decider.action === action)?.example() ?? null;
}

/** A flow of a piece in words: to the name where the rule holds for that only, so that asking anew gives the same answer. */
function exampleAt({ host, address, protocol, port }: Point, { example, isByName }: ScannedPiece): string {
  const place = formatAddress(address);
  const from = formatAddress(example());
  const to = host === null || !isByName ? place : `${hostText(host)} (${place})`;
  return flowInWords({ from, to, protocol, port });
}
