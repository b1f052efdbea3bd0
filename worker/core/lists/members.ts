/** What do the lines of one kind (all that add, or all that take away) come to? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { Test } from '../pac/program.ts';
import { conditionHolds, lowerCondition } from '../rules/condition.ts';
import type { Facts, ParsedCondition } from '../rules/kind.ts';
import { anyOf } from '../rules/tests.ts';
import type { CheckedMeaning, Ways } from './checked.ts';
import { conditionOf } from './condition-of.ts';
import { nameCollector } from './names/collect.ts';
import type { NameSet } from './names/name-set.ts';
import { type RangeSet, rangeCollector } from './ranges/collect.ts';

/** Names, ranges and conditions; a request is among them when any of them holds. */
export interface Members {
  readonly names: NameSet;
  readonly ranges: RangeSet;
  readonly conditions: readonly ParsedCondition[];
  /** Canonical conditions, in the order of `conditions`. */
  readonly spelled: readonly Condition[];
  /** Of all their expressions. */
  readonly ways: Ways;
  readonly duplicates: number;
  readonly covered: number;
  has(facts: Facts): boolean;
  /** The one that holds, in the words of a rule, or null. */
  find(facts: Facts): Condition | null;
  /** The same question as a test of a program. */
  test(): Test;
}

/** Members as they come. */
export interface MemberCollector {
  add(meaning: CheckedMeaning): void;
  finish(): Members;
}

/** Collects what lines mean. */
export function memberCollector(): MemberCollector {
  const names = nameCollector();
  const ranges = rangeCollector();
  const conditions = new Map<string, { readonly parsed: ParsedCondition; readonly spelled: Condition }>();
  const ways = { host: 0, url: 0 };
  let duplicates = 0;
  return {
    add(meaning) {
      if (meaning.is === 'name') names.add(meaning.name, meaning.match);
      else if (meaning.is === 'range') ranges.add(meaning.range);
      else {
        const key = JSON.stringify(meaning.spelled);
        if (conditions.has(key)) duplicates++;
        else {
          conditions.set(key, meaning);
          ways.host += meaning.ways.host;
          ways.url += meaning.ways.url;
        }
      }
    },
    finish() {
      const n = names.finish();
      const r = ranges.finish();
      return membersOf({
        names: n.names,
        ranges: r.ranges,
        conditions: [...conditions.values()].map(({ parsed }) => parsed),
        spelled: [...conditions.values()].map(({ spelled }) => spelled),
        ways,
        duplicates: duplicates + n.duplicates + r.duplicates,
        covered: n.covered + r.covered,
      });
    },
  };
}

/** Members of these parts. */
export function membersOf(parts: Omit<Members, 'has' | 'find' | 'test'>): Members {
  const { names, ranges, conditions, spelled } = parts;
  return {
    ...parts,
    has: (facts) =>
      (facts.literal === null ? names.has(facts.host) : ranges.has(facts.literal)) ||
      conditions.some((condition) => conditionHolds(condition, facts)),
    find: (facts) => {
      const range = facts.literal === null ? null : ranges.find(facts.literal);
      if (range !== null) return conditionOf({ is: 'range', range });
      const name = facts.literal === null ? names.find(facts.host) : null;
      if (name !== null) return conditionOf({ is: 'name', ...name });
      return spelled[conditions.findIndex((condition) => conditionHolds(condition, facts))] ?? null;
    },
    test: () =>
      anyOf([
        ...(names.size > 0 ? [{ is: 'names', names: [], sorted: [names] } as const] : []),
        ...(ranges.size > 0 ? [{ is: 'ranges', on: 'host', ranges: [...ranges.ranges()] } as const] : []),
        // A list's conditions never ask for a zone, so that they mean the same in the text of every zone.
        ...conditions.map((condition) => lowerCondition(condition, null)),
      ]),
  };
}
