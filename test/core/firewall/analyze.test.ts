/** Does an analysis say it in few and right words, and does it stop rather than guess? */
import { describe, expect, test } from 'vitest';
import { aclLike, adversarial, namesLike, proxyLike, scattered } from '../../../bench/firewall/generate.ts';
import type { FirewallRule, Policy } from '../../../schemas/firewall.ts';
import { Analysis } from '../../../schemas/firewall-questions.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { analyze } from '../../../worker/core/firewall/analysis/analyze.ts';
import { diffPolicies } from '../../../worker/core/firewall/analysis/diff.ts';
import { policyFindings } from '../../../worker/core/firewall/analysis/findings.ts';
import { LIMITS } from '../../../worker/core/firewall/analysis/limits.ts';
import { exposureFindings } from '../../../worker/core/firewall/questions/exposure.ts';
import { parsed } from './parsed.ts';
import { CAMPUS, HAND_WRITTEN } from './policies.ts';

const NOW = 0;
const of = (policy: Policy) => analyze(parsed(policy), NOW);

describe('analyze', () => {
  test('tells of the campus what is an exception and what could go', () => {
    expect(of(CAMPUS)).toEqual({
      unmatchable: [],
      unreachable: [],
      removable: ['no-direct'],
      cleanUp: ['no-direct'],
      conflicts: [
        { earlier: 'inside', later: 'no-direct', relation: 'earlier-inside', witness: '192.0.2.1 → 10.0.0.0 tcp/80' },
      ],
      defaultReachable: true,
      complete: true,
      notAnalysed: [],
    });
  });

  test('blames one general rule rather than 255 small ones in front of it', () => {
    const small = Array.from(
      { length: 255 },
      (_, k): FirewallRule => ({ id: `s${k}`, action: 'deny', from: 'any', to: `10.0.0.${k}` }),
    );
    const rules: FirewallRule[] = [
      ...small,
      { id: 'all', action: 'deny', from: 'any', to: '10.0.0.0/24' },
      { id: 'late', action: 'allow', from: 'any', to: '10.0.0.0/24' },
    ];
    const found = of({ rules });
    expect(found.unreachable).toEqual([
      { rule: 'late', kind: 'shadowed', blockedBy: ['all'], witness: expect.any(String) },
    ]);
  });

  test('names a rule of the other action too where both kinds decide', () => {
    const rules: FirewallRule[] = [
      { id: 'exception', action: 'deny', from: '10.1.0.0/16', to: '192.0.2.1', ports: 3128 },
      { id: 'general', action: 'allow', from: '10.0.0.0/8', to: '192.0.2.0/24' },
      { id: 'late', action: 'allow', from: '10.0.0.0/8', to: '192.0.2.1', ports: 3128 },
    ];
    expect(of({ rules }).unreachable).toEqual([
      { rule: 'late', kind: 'mixed', blockedBy: ['exception', 'general'], witness: '10.1.0.0 → 192.0.2.1 tcp/3128' },
    ]);
  });

  test('needs both halves where neither is enough', () => {
    expect(of(HAND_WRITTEN['a union of two halves shadows a whole'] ?? {}).unreachable).toEqual([
      { rule: 2, kind: 'shadowed', blockedBy: [0, 1], witness: '192.0.2.1 → 10.0.0.0 tcp/1' },
    ]);
  });

  test('offers a clean-up after which nothing more could go', () => {
    const policy = proxyLike(120, 5);
    const { cleanUp } = of(policy);
    const left: Policy = { ...policy, rules: (policy.rules ?? []).filter(({ id }) => !cleanUp.includes(id ?? '')) };
    expect(cleanUp.length).toBeGreaterThan(10);
    expect(diffPolicies(parsed(policy), parsed(left), { now: NOW })).toEqual({ changes: [], complete: true });
    expect(of(left)).toMatchObject({ unreachable: [], removable: [], cleanUp: [] });
  });

  test('leaves questions open when its steps end, and what it does say is what it says with more', () => {
    const policy = adversarial(60, 16);
    const whole = of(policy);
    expect(whole.complete).toBe(true);
    for (const steps of [0, 50, 500, 5_000]) {
      const part = analyze(parsed(policy), NOW, { ...LIMITS, steps });
      expect(part.complete).toBe(false);
      expect(part.notAnalysed.length).toBeGreaterThan(0);
      const open = new Set(
        part.notAnalysed.filter(({ question }) => question === 'unreachable').map(({ rule }) => rule),
      );
      const wanted = whole.unreachable.filter(({ rule }) => !open.has(rule)).map(({ rule, kind }) => [rule, kind]);
      expect(part.unreachable.map(({ rule, kind }) => [rule, kind])).toEqual(wanted);
      for (const rule of part.removable) expect(whole.removable).toContain(rule);
      for (const conflict of part.conflicts)
        expect(whole.conflicts.map(({ earlier, later }) => [earlier, later])).toContainEqual([
          conflict.earlier,
          conflict.later,
        ]);
    }
  });

  test('cuts the list of conflicts, and says so', () => {
    const policy = aclLike(200);
    const whole = of(policy).conflicts.length;
    const cut = analyze(parsed(policy), NOW, { ...LIMITS, conflicts: 5 });
    expect(whole).toBeGreaterThan(5);
    expect(cut.conflicts).toHaveLength(5);
    expect(cut.complete).toBe(false);
  });

  test('analyses 5,000 rules completely', () => {
    const found = of(proxyLike(5_000));
    expect(Analysis.safeParse(found).success).toBe(true);
    expect(found.complete).toBe(true);
    expect(found.unreachable.length).toBeGreaterThan(1_000);
  }, 60_000);

  test('answers a policy as long as there can be that has nothing in common, with "not analysed" where it is not sure', () => {
    const found = of(scattered(5_000));
    expect(found).toMatchObject({
      complete: false,
      defaultReachable: null,
      unreachable: [],
      removable: [],
      conflicts: [],
    });
    expect(found.notAnalysed.length).toBeGreaterThan(0);
    expect(of(scattered(500)).complete).toBe(true);
  }, 60_000);

  test('looks names up: 5,000 rules with names of their own are answered one by one', () => {
    const { notAnalysed } = of(namesLike(5_000));
    expect(notAnalysed.filter(({ question }) => question === 'unreachable' || question === 'removable')).toEqual([]);
  }, 60_000);

  test('forgets a rule from the moment on at which it expires', () => {
    const rules: FirewallRule[] = [
      { id: 'guest-week', action: 'allow', from: 'any', to: 'any', expires: '2026-12-01T00:00:00Z' },
      { id: 'late', action: 'deny', from: 'any', to: 'any' },
    ];
    const at = (time: string) => analyze(parsed({ rules }, Date.parse(time)), Date.parse(time));
    expect(at('2026-11-30T23:59:59Z').unreachable.map(({ rule }) => rule)).toEqual(['late']);
    expect(at('2026-12-01T00:00:00Z')).toMatchObject({ unmatchable: ['guest-week'], unreachable: [] });
  });
});

