/** Does what a line says make sense to a rule? Checks the conditions that formats read. Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { IpRange } from '../net/address.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import type { NameMatch } from '../pac/program.ts';
import { spellCondition } from '../rules/condition.ts';
import type { ParsedCondition } from '../rules/kind.ts';
import { parseCondition } from '../rules/parse-condition.ts';
import type { Effort } from '../rules/regex/effort.ts';
import { ALONE } from '../rules/surroundings.ts';
import { conditionOf } from './condition-of.ts';
import type { Meaning, Reading, Weakness } from './item.ts';
import { isRead } from './item.ts';

/** A meaning whose condition, if it is one, has been accepted. */
export type CheckedMeaning =
  | { readonly is: 'name'; readonly name: string; readonly match: NameMatch }
  | { readonly is: 'range'; readonly range: IpRange }
  | { readonly is: 'condition'; readonly parsed: ParsedCondition; readonly spelled: Condition; readonly ways: Ways };

/** In how many ways the expressions of a condition may be matched (`Effort`). */
export type Ways = Effort['ways'];

/** An item as it takes part in the list. */
export interface Checked {
  readonly meaning: CheckedMeaning;
  readonly except: boolean;
  readonly weak: Weakness | null;
}

/** What a reading comes to, or why it was refused after all. `effort`: what is left for the expressions of the list. */
export function checkReading(reading: Reading, effort: Effort): Checked | Refused {
  if (!isRead(reading)) return reading;
  const meaning = checkMeaning(reading.meaning, effort);
  if (isRefused(meaning)) return meaning;
  return { meaning, except: reading.except === true, weak: reading.weak ?? null };
}

/** The condition that a meaning is in the words of a rule. */
export function wordsOf(meaning: CheckedMeaning): Condition {
  return meaning.is === 'condition' ? meaning.spelled : conditionOf(meaning);
}

function checkMeaning(meaning: Meaning, effort: Effort): CheckedMeaning | Refused {
  if (meaning.is !== 'condition') return meaning;
  if (longest(meaning.condition) > MAX_PATTERN) {
    return { code: 'list.long-line', error: `expected patterns of at most ${MAX_PATTERN} characters` };
  }
  const errors: Finding[] = [];
  const tell = (finding: Finding) => {
    if (finding.severity === 'error') errors.push(finding);
  };
  const before = { ...effort.ways };
  const parsed = parseCondition(meaning.condition, '', { surroundings: ALONE, tell, effort });
  if (parsed !== null)
    return { is: 'condition', parsed, spelled: spellCondition(parsed), ways: waysSince(before, effort) };
  const [first] = errors;
  return { code: first?.code ?? 'list.unreadable', error: first?.message ?? 'expected a condition of a rule' };
}

/** The ways that came to an effort. */
function waysSince(before: Ways, { ways }: Effort): Ways {
  return { host: ways.host - before.host, url: ways.url - before.url };
}

/** Characters of a pattern or an expression, as the conditions of rules have it. */
const MAX_PATTERN = 1_024;

/** The length of the longest text in a condition. */
function longest(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((most: number, part) => Math.max(most, longest(part)), 0);
}
