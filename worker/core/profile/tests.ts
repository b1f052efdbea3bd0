/** Do a profile's own tests pass? Pure: the time comes in. */
import type { Explanation } from '../../../schemas/api.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { explain, isAnswer } from '../explain/explain.ts';
import { inWords } from '../explain/words.ts';
import { complete, finding } from '../findings/finding.ts';
import { quote } from '../findings/quote.ts';
import { didYouMean } from '../findings/suggest.ts';
import { canonicalHost } from '../net/host.ts';
import { isRefused } from '../net/refused.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import { testWorkFindings } from './test-work.ts';

type ProfileTest = NonNullable<Profile['tests']>[number];

/**
 * Runs the tests. An error for every test that fails, that asks what no client can ask, that expects a route which does
 * not exist, or that looks at the clock without saying what it shows. None is run when all would take too long.
 */
export function testFindings(profile: Profile, ruleset: RuleSet, now: number): Finding[] {
  const tooMuch = testWorkFindings(profile, ruleset);
  if (tooMuch.length > 0) return tooMuch;
  const { tests = [] } = profile;
  return tests.flatMap((test, index) => judge(test, pointerTo('/tests', index), { ruleset, now }));
}

function judge(test: ProfileTest, path: string, { ruleset, now }: { ruleset: RuleSet; now: number }): Finding[] {
  const { expect, note: _, ...query } = test;
  const flaws = [...unknownRoute(expect, path, ruleset), ...twoAnswers(query.dns ?? {}, path)];
  const answer = explain(ruleset, query, now);
  if (!isAnswer(answer)) {
    return [...flaws, ...answer.findings.map((one) => complete({ ...one, path: path + one.path }))];
  }
  if (flaws.length > 0) return flaws;
  if (answer.usedClock && test.at === undefined) return [finding('test.at-missing', path)];
  return answer.explanation.route === expect ? [] : [failure(test, path, { ruleset, ...answer })];
}

function unknownRoute(expect: string, path: string, { routes }: RuleSet): Finding[] {
  if (routes.has(expect)) return [];
  const message = 'expected the name of a route or proxy of this profile, direct or block';
  return [
    finding('reference.unknown', pointerTo(path, 'expect'), {
      message,
      found: quote(expect),
      ...didYouMean(expect, routes.keys()),
    }),
  ];
}

function twoAnswers(dns: NonNullable<ProfileTest['dns']>, path: string): Finding[] {
  const names = Object.keys(dns).map((name) => canonicalHost(name));
  const again = Object.keys(dns).filter((_, place) => {
    const name = names[place];
    return name !== undefined && !isRefused(name) && names.indexOf(name) < place;
  });
  return again.map((name) => finding('test.dns-duplicate', pointerTo(path, 'dns', name), { found: quote(name) }));
}

function failure(
  { expect, url }: ProfileTest,
  path: string,
  { ruleset, explanation }: { ruleset: RuleSet; explanation: Explanation },
): Finding {
  const { route, rule } = explanation;
  const decider = rule === null ? 'the default' : `rule ${rule} (${conditionOf(ruleset, rule)})`;
  return finding('test.failed', path, {
    message: `expected ${expect} for ${quote(url)}, found ${route}: ${decider} decides`,
    expected: expect,
    found: `${route} (by ${rule === null ? 'default' : `/rules/${rule}`})`,
  });
}

/** The deciding condition in few words. */
function conditionOf({ rules }: RuleSet, index: number): string {
  const parts = rules.find((rule) => rule.index === index)?.when.parts ?? [];
  return parts.map((part) => `${part.key}: ${inWords(part.spell())}`).join(', ');
}
