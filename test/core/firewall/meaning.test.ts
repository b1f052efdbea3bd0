/** Are long lists read once, however many rules share them? */
import { describe, expect, test } from 'vitest';
import type { FirewallRule, Policy } from '../../../schemas/firewall.ts';
import { analyze } from '../../../worker/core/firewall/analysis/analyze.ts';
import { diffPolicies } from '../../../worker/core/firewall/analysis/diff.ts';
import { LIMITS } from '../../../worker/core/firewall/analysis/limits.ts';
import { meanings } from '../../../worker/core/firewall/analysis/meaning.ts';
import { policyPlan } from '../../../worker/core/firewall/exports/make-plan.ts';
import { EXPORTERS, renderExport } from '../../../worker/core/firewall/exports/table.ts';
import type { Peers } from '../../../worker/core/firewall/policy.ts';
import { answerFlows } from '../../../worker/core/firewall/questions/flow.ts';
import { proxyGoal, reachOf } from '../../../worker/core/firewall/questions/reach.ts';
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

describe('one long list of names in thousands of rules', () => {
  const hosts = Array.from({ length: 10_000 }, (_, at) => `h${at}.example`);
  const named = (count: number): Policy => ({
    zones: { staff: { networks: ['10.20.0.0/16'] } },
    groups: { hosts },
    rules: Array.from({ length: count }, (_, at): FirewallRule => {
      return { action: at % 2 === 0 ? 'deny' : 'allow', from: 'any', to: 'hosts', ports: at + 1 };
    }),
  });

  test('is analysed as far as the steps go, asked about and compared without being written out for each rule', () => {
    const policy = parsed(named(5_000));
    expect(analyze(policy, 0).complete).toBe(false);
    const { answers } = answerFlows(policy, [{ from: '10.20.0.1', to: 'h9.example', port: 4_000 }], { now: 0 });
    expect(answers?.[0]).toMatchObject({ verdict: 'allow', rule: 3_999 });
    const goal = proxyGoal(policy, 'p', { host: 'h7.example', port: 2_001, addresses: ['192.0.2.7'] });
    expect(reachOf(policy, [goal], { now: 0 })[0]).toMatchObject({ verdict: 'none', rules: [2_000] });
    expect(diffPolicies(policy, parsed(named(4_999)), { now: 0 }).changes.length).toBeLessThanOrEqual(1);
  }, 20_000);
});

describe('exports of one long list of names in thousands of rules', () => {
  const hosts = Array.from({ length: 10_000 }, (_, at) => `h${at}.example`);
  const plan = (count: number) => {
    const rules = Array.from({ length: count }, (_, at): FirewallRule => {
      return { action: 'allow', from: 'any', to: 'hosts', ports: at + 1 };
    });
    return policyPlan(parsed({ groups: { hosts }, rules }), 0);
  };

  test('are refused where they would write the names, and else show a few of them', () => {
    for (const exporter of EXPORTERS) {
      const { text, findings } = renderExport(exporter, plan(500));
      const isTooLarge = findings.some(({ code }) => code === 'export.too-large');
      expect(isTooLarge).toBe(exporter.format === 'squid');
      expect(text?.length ?? 0).toBeLessThan(100_000);
      const leftOut = findings.find(({ code }) => code === 'export.name-left-out');
      if (leftOut !== undefined) expect(leftOut.found).toMatch(/^h0\.example, .* and 9995 more$/);
    }
    const squid = EXPORTERS.find(({ format }) => format === 'squid') ?? expect.fail('no squid');
    expect(renderExport(squid, plan(2)).text).toContain('h9999.example');
  }, 20_000);
});

describe('a near miss', () => {
  test('shows some entries of a long list, and counts the rest', () => {
    const from = Array.from({ length: 2_000 }, (_, at) => `10.${at >> 8}.${at & 255}.1`);
    const policy = parsed({ rules: [{ action: 'allow', from, to: '192.0.2.1', ports: 80 }] });
    const { answers } = answerFlows(policy, [{ from: '11.0.0.1', to: '192.0.2.1', port: 80 }], { now: 0 });
    expect(answers?.[0]?.nearMisses[0]?.allows).toMatch(/^10\.0\.0\.1, .* and 1980 more$/);
  });
});
