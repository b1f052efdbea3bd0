/** Is the analysis exact? Held against an oracle that enumerates flows, for policies written by hand and generated. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import { analyze } from '../../../worker/core/firewall/analysis/analyze.ts';
import { diffPolicies } from '../../../worker/core/firewall/analysis/diff.ts';
import {
  oracleCanDelete,
  oracleConflicts,
  oracleDefaultReachable,
  oracleDiff,
  oracleOf,
  oracleRemovable,
  oracleUnmatchable,
  oracleUnreachable,
} from './oracle.ts';
import { parsed } from './parsed.ts';
import { generatedPolicy, HAND_WRITTEN } from './policies.ts';

const NOW = 0;

/** Everything that the oracle knows, beside what the analysis says. */
function agree(document: Policy): void {
  const found = analyze(parsed(document), NOW);
  const oracle = oracleOf(document);
  const wanted = oracleUnreachable(oracle);
  expect(found.complete).toBe(true);
  expect(found.unmatchable).toEqual(oracleUnmatchable(oracle));
  expect(found.unreachable.map(({ rule, kind }) => ({ rule, kind }))).toEqual(
    wanted.map(({ rule, kind }) => ({ rule, kind })),
  );
  expect(found.removable).toEqual(oracleRemovable(oracle));
  expect(found.defaultReachable).toBe(oracleDefaultReachable(oracle));
  expect(found.conflicts.map(({ witness: _, ...conflict }) => conflict)).toEqual(oracleConflicts(oracle));
  expect(oracleCanDelete(oracle, found.cleanUp as number[])).toBe(true);
}

describe('analyze agrees with the enumeration of flows', () => {
  for (const [name, document] of Object.entries(HAND_WRITTEN)) {
    test(name, () => agree({ ...document, rules: (document.rules ?? []).map(({ id: _, ...rule }) => rule) }));
  }

  test('for generated policies of both families, with zones, groups and names', () => {
    fc.assert(fc.property(generatedPolicy, agree), { numRuns: 100 });
  }, 60_000);
});

describe('diffPolicies agrees with the enumeration of flows', () => {
  test('for pairs of generated policies', () => {
    fc.assert(
      fc.property(generatedPolicy, generatedPolicy, (before, after) => {
        const { changes, complete } = diffPolicies(parsed(before), parsed(after), { now: NOW });
        const both = [before, after];
        const wanted = oracleDiff(oracleOf(before, both), oracleOf(after, both));
        const found = changes.map(({ witness: _, ...change }) => change);
        expect(complete).toBe(true);
        expect(new Set(found.map((one) => JSON.stringify(one)))).toEqual(
          new Set(wanted.map((one) => JSON.stringify(one))),
        );
        expect(found.length).toBe(wanted.length);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
