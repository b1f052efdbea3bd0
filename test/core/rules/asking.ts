/** How does a test ask one condition? Parses it and puts questions to it. */
import { Condition } from '../../../schemas/condition.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { Query } from '../../../schemas/profile.ts';
import { factsOf } from '../../../worker/core/explain/facts.ts';
import type { Test } from '../../../worker/core/pac/program.ts';
import { conditionHolds, lowerCondition, spellCondition } from '../../../worker/core/rules/condition.ts';
import type { ParsedCondition, Surroundings } from '../../../worker/core/rules/kind.ts';
import { parseCondition } from '../../../worker/core/rules/parse-condition.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';

/** A firewall policy with two zones and one rule list, `ads`, that holds the host `ads.example`. */
export const CAMPUS: Surroundings = {
  zones: ['staff', 'guests'],
  zoneOf: ({ value }) => (value >> 24n === 10n ? 'staff' : null),
  list: (id) =>
    id === 'ads'
      ? {
          test: { is: 'names', names: [{ name: 'ads.example', match: 'exact' }] },
          contains: (facts) => facts.host === 'ads.example',
        }
      : undefined,
};

/** What parsing told, and what came out of it. */
export interface Read {
  readonly parsed: ParsedCondition | null;
  readonly findings: readonly Finding[];
}

/** Reads a condition as a document has it, shape first. */
export function read(written: unknown, surroundings: Surroundings = ALONE): Read {
  const findings: Finding[] = [];
  const tell = (finding: Finding) => void findings.push(finding);
  const parsed = parseCondition(Condition.parse(written), '/rules/0/when', { surroundings, tell });
  return { parsed, findings };
}

/** Whether an accepted condition holds for a question (a URL alone is enough). */
export function holds(written: unknown, question: string | Query, surroundings: Surroundings = ALONE): boolean {
  return conditionHolds(accepted(written, surroundings), facts(question, surroundings));
}

/** What the condition is to the compiler. */
export function lowered(written: unknown, surroundings: Surroundings = ALONE, zone: string | null = null): Test {
  return lowerCondition(accepted(written, surroundings), zone);
}

/** The condition in canonical spelling. */
export function spelled(written: unknown, surroundings: Surroundings = ALONE): Condition {
  return spellCondition(accepted(written, surroundings));
}

/** The errors of a refused condition: code and pointer. */
export function errors(written: unknown, surroundings: Surroundings = ALONE): string[] {
  const { findings } = read(written, surroundings);
  return findings.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`);
}

function accepted(written: unknown, surroundings: Surroundings): ParsedCondition {
  const { parsed, findings } = read(written, surroundings);
  if (parsed === null) throw new Error(`refused: ${JSON.stringify(findings)}`);
  return parsed;
}

function facts(question: string | Query, surroundings: Surroundings) {
  const query = typeof question === 'string' ? { url: question } : question;
  const found = factsOf(query, { surroundings, now: 0 }, (finding) => {
    throw new Error(`unanswerable: ${JSON.stringify(finding)}`);
  });
  if (found === null) throw new Error('unanswerable');
  return found;
}