describe('diffPolicies', () => {
  test('names both rules, or the default, and shows a flow', () => {
    const before = parsed(CAMPUS);
    const rules = (CAMPUS.rules ?? []).map((rule) =>
      rule.id === 'staff-proxy' ? { ...rule, ports: [3128, 8080] } : rule,
    );
    expect(diffPolicies(before, parsed({ ...CAMPUS, rules }), { now: NOW })).toEqual({
      changes: [
        { change: 'denied', before: 'staff-proxy', after: null, witness: '10.20.0.0 → 10.4.0.0 tcp/8443' },
        { change: 'allowed', before: null, after: 'staff-proxy', witness: '10.20.0.0 → 10.4.0.0 tcp/8080' },
      ],
      complete: true,
    });
  });

  test('finds nothing between a policy and itself with its rules named anew', () => {
    const policy = proxyLike(300);
    const renamed = { ...policy, rules: (policy.rules ?? []).map((rule, k) => ({ ...rule, id: `n${k}` })) };
    expect(diffPolicies(parsed(policy), parsed(renamed), { now: NOW, limits: { ...LIMITS, steps: 0 } })).toEqual({
      changes: [],
      complete: true,
    });
  });

  test('says that it is not complete when its steps end', () => {
    const diff = diffPolicies(parsed(aclLike(100, 1)), parsed(aclLike(100, 2)), {
      now: NOW,
      limits: { ...LIMITS, steps: 20 },
    });
    expect(diff.complete).toBe(false);
  });
});

