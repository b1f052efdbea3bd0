/** How do two lists differ in what they mean? */
import { type ListContent, reportLines } from '../core/lists/parse.ts';

/** A condition that only one of the lists has. */
export interface ListChange {
  readonly op: 'remove' | 'add';
  /** In the words of a rule; an exception with `except` in front. */
  readonly what: string;
}

/** Conditions that went, then those that came; and whether the same ones stand in another order, which some formats obey. */
export interface ListDiff {
  readonly changes: readonly ListChange[];
  readonly isReordered: boolean;
}

/** Compares what the lines became. Comments, spelling and lines without an effect make no difference. */
export function diffLists(before: ListContent, after: ListContent): ListDiff {
  const [old, now] = [[...conditions(before)], [...conditions(after)]];
  const changes = [
    ...without(old, now).map((what) => ({ op: 'remove' as const, what })),
    ...without(now, old).map((what) => ({ op: 'add' as const, what })),
  ];
  return {
    changes,
    isReordered: changes.length === 0 && [...new Set(old)].join('\n') !== [...new Set(now)].join('\n'),
  };
}

function* conditions(content: ListContent): Generator<string> {
  for (const { outcome, except, became, text } of reportLines(content)) {
    if (outcome !== 'refused') yield `${except === true ? 'except ' : ''}${became ?? text}`;
  }
}

function without(list: readonly string[], taken: readonly string[]): string[] {
  const known = new Set(taken);
  return [...new Set(list)].filter((one) => !known.has(one));
}
