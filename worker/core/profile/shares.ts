/** Which rules and lists of a profile make its text long? Estimated from what each brings along. Pure. */
import type { SortedNames, Test } from '../pac/program.ts';
import { parts } from '../pac/walk.ts';
import { lowerCondition } from '../rules/condition.ts';
import type { Lists } from '../rules/kind.ts';
import type { RuleSet } from '../rules/ruleset.ts';

/** A part of the text, about. What two rules or lists both bring is counted in both. */
export interface Share {
  /** JSON Pointer of a rule, or `list` and its id. */
  readonly of: string;
  readonly bytes: number;
}

/** How many rules, and how many lists, are told. */
const MAX_TOLD = 4;
/** Bytes of one entry in a text, measured on public lists: names per character, IPv4 ranges (those of IPv6 take four times as much), and a test without entries. */
const PER_CHARACTER = 0.35;
const PER_RANGE = 3;
const PER_TEST = 20;

/** The largest rules and the largest lists of a profile whose text has `bytes` bytes, largest first. */
export function largestShares(ruleset: RuleSet, lists: Lists, bytes: number): Share[] {
  const known = new Map<Test, number>();
  const weights = new Map<SortedNames, number>();
  const weigh = (test: Test): number => {
    const weight = known.get(test) ?? parts(test).reduce((sum, part) => sum + weigh(part), ownWeight(test, weights));
    known.set(test, weight);
    return weight;
  };
  const rules = ruleset.rules
    .filter(({ disabled }) => !disabled)
    .map(({ index, when }) => ({ of: `/rules/${index}`, weight: weigh(lowerCondition(when, null)) }));
  const all = rules.reduce((sum, { weight }) => sum + weight, 0);
  const used = [...lists]
    .filter(([, { test }]) => known.has(test))
    .map(([id, { test }]) => ({ of: `list ${id}`, weight: weigh(test) }));
  return [rules, used].flatMap((one) =>
    one
      .sort((a, b) => b.weight - a.weight)
      .slice(0, MAX_TOLD)
      .map(({ of, weight }) => ({ of, bytes: Math.round((bytes * weight) / Math.max(1, all)) })),
  );
}

/** A test without those inside it. */
function ownWeight(test: Test, weights: Map<SortedNames, number>): number {
  if (test.is === 'names') {
    const own = test.names.reduce((sum, { name }) => sum + name.length, 0);
    const sorted = (test.sorted ?? []).reduce((sum, set) => sum + charactersOf(set, weights), 0);
    return (own + sorted) * PER_CHARACTER;
  }
  if (test.is === 'ranges') return test.ranges.reduce((sum, { family }) => sum + (family === 4 ? 1 : 4) * PER_RANGE, 0);
  if (test.is === 'wildcard') return test.patterns.reduce((sum, pattern) => sum + pattern.length, 0);
  if (test.is === 'regex') return test.sources.reduce((sum, source) => sum + source.length, 0);
  return PER_TEST;
}

function charactersOf(set: SortedNames, weights: Map<SortedNames, number>): number {
  const known = weights.get(set);
  if (known !== undefined) return known;
  let characters = 0;
  for (const key of set.keys()) characters += key.length - 2;
  weights.set(set, characters);
  return characters;
}