describe('policyFindings', () => {
  test('tells shadowed, mixed, redundant and removable rules, and rules whose order alone counts', () => {
    const rules: FirewallRule[] = [
      { id: 'a', action: 'allow', from: '10.0.0.0/8', to: '192.0.2.0/24', ports: '1-100' },
      { id: 'b', action: 'deny', from: '10.0.0.0/16', to: 'any', ports: '50-200' },
      { id: 'shadowed', action: 'deny', from: '10.9.0.0/16', to: '192.0.2.1', ports: 80 },
      { id: 'redundant', action: 'allow', from: '10.9.0.0/16', to: '192.0.2.1', ports: 80 },
      { id: 'everybody', action: 'allow', from: 'any', to: '198.51.100.1', ports: 443 },
    ];
    const told = policyFindings(parsed({ rules }), NOW).map(({ code, path, message }) => [code, path, message]);
    expect(told).toEqual([
      [
        'firewall.shadowed',
        '/rules/2',
        'The rule never decides: rule a comes first, as for 10.9.0.0 → 192.0.2.1 tcp/80',
      ],
      [
        'firewall.redundant',
        '/rules/3',
        'The rule never decides: rule a comes first, as for 10.9.0.0 → 192.0.2.1 tcp/80',
      ],
      [
        'firewall.order-dependent',
        '/rules/1',
        'The rule and rule a both match 10.0.0.0 → 192.0.2.0 tcp/50, and only their order decides',
      ],
      ['firewall.removable', '/rules/1', expect.any(String)],
      ['firewall.any-source', '/rules/4/from', expect.any(String)],
    ]);
  });

  test('knows everybody and everywhere however they are written, and leaves a half of the addresses alone', () => {
    const told = (from: FirewallRule['from'], to: FirewallRule['to']) =>
      policyFindings(parsed({ rules: [{ action: 'allow', from, to, ports: [3128, 8080] }] }), NOW).map(
        ({ code, path }) => `${code} ${path}`,
      );
    const source = 'firewall.any-source /rules/0/from';
    const anywhere = 'firewall.proxy-port-anywhere /rules/0/to';
    for (const all of ['any', '0.0.0.0/0', ['0.0.0.0/0', '::/0'], ['0.0.0.0/1', '128.0.0.0/1']]) {
      expect(told(all, '192.0.2.1')).toEqual([source]);
      expect(told('10.0.0.0/8', all)).toEqual([anywhere]);
    }
    expect(told('::/0', '2001:db8::1')).toEqual([source]);
    expect(told('0.0.0.0/1', '192.0.2.1')).toEqual([]);
    expect(told('10.0.0.0/8', ['128.0.0.0/1', '::/0'])).toEqual([]);
  });

  test('tells rules named by their index from rules whose id is that number', () => {
    const rules: FirewallRule[] = [
      { id: '1', action: 'allow', from: '10.0.0.0/8', to: '192.0.2.0/24', ports: 80 },
      { action: 'allow', from: '10.0.0.0/8', to: '198.51.100.0/24', ports: 80 },
      { action: 'deny', from: '10.0.0.1', to: '192.0.2.1', ports: 80 },
      { action: 'deny', from: '10.0.0.1', to: '198.51.100.1', ports: 80 },
    ];
    const told = policyFindings(parsed({ rules }), NOW).map(({ message }) => /rule (\S+) comes/.exec(message)?.[1]);
    expect(told).toEqual(['"1"', '1']);
  });

  test('says that a default is never reached, and that questions stayed open', () => {
    const all: Policy = {
      rules: [{ action: 'deny', from: 'any', to: 'any', protocol: ['tcp', 'udp'] }],
      default: 'allow',
    };
    expect(policyFindings(parsed(all), NOW).map(({ code }) => code)).toContain('firewall.default-unreachable');
  });
});

describe('exposureFindings', () => {
  const profile: Profile = {
    proxies: {
      squid: { scheme: 'http', host: '10.4.0.8', port: 3128 },
      tls: { scheme: 'https', host: 'proxy2.corp.example', port: 8443 },
    },
    default: 'squid',
  };

  test('tells a proxy that clients of no zone reach, and a port that nothing uses', () => {
    const opened: Policy = {
      ...CAMPUS,
      rules: [
        { id: 'open', action: 'allow', from: 'any', to: '10.4.0.8', ports: [3128, 9000] },
        ...(CAMPUS.rules ?? []),
      ],
    };
    expect(
      exposureFindings(profile, parsed(opened), { now: NOW }).map(({ code, path, message }) => [code, path, message]),
    ).toEqual([
      [
        'firewall.proxy-open',
        '/proxies/squid',
        '192.0.2.1 → 10.4.0.8 tcp/3128 is allowed by rule open, outside all zones',
      ],
      ['firewall.port-unused', '/proxies/squid', 'Rule open also opens 9000 there'],
      ['firewall.port-unused', '/proxies/squid', 'Rule staff-proxy also opens 8443 there'],
      ['firewall.port-unused', '/proxies/tls', 'Rule staff-proxy also opens 3128 there'],
    ]);
  });

  test('says nothing where only zones reach exactly what is used', () => {
    const tight: Policy = { ...CAMPUS, rules: [{ action: 'allow', from: 'staff', to: '10.4.0.8', ports: 3128 }] };
    expect(exposureFindings(profile, parsed(tight), { now: NOW })).toEqual([]);
  });
});
