/** Is it known beforehand what asking a list costs? */
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { meaningOf } from '../../../worker/core/lists/layers.ts';
import { packList } from '../../../worker/core/lists/pack/pack.ts';
import { unpackList } from '../../../worker/core/lists/pack/unpack.ts';
import { parseRuleSet } from '../../../worker/core/rules/ruleset.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';
import { workOf } from '../../../worker/core/rules/work.ts';
import { parsed } from './outcomes-of.ts';

const names = parsed('domains', Array.from({ length: 5000 }, (_, k) => `n${k}.example`).join('\n'));
const patterns = parsed('adblock', '||a*.example^\n||b.example/path\n/x[0-9]+y/\n/(a|b)*c/');

function work(list: typeof names, rules: number): number {
  const profile = Profile.parse({
    rules: Array.from({ length: rules }, () => ({ when: { any: [{ list: 'it' }] }, use: 'direct' })),
    default: 'direct',
  });
  const ruleset = parseRuleSet(profile, { ...ALONE, list: () => list.meaning }, () => {});
  if (ruleset === null) throw new Error('refused');
  return workOf(ruleset, ['http://www.a.example/path']);
}

describe('ListMeaning.cost', () => {
  test('of names is that of a search, however many there are', () => expect(work(names, 1)).toBeLessThan(50));

  test('of patterns and expressions is what they cost in a rule, and counts for every rule that names the list', () => {
    expect(patterns.meaning.cost?.ways.url).toBeGreaterThan(1);
    expect(work(patterns, 1)).toBeGreaterThan(work(names, 1));
    expect(work(patterns, 3)).toBeCloseTo(3 * work(patterns, 1));
  });

  test('is the same for a list that was kept packed', () => {
    expect(meaningOf(unpackList([...packList(patterns.layers)]) ?? []).cost).toEqual(patterns.meaning.cost);
  });
});
