/** Which rules would open exactly what is needed and not allowed, and where do they belong? Pure. */

import type { FirewallRule } from '../../../../schemas/firewall.ts';
import type { Opening } from '../../../../schemas/firewall-questions.ts';
import { type Budget, withinBudget } from '../algebra/budget.ts';
import { LIMITS, type Limits } from '../analysis/limits.ts';
import { type FirewallPolicy, ruleAt } from '../policy.ts';
import { type Gap, gapsOf } from './gaps.ts';
import { type Inquiry, inquire, isConcrete } from './question.ts';
import type { Goal } from './reach.ts';
import { clientsOf } from './target.ts';

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
  const questions = asked.map(({ question }) => question);
  const inquiry = inquire(policy, questions, now);
  const idFor = freshIds(policy);
  const whole: Budget = { left: limits.steps };
  const found = asked.map(({ wish, question }) => {
    const share = isConcrete(question) ? limits.steps : limits.stepsEach;
    const gaps = withinBudget(whole, share, (budget) => gapsOf(inquiry, { zone: wish.zone, question }, budget));
    return gaps?.value?.map((gap) => openingOf(inquiry, wish, gap, idFor(wish))) ?? null;
  });
  return { openings: found.flatMap((one) => one ?? []), complete: !found.includes(null) };
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

function openingOf({ rules }: Inquiry, { zone, goal }: Wish, gap: Gap, id: string): Opening {
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
  return { rule, before: gap.deniedBy === null ? null : ruleAt(rules, gap.deniedBy).name };
}
