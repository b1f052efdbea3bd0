/** Of which goals does a firewall let nothing through from a zone, and by which rules? Pure. */

import type { RuleName } from '../../../schemas/firewall.ts';
import type { ReachVerdict } from '../../../schemas/firewall-questions.ts';
import { type Budget, withinBudget } from '../firewall/algebra/budget.ts';
import { entriesMeeting } from '../firewall/algebra/places.ts';
import { find } from '../firewall/algebra/search.ts';
import type { Region } from '../firewall/analysis/ground.ts';
import { LIMITS } from '../firewall/analysis/limits.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import { type Deciders, eachDecision, inPolicyOrder, scanPoints } from '../firewall/questions/deciders.ts';
import {
  type Grounded,
  type Inquiry,
  inquire,
  isConcrete,
  type Question,
  regionsTo,
} from '../firewall/questions/question.ts';
import type { Goal } from '../firewall/questions/reach.ts';
import { pointsOf } from '../firewall/questions/scan.ts';
import { clientsOf } from '../firewall/questions/target.ts';

/** Nothing gets through: every flow is denied, or there is none (no client of the goal's family). */
export interface Blocked {
  readonly verdict: Extract<ReachVerdict, 'none' | 'empty'>;
  /** The rules that deny, in their order, null for the default; some of them where there are very many. */
  readonly rules: readonly (RuleName | null)[];
}

/** Null: something gets through, or may, for the address of a name is unknown. */
export type BlockedAnswer = Blocked | 'not-analysed' | null;

/** Steps that naming the rules may cost. */
const STEPS_TO_NAME = 5_000;

/**
 * Answers for a zone and the place of a goal; not analysed when finding out would take more steps than the goal and those
 * that it shares them with may take, which goals at known addresses and single ports hardly do. This asks less than
 * `reachOf`, so that it can be asked thousands of times on every write: the first flow that is allowed ends the search.
 */
export function blockedGoals(
  policy: FirewallPolicy,
  goals: readonly (Goal & { readonly steps: Budget })[],
  now: number,
): (zone: string, goal: number) => BlockedAnswer {
  const questions = new Map(
    [...policy.zones.values()].map((zone) => {
      const from = clientsOf(zone);
      return [zone.name, goals.map(({ targets, services }): Question => ({ from, targets, services }))];
    }),
  );
  const inquiry = inquire(policy, [...questions.values()].flat(), now);
  const known = new Map<string, BlockedAnswer>();
  return (zone, goal) => {
    const key = `${zone} ${goal}`;
    const question = questions.get(zone)?.[goal];
    const steps = goals[goal]?.steps;
    if (question === undefined || steps === undefined) return null;
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    const found = blocked(inquiry, question, steps);
    known.set(key, found);
    return found;
  };
}

function blocked(inquiry: Inquiry, question: Question, whole: Budget): BlockedAnswer {
  const found: Deciders = new Map();
  const toName: Region[] = [];
  const share = isConcrete(question) ? whole.left : LIMITS.stepsEach;
  const answer = withinBudget(whole, share, (budget) => isShut(inquiry, question, { found, toName, budget }));
  if (answer === null || answer.value === null) return 'not-analysed';
  if (!answer.value) return null;
  const grounded = toName.length === 0 ? null : inquiry.grounded();
  if (grounded !== null) nameDeniers(grounded, toName, found);
  const isEmpty = found.size === 0 && toName.length === 0;
  return { verdict: isEmpty ? 'empty' : 'none', rules: inPolicyOrder(found).map(({ rule }) => rule) };
}

interface Search {
  /** Who denies at single addresses. */
  readonly found: Deciders;
  /** Where it is not known yet who denies. */
  readonly toName: Region[];
  readonly budget: Budget;
}

/** Whether nothing gets through to any target; null: not analysed. */
function isShut(inquiry: Inquiry, question: Question, { found, toName, budget }: Search): boolean | null {
  for (const target of question.targets) {
    const points = pointsOf(target, question.services);
    if (points !== null) {
      if (scanPoints(inquiry, question, points, { found, budget }).has('allow')) return false;
      continue;
    }
    const grounded = inquiry.grounded();
    if (grounded === null) return null;
    const regions = regionsTo(grounded, question, target);
    if (regions.some((region) => isAnyAllowed(grounded, region, budget))) return false;
    toName.push(...regions);
  }
  return true;
}

function isAnyAllowed({ ground, policy }: Grounded, { universe, box }: Region, budget: Budget): boolean {
  const wanted = (place: number | null) => (place === null ? policy.default : ground.rules[place]?.action) === 'allow';
  return (
    find(box, entriesMeeting(universe, box, { range: [0, ground.rules.length], budget }), { wanted, budget }) !== null
  );
}

/** Who denies, as far as the steps for it go. */
function nameDeniers(grounded: Grounded, regions: readonly Region[], found: Deciders): void {
  withinBudget({ left: STEPS_TO_NAME }, STEPS_TO_NAME, (budget) => {
    for (const region of regions) eachDecision(grounded, region, { found, show: () => {}, budget });
  });
}
