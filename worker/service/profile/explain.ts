/** Which proxy does a client get for a URL, and why? For a profile given inline, and for a stored one. */
import type { Explanation } from '../../../schemas/api.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile, Query } from '../../../schemas/profile.ts';
import type { ExplainRequest } from '../../../schemas/stateless.ts';
import { explain, isAnswer, questionFindings } from '../../core/explain/explain.ts';
import { finding } from '../../core/findings/finding.ts';
import { type Around, readRules } from '../../core/follow/read-rules.ts';
import type { RuleSet } from '../../core/rules/ruleset.ts';
import { MAX_WORK, workOf } from '../../core/rules/work.ts';
import type { Context } from '../context.ts';
import { entriesOf, Fault, type FaultEntry } from '../fault.ts';
import { listsOfStored } from '../list/meanings.ts';
import { requireRight } from '../right.ts';
import { listsOfInline } from './lists.ts';
import { policyOfInline, policyOfStored } from './policy.ts';
import { readStoredProfile } from './stored.ts';

/**
 * One answer for each query, in order, each worked out when it is asked for: with the traces of 5,000 rules, the answers
 * of one call together can be larger than the memory of a Worker.
 */
export interface Explanations {
  readonly results: Iterable<Explanation>;
}

/** Answers for a profile that is given inline. Faults: forbidden, invalid. */
export function explainInline(
  context: Context,
  { profile, firewall, lists: written, queries }: ExplainRequest,
): Explanations {
  requireRight(context, 'read', 'nothing');
  const { now } = context;
  const policy = policyOfInline(context, firewall);
  const { lists } = listsOfInline(written);
  return answerAll(rulesOf(profile, { policy, lists, now }), queries, now);
}

/** Answers for the newest revision of a stored profile. Faults: forbidden, absent, invalid. */
export async function explainStored(context: Context, id: string, queries: readonly Query[]): Promise<Explanations> {
  requireRight(context, 'read', { kind: 'profile', id });
  const { now } = context;
  const profile = await readStoredProfile(context, id);
  const policy = await policyOfStored(context, profile);
  const lists = await listsOfStored(context.store, profile);
  return answerAll(rulesOf(profile, { policy, lists, now }), queries, now);
}

function rulesOf(profile: Profile, around: Around): RuleSet {
  const findings: Finding[] = [];
  const rules = readRules(profile, around, (finding) => findings.push(finding));
  if (rules !== null) return rules;
  throw new Fault('invalid', 'Expected a profile without errors.', { errors: under('/profile', entriesOf(findings)) });
}

/** Every query is looked at before one is answered, so that all that is wrong is told at once. */
function answerAll(rules: RuleSet, queries: readonly Query[], now: number): Explanations {
  const errors = queries.flatMap((query, index) =>
    under(`/queries/${index}`, entriesOf(questionFindings(rules, query, now))),
  );
  if (errors.length > 0) throw new Fault('invalid', 'Expected queries that a client can put.', { errors });
  const urls = queries.map(({ url }) => url);
  refuseTooMuch(Math.ceil(workOf(rules, urls)));
  return { results: answersOf(rules, queries, now) };
}

function* answersOf(rules: RuleSet, queries: readonly Query[], now: number): Generator<Explanation> {
  for (const query of queries) {
    const answer = explain(rules, query, now);
    if (isAnswer(answer)) yield answer.explanation;
  }
}

function refuseTooMuch(work: number): void {
  if (work <= MAX_WORK) return;
  const sides = { expected: `at most ${MAX_WORK} comparisons`, found: `${work} comparisons` };
  const message = `expected queries with ${sides.expected}, found ${work}`;
  const errors = entriesOf([finding('query.too-much', '/queries', { message, ...sides })]);
  throw new Fault('invalid', 'Expected a call that asks less at once.', { errors });
}

const under = (pointer: string, entries: readonly FaultEntry[]): FaultEntry[] =>
  entries.map((entry) => ({ ...entry, pointer: `${pointer}${entry.pointer}` }));
