/** Which route does a client get for a URL, which rule decides, and why not an earlier one? Pure: the time comes in. */
import type { Explanation, TraceEntry } from '../../../schemas/api.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { Query } from '../../../schemas/profile.ts';
import { firstFailure, heldBy } from '../rules/condition.ts';
import type { Facts } from '../rules/kind.ts';
import { resultString } from '../rules/result.ts';
import type { ParsedRule, RuleSet } from '../rules/ruleset.ts';
import { factsOf } from './facts.ts';
import { cut, inWords } from './words.ts';

/** The answer, and whether it came from looking at the clock (a test without `at` must not). */
export interface Answer {
  readonly explanation: Explanation;
  readonly usedClock: boolean;
}

/** The question itself was wrong; the paths of the findings are pointers into it (`/url`). */
export interface Unanswerable {
  readonly findings: readonly Finding[];
}

/**
 * The meaning of a profile: the first enabled rule whose condition holds decides, else the default. Route, proxies and
 * `pac` (the generic result string) are what clients of the zone get, whatever the firewall leaves of the route; `url`
 * is the URL in the client's view. `now`: Unix milliseconds, for questions without `at`.
 */
export function explain(ruleset: RuleSet, query: Query, now: number): Answer | Unanswerable {
  const findings: Finding[] = [];
  const facts = factsOf(query, { surroundings: ruleset.surroundings, now }, (finding) => findings.push(finding));
  if (facts === null) return { findings };
  const watched = watchClock(facts);
  const explanation = decide(ruleset, watched.facts);
  return { explanation, usedClock: watched.wasRead() };
}

/** What is wrong with a question, without answering it; paths as above. */
export function questionFindings({ surroundings }: RuleSet, query: Query, now: number): readonly Finding[] {
  const findings: Finding[] = [];
  factsOf(query, { surroundings, now }, (finding) => findings.push(finding));
  return findings;
}

/** Whether a question could be answered. */
export function isAnswer(answer: Answer | Unanswerable): answer is Answer {
  return 'explanation' in answer;
}

function decide(ruleset: RuleSet, facts: Facts): Explanation {
  const trace: TraceEntry[] = [];
  const answer = (rule: ParsedRule | null): Explanation => {
    const route = ruleset.leadsTo(facts.zone, rule);
    const proxies = route.proxies.map((proxy) => proxy.name);
    const pac = resultString(route, 'generic');
    const lists = rule === null ? [] : heldBy(rule.when, facts).map((one) => ({ ...one, entry: cut(one.entry) }));
    const why = { rule: rule?.index ?? null, ...(lists.length === 0 ? {} : { lists }), trace };
    return { url: facts.url, route: route.name, proxies, pac, ...why };
  };
  for (const rule of ruleset.rules) {
    const obstacle = obstacleOf(rule, facts);
    if (obstacle === null) return answer(rule);
    trace.push(obstacle);
  }
  return answer(null);
}

/** Why a rule does not decide, or null when it does. */
function obstacleOf(rule: ParsedRule, facts: Facts): TraceEntry | null {
  if (rule.disabled) return { rule: rule.index, skipped: 'disabled' };
  const part = firstFailure(rule.when, facts);
  if (part === null) return null;
  const failed = { key: part.key, expected: inWords(part.spell()), found: cut(part.found(facts)) };
  return { rule: rule.index, failed };
}

/** The same facts, with a note of whether anyone looked at the clocks. */
function watchClock(facts: Facts): { readonly facts: Facts; wasRead(): boolean } {
  let wasRead = false;
  const { clocks, ...others } = facts;
  const watched = {
    ...others,
    get clocks() {
      wasRead = true;
      return clocks;
    },
  };
  return { facts: watched, wasRead: () => wasRead };
}
