/** How much do a profile's tests ask of its rules? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { finding } from '../findings/finding.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import { MAX_WORK, workOf } from '../rules/work.ts';

/** An error when the tests could take longer than a write may; then they must not be run. */
export function testWorkFindings({ tests = [] }: Profile, ruleset: RuleSet): Finding[] {
  const urls = tests.map(({ url }) => url);
  const work = Math.ceil(workOf(ruleset, urls));
  if (work <= MAX_WORK) return [];
  const sides = { expected: `at most ${MAX_WORK} comparisons`, found: `${work} comparisons` };
  return [
    finding('test.too-much', '/tests', { message: `expected tests with ${sides.expected}, found ${work}`, ...sides }),
  ];
}
