import { describe, expect, test } from 'vitest';
import type { HostGroup } from '../../../../worker/core/pac/hosts/group.ts';
import { decideNames } from '../../../../worker/core/pac/hosts/names.ts';
import { Results } from '../../../../worker/core/pac/hosts/results.ts';
import type { NameEntry } from '../../../../worker/core/pac/program.ts';

/** Groups that answer nothing alone, each looked at by the one planned step. */
const groupsOf = (...all: NameEntry[][]): HostGroup[] =>
  all.map((names) => ({ names, ranges: [], decision: null, firstUse: 0 }));

/** Each name, and the groups of the host itself and of hosts below it. */
function decide(groups: readonly HostGroup[]): (readonly [string, readonly number[], readonly number[]])[] {
  const results = new Results(groups, [1]);
  const groupsOfResult = (result: number) => results.values[result]?.groups ?? [];
  const { labels, exact, below } = decideNames(groups, results);
  return labels.map((name, at) => [name, groupsOfResult(exact[at] ?? 0), groupsOfResult(below[at] ?? 0)]);
}

const suffix = (name: string): NameEntry => ({ name, match: 'suffix' });

describe('decideNames', () => {
  test('gives a name the groups of the names above it, each once', () => {
    const groups = groupsOf([suffix('x')], [suffix('a.x'), suffix('a.x')], [{ name: 'b.a.x', match: 'exact' }]);
    expect(decide(groups)).toEqual([
      ['x', [0], [0]],
      ['x#a', [0, 1], [0, 1]],
      ['x#a#b', [0, 1, 2], [0, 1]],
    ]);
  });

  test('leaves out names that add nothing to the name above', () => {
    expect(decide(groupsOf([suffix('x'), suffix('a.x')], [suffix('x')]))).toEqual([['x', [0, 1], [0, 1]]]);
  });

  // Copying and sorting the groups of `x` for each name below it would take half a minute.
  test('looks at forty thousand names below a name that five thousand groups share', () => {
    const groups = groupsOf(
      ...Array.from({ length: 5_000 }, (_, group) => [
        suffix('x'),
        ...Array.from({ length: 8 }, (_, at) => suffix(`n${group * 8 + at}.x`)),
      ]),
    );
    expect(decide(groups)).toHaveLength(1);
  });
});
