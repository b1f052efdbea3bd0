/** What is there to know about a policy by itself? Exact within a step budget; beyond it "not analysed". Pure. */

import type { RuleName } from '../../../../schemas/firewall.ts';
import type { Analysis, Conflict, NotAnalysed, Unreachable } from '../../../../schemas/firewall-questions.ts';
import { type Budget, withinBudget } from '../algebra/budget.ts';
import { entriesMeeting } from '../algebra/places.ts';
import { find } from '../algebra/search.ts';
import { everything } from '../algebra/space.ts';
import { whyUnmatchable } from '../parse-rules.ts';
import { activeRules, type FirewallPolicy, isExpired, type PolicyRule, ruleAt } from '../policy.ts';
import { conflictsOf } from './conflicts.ts';
import { type Ground, makeGround, type Region } from './ground.ts';
import { LIMITS, type Limits } from './limits.ts';
import { cleanUp, isRemovable } from './removable.ts';
import { decidedBy, explainUnreachable } from './unreachable.ts';

/** Analyses the rules that take part at a time (Unix milliseconds). */
export function analyze(policy: FirewallPolicy, now: number, limits: Limits = LIMITS): Analysis {
  const unmatchable = policy.rules.filter(
    (rule) => !rule.disabled && (isExpired(rule, now) || whyUnmatchable(rule) !== null),
  );
  const useless = new Set(unmatchable);
  const rules = activeRules(policy, now).filter((rule) => !useless.has(rule));
  const ground = makeGround(rules);
  const names = unmatchable.map(({ name }) => name);
  return ground === null ? nothingKnown(names) : analyzeGround({ ground, policy, limits }, unmatchable);
}

interface Task {
  readonly ground: Ground;
  readonly policy: FirewallPolicy;
  readonly limits: Limits;
}

/** Asks one question within the budget; null when it was not answered, which is then on record. */
type Ask = <T>(
  question: NotAnalysed['question'],
  place: number | null,
  answer: (budget: Budget) => T,
) => { value: T } | null;

function analyzeGround(task: Task, unmatchable: readonly PolicyRule[]): Analysis {
  const { ground, policy, limits } = task;
  const notAnalysed: NotAnalysed[] = [];
  const ask = asker(task, notAnalysed);
  const decided = new Map<number, Region | null>();
  ground.rules.forEach((_, place) => {
    const answer = ask('unreachable', place, (budget) => decidedBy(ground, place, budget));
    if (answer !== null) decided.set(place, answer.value);
  });
  const useless = [...decided].flatMap(([place, region]) => (region === null ? [place] : []));
  const reachesDefault = ask('default', null, (budget) => isDefaultReachable(ground, budget));
  const removable = removableRules(task, decided, ask);
  const conflicts = allConflicts(task, decided, ask);
  const clean = cleanRules(task, { useless, isWorthIt: removable.length > 0 }, ask);
  const nameOf = (place: number): RuleName => ruleAt(ground.rules, place).name;
  return {
    unmatchable: unmatchable.map(({ name }) => name),
    unreachable: useless.flatMap((place) => explained(ground, place, ask)),
    removable: removable.map(nameOf),
    cleanUp: inOrder(policy, [...unmatchable.map(({ name }) => name), ...clean.map(nameOf)]),
    conflicts: conflicts.slice(0, limits.conflicts),
    defaultReachable: reachesDefault?.value ?? null,
    complete: notAnalysed.length === 0 && conflicts.length <= limits.conflicts,
    notAnalysed,
  };
}

function asker({ ground, limits }: Task, notAnalysed: NotAnalysed[]): Ask {
  const whole: Budget = { left: limits.steps };
  return (question, place, answer) => {
    const share = question === 'clean-up' ? limits.steps : limits.stepsEach;
    const result = withinBudget(whole, share, answer);
    if (result === null) {
      notAnalysed.push({ rule: place === null ? null : ruleAt(ground.rules, place).name, question });
    }
    return result;
  };
}

function isDefaultReachable({ rules, universes }: Ground, budget: Budget): boolean {
  return universes.some((universe) => {
    const all = everything(universe.space);
    const entries = entriesMeeting(universe, all, { range: [0, rules.length], budget });
    return find(all, entries, { wanted: (key) => key === null, budget }) !== null;
  });
}

function explained(ground: Ground, place: number, ask: Ask): Unreachable[] {
  const answer = ask('unreachable', place, (budget) => explainUnreachable(ground, place, budget));
  return answer === null ? [] : [answer.value];
}

function removableRules({ ground, policy }: Task, decided: ReadonlyMap<number, Region | null>, ask: Ask): number[] {
  const nothing = { gone: new Set<number>(), otherwise: policy.default };
  return [...decided].flatMap(([place, region]) => {
    if (region === null) return [];
    const answer = ask('removable', place, (budget) => isRemovable(ground, place, nothing, budget));
    return answer?.value === true ? [place] : [];
  });
}

/** One more than may be listed, so that a cut list is known to be one. */
function allConflicts({ ground, limits }: Task, decided: ReadonlyMap<number, Region | null>, ask: Ask): Conflict[] {
  const conflicts: Conflict[] = [];
  for (let place = 0; place < ground.rules.length && conflicts.length <= limits.conflicts; place++) {
    const known = (earlier: number) => decided.get(earlier);
    const answer = ask('conflicts', place, (budget) => conflictsOf(ground, place, known, budget));
    conflicts.push(...(answer?.value ?? []));
  }
  return conflicts;
}

/** Rules that decide nothing can always go together; the rest is looked for only where one rule alone could go. */
function cleanRules(
  { ground, policy }: Task,
  { useless, isWorthIt }: { readonly useless: readonly number[]; readonly isWorthIt: boolean },
  ask: Ask,
): readonly number[] {
  if (!isWorthIt) return useless;
  const answer = ask('clean-up', null, (budget) => cleanUp(ground, useless, policy.default, budget));
  return answer?.value ?? useless;
}

function inOrder(policy: FirewallPolicy, names: readonly RuleName[]): RuleName[] {
  const wanted = new Set(names);
  return policy.rules.flatMap(({ name }) => (wanted.has(name) ? [name] : []));
}

function nothingKnown(unmatchable: RuleName[]): Analysis {
  return {
    unmatchable,
    unreachable: [],
    removable: [],
    cleanUp: unmatchable,
    conflicts: [],
    defaultReachable: null,
    complete: false,
    notAnalysed: (['unreachable', 'removable', 'conflicts', 'default', 'clean-up'] as const).map((question) => ({
      rule: null,
      question,
    })),
  };
}
