/** Is an administrator told what makes a text too long? */
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../schemas/profile.ts';
import { buildProfile } from '../../../worker/core/build.ts';
import { sha256Hex } from '../../../worker/core/hash.ts';
import type { ListMeaning } from '../../../worker/core/rules/kind.ts';

const patterns = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `*${sha256Hex(`${from + at}`)}*${sha256Hex(`x${from + at}`)}`);

const meaning = (count: number): ListMeaning => ({
  test: { is: 'wildcard', on: 'host', patterns: patterns(1e6, count) },
  contains: () => false,
});

function build(rules: Profile['rules'], lists: ReadonlyMap<string, ListMeaning> = new Map()) {
  const profile: Profile = {
    title: 'Test',
    proxies: { one: { scheme: 'http', host: 'proxy.example', port: 3128 } },
    rules,
    default: 'direct',
  };
  return buildProfile({ id: 'test', profile, lists, now: 0 }).findings.filter(({ code }) => code.startsWith('pac.'));
}

describe('sizes of rules and lists', () => {
  test('are told with the refusal, the largest first', () => {
    const found = build(
      [
        { when: { host: patterns(0, 1_000) }, use: 'one' },
        { when: { list: ['ads'] }, use: 'one' },
        { when: { domain: 'corp.example' }, use: 'one' },
      ],
      new Map([
        ['ads', meaning(8_000)],
        ['other', meaning(9_000)],
      ]),
    );
    expect(found).toMatchObject([{ code: 'pac.too-large', severity: 'error' }]);
    expect(found[0]?.message).toMatch(
      /found \d+; the largest rules and lists: \/rules\/1 about \d+, \/rules\/0 about \d+, \/rules\/2 about \d+, list ads about \d+$/,
    );
    const sizes = [...(found[0]?.message ?? '').matchAll(/about (\d+)/g)].map((one) => Number(one[1]));
    const whole = Number(/found (\d+)/.exec(found[0]?.message ?? '')?.[1]);
    expect(sizes[0]).toBeGreaterThan(0.8 * whole);
    expect(sizes[3]).toBe(sizes[0]);
    expect((sizes[0] ?? 0) + (sizes[1] ?? 0) + (sizes[2] ?? 0)).toBeCloseTo(whole, -1);
  });

  test('are told where the compiler gives up a text that would take all memory', () => {
    const found = build([{ when: { list: ['ads'] }, use: 'one' }], new Map([['ads', meaning(40_000)]]));
    expect(found[0]?.message).toMatch(/found more than 4194304; .* list ads about 4194\d{3}$/);
  });

  test('are told with the warning from 80 % on', () => {
    const found = build([{ when: { list: ['ads'] }, use: 'one' }], new Map([['ads', meaning(7_000)]]));
    expect(found).toMatchObject([{ code: 'pac.large', severity: 'warning' }]);
    expect(found[0]?.message).toContain('list ads about');
  });
});
