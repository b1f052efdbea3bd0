/** Which proxy does a client get for a URL, and why? For a profile given inline, and for a stored one. */
import type { Explanation } from '../../../schemas/api.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile, Query } from '../../../schemas/profile.ts';
import type { ExplainRequest } from '../../../schemas/stateless.ts';
import { explain, isAnswer } from '../../core/explain/explain.ts';
import { type Around, readRules } from '../../core/follow/read-rules.ts';
import type { RuleSet } from '../../core/rules/ruleset.ts';
import type { Context } from '../context.ts';
import { getDocument } from '../document/get.ts';
import { entriesOf, Fault, type FaultEntry } from '../fault.ts';
import { requireRight } from '../right.ts';
import { policyOfInline, policyOfStored } from './policy.ts';

/** One answer for each query, in order. */
export interface Explanations {
  readonly results: readonly Explanation[];
}

/** Answers for a profile that is given inline. Faults: forbidden, invalid. */
export function explainInline(context: Context, { profile, firewall, queries }: ExplainRequest): Explanations {
  requireRight(context, 'read', 'nothing');
  const { now } = context;
  return answerAll(rulesOf(profile, { policy: policyOfInline(context, firewall), now }), queries, now);
}

/** Answers for the newest revision of a stored profile. Faults: forbidden, absent, invalid. */
export async function explainStored(context: Context, id: string, queries: readonly Query[]): Promise<Explanations> {
  requireRight(context, 'read', { kind: 'profile', id });
  const stored = await getDocument(context, 'profile', id);
  const { now } = context;
  const profile = JSON.parse(stored.document) as Profile;
  return answerAll(rulesOf(profile, { policy: await policyOfStored(context, profile), now }), queries, now);
}

function rulesOf(profile: Profile, around: Around): RuleSet {
  const findings: Finding[] = [];
  const rules = readRules(profile, around, (finding) => findings.push(finding));
  if (rules !== null) return rules;
  throw new Fault('invalid', 'Expected a profile without errors.', { errors: under('/profile', entriesOf(findings)) });
}

/** Every query is looked at before one is refused, so that all that is wrong is told at once. */
function answerAll(rules: RuleSet, queries: readonly Query[], now: number): Explanations {
  const answers = queries.map((query) => explain(rules, query, now));
  const errors = answers.flatMap((answer, index) =>
    isAnswer(answer) ? [] : under(`/queries/${index}`, entriesOf(answer.findings)),
  );
  if (errors.length > 0) throw new Fault('invalid', 'Expected queries that a client can put.', { errors });
  return { results: answers.filter(isAnswer).map(({ explanation }) => explanation) };
}

const under = (pointer: string, entries: readonly FaultEntry[]): FaultEntry[] =>
  entries.map((entry) => ({ ...entry, pointer: `${pointer}${entry.pointer}` }));
