/** Of which goals does a firewall let nothing through from a zone, and by which rules? Pure. */
import type { ReachVerdict, RuleName } from '../../../schemas/firewall.ts';
import { type Budget, withinBudget } from '../firewall/algebra/budget.ts';
import { find } from '../firewall/algebra/search.ts';
import { entriesMeeting } from '../firewall/algebra/space.ts';
import type { Region } from '../firewall/analysis/ground.ts';
import { LIMITS } from '../firewall/analysis/limits.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import {
  type Deciders,
  eachDecision,
  type Inquiry,
  inPolicyOrder,
  inquire,
  type Question,
  regionsTo,
} from '../firewall/questions/question.ts';
import type { Goal } from '../firewall/questions/reach.ts';
import { clientsOf } from '../firewall/questions/target.ts';

/** Nothing gets through: every flow is denied, or there is none (no client of the goal's family). */
export interface Blocked {
  readonly verdict: Extract<ReachVerdict, 'none' | 'empty'>;
  /** The rules that deny, in their order, null for the default; some of them where there are very many. */
  readonly rules: readonly (RuleName | null)[];
}

/** Steps that naming the rules may cost. */
const STEPS_TO_NAME = 5_000;

/**
 * Answers for a zone and the place of a goal; null when something gets through, or when finding out would take more
 * steps than the goal and those that it shares them with may take. This asks less than `reachOf`, so that it can be
 * asked thousands of times on every write: the first flow that is allowed ends the search.
 */
export function blockedGoals(
  policy: FirewallPolicy,
  goals: readonly (Goal & { readonly steps: Budget })[],
  now: number,
): (zone: string, goal: number) => Blocked | null {
  const questions = new Map(
    [...policy.zones.values()].map((zone) => {
      const from = clientsOf(zone);
      return [zone.name, goals.map(({ targets, services }): Question => ({ from, targets, services }))];
    }),
  );
  const inquiry = inquire(policy, [...questions.values()].flat(), now);
  const known = new Map<string, Blocked | null>();
  return (zone, goal) => {
    const key = `${zone} ${goal}`;
    const question = questions.get(zone)?.[goal];
    const steps = goals[goal]?.steps;
    if (inquiry === null || question === undefined || steps === undefined) return null;
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    const found = blocked(inquiry, question, steps);
    known.set(key, found);
    return found;
  };
}

function blocked(inquiry: Inquiry, question: Question, whole: Budget): Blocked | null {
  const asked: Region[] = [];
  const isShut = withinBudget(whole, LIMITS.stepsEach, (budget) =>
    question.targets.every((target) => {
      const regions = regionsTo(inquiry, question, target);
      asked.push(...regions);
      return !regions.some((region) => isAnyAllowed(inquiry, region, budget));
    }),
  );
  if (isShut?.value !== true) return null;
  return { verdict: asked.length === 0 ? 'empty' : 'none', rules: denying(inquiry, asked) };
}

function isAnyAllowed({ ground, policy }: Inquiry, { universe, box }: Region, budget: Budget): boolean {
  const wanted = (place: number | null) => (place === null ? policy.default : ground.rules[place]?.action) === 'allow';
  return (
    find(box, entriesMeeting(universe, box, { range: [0, ground.rules.length], budget }), { wanted, budget }) !== null
  );
}

/** Who denies, as far as the steps for it go. */
function denying(inquiry: Inquiry, regions: readonly Region[]): (RuleName | null)[] {
  const found: Deciders = new Map();
  withinBudget({ left: STEPS_TO_NAME }, STEPS_TO_NAME, (budget) => {
    for (const region of regions) eachDecision(inquiry, region, { found, show: () => {}, budget });
  });
  return inPolicyOrder(found).map(({ rule }) => rule);
}
