/** Are rules of equal meaning found without writing long lists out for each of them? */
import { describe, expect, test } from 'vitest';
import type { FirewallRule, Policy } from '../../../schemas/firewall.ts';
import { diffPolicies } from '../../../worker/core/firewall/analysis/diff.ts';
import { LIMITS } from '../../../worker/core/firewall/analysis/limits.ts';
import { meanings } from '../../../worker/core/firewall/analysis/meaning.ts';
import type { Peers } from '../../../worker/core/firewall/policy.ts';
import { parsed } from './parsed.ts';

const MANY = Array.from({ length: 4_000 }, (_, at) => `10.${at >> 8}.${at & 255}.1`);

/** Rules that all speak of one long list. */
function sharing(count: number): Policy {
  const rules = Array.from({ length: count }, (_, at): FirewallRule => {
    return {
      action: at % 2 === 0 ? 'deny' : 'allow',
      from: at % 3 === 0 ? 'any' : '10.200.0.0/16',
      to: 'big',
      ports: at + 1,
    };
  });
  return { groups: { big: MANY }, rules };
}

describe('meanings', () => {
  const text = (policy: Policy) => parsed(policy).rules.map(meanings({ left: 1_000 }));

  test('are equal for rules of two policies that match and decide the same, whatever they are called', () => {
    const rule: FirewallRule = { action: 'allow', from: '10.0.0.0/8', to: ['192.0.2.1', 'a.example'], ports: 80 };
    const read = [{ rules: [rule] }, { rules: [{ ...rule, id: 'web', to: ['192.0.2.1/32', 'A.example'] }] }];
    const meaningOf = meanings({ left: 1_000 });
    const [one, other] = read.map((policy) => parsed(policy).rules.map(meaningOf));
    expect(one).toEqual(other);
  });

  test('differ with the action, each side, the family, the kind of name, the protocol and the ports', () => {
    const rules: FirewallRule[] = [
      { action: 'allow', from: 'any', to: '10.0.0.0/8' },
      { action: 'deny', from: 'any', to: '10.0.0.0/8' },
      { action: 'allow', from: '10.0.0.0/8', to: '10.0.0.0/8' },
      { action: 'allow', from: 'any', to: '10.0.0.0/9' },
      { action: 'allow', from: 'any', to: '0.0.0.1' },
      { action: 'allow', from: 'any', to: '::1' },
      { action: 'allow', from: 'any', to: 'a.example' },
      { action: 'allow', from: 'any', to: '*.a.example' },
      { action: 'allow', from: 'any', to: '10.0.0.0/8', protocol: 'udp' },
      { action: 'allow', from: 'any', to: '10.0.0.0/8', ports: 80 },
    ];
    expect(new Set(text({ rules })).size).toBe(rules.length);
  });

  test('read a list once, however many rules have it', () => {
    let reads = 0;
    const [first] = parsed(sharing(1)).rules;
    if (first === undefined) throw new Error('no rule');
    const to: Peers = {
      ...first.to,
      get ranges() {
        reads += 1;
        return first.to.ranges;
      },
    };
    const meaningOf = meanings({ left: MANY.length });
    const told = Array.from({ length: 1_000 }, () => meaningOf({ ...first, to }));
    expect(new Set(told).size).toBe(1);
    expect(reads).toBeLessThan(10);
  });
});

describe('diffPolicies', () => {
  test('compares thousands of rules about one long list within the memory and steps of a call', () => {
    const before = sharing(5_000);
    const rules = (before.rules ?? []).slice(0, -1);
    const { changes, complete } = diffPolicies(parsed(before), parsed({ ...before, rules }), { now: 0 });
    expect(complete).toBe(true);
    expect(changes.map(({ change, before: by, after }) => [change, by, after])).toEqual([['denied', 4_999, null]]);
  }, 20_000);

  test('pays for the lists that it reads, and says so when they are more than it has steps for', () => {
    const after: Policy = {
      ...sharing(2),
      rules: [...(sharing(2).rules ?? []), { action: 'deny', from: 'any', to: 'any' }],
    };
    const diff = (steps: number) =>
      diffPolicies(parsed(sharing(2)), parsed(after), { now: 0, limits: { ...LIMITS, steps } });
    expect(diff(MANY.length / 16 - 1).complete).toBe(false);
    expect(diff(MANY.length).complete).toBe(true);
  });
});
