/** Are single addresses and ports answered whatever the policy, exactly, and with examples that answer the same when asked? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FirewallRule, Policy } from '../../../schemas/firewall.ts';
import type { Reach } from '../../../schemas/firewall-questions.ts';
import { exposureFindings } from '../../../worker/core/firewall/questions/exposure.ts';
import { answerFlows } from '../../../worker/core/firewall/questions/flow.ts';
import { openingsFor } from '../../../worker/core/firewall/questions/openings.ts';
import { directGoal, isAnalysed, proxyGoal, reachOf } from '../../../worker/core/firewall/questions/reach.ts';
import { withOpenings } from './opened.ts';
import { addressPoints, oracleVerdict, oracleZone } from './oracle.ts';
import { parsed } from './parsed.ts';
import { CAMPUS, generatedPolicy } from './policies.ts';
import { unlike } from './unlike.ts';

const NOW = 0;
const HUGE = unlike(4_990);
const huge = parsed(HUGE);

function ask(policy: Policy, from: string, to: string, port: number, protocol: 'tcp' | 'udp' = 'tcp') {
  const { answers } = answerFlows(parsed(policy), [{ from, to, port, protocol }], { now: NOW });
  return answers?.[0] ?? expect.fail('the flow was refused');
}

describe('thousands of rules that have nothing in common', () => {
  test('are too much for a question about ranges, which says so with a reason', () => {
    const { answers } = answerFlows(huge, [{ from: 'z0', to: 'any', port: 80 }], { now: NOW });
    expect(answers?.[0]).toMatchObject({ verdict: 'unknown', reason: 'not analysed: too many steps' });
    const [direct] = reachOf(huge, [directGoal(huge, { ranges: [], names: [], ports: [] })], { now: NOW });
    expect(direct).toMatchObject({ verdict: 'unknown', rules: [], reason: 'not analysed: too many steps' });
    expect(isAnalysed(direct as Reach)).toBe(false);
  });

  test('are answered for single flows as the rules are read, with near misses', () => {
    const flows = Array.from({ length: 40 }, (_, at) => {
      const { from, to, ports } = HUGE.rules?.[at * 121] ?? expect.fail('no such rule');
      const [first = ''] = String(ports).split('-');
      return {
        from: String(from).split('/')[0] ?? '',
        to: String(to).split('/')[0] ?? '',
        port: Math.max(1, Number(first) - ((at >> 1) % 2)),
      };
    });
    const { answers } = answerFlows(huge, flows, { now: NOW });
    flows.forEach(({ from, to, port }, at) => {
      const wanted = oracleVerdict(HUGE, { src: from, dst: to, host: null, protocol: 'tcp', port });
      const rule = wanted.rule === -1 ? null : wanted.rule;
      expect(answers?.[at]).toMatchObject({ verdict: wanted.action, rule });
    });
    expect(new Set(answers?.map(({ verdict }) => verdict))).toEqual(new Set(['allow', 'deny']));
    expect(answers?.some(({ nearMisses }) => nearMisses.length > 0)).toBe(true);
  });

  test('are answered for zones and proxies, and openings let them through', () => {
    const goals = ['10.2.3.4', '10.2.3.5'].map((host, at) =>
      proxyGoal(huge, `p${at}`, { host, port: 80 + at * 8_000 }),
    );
    const reaches = reachOf(huge, goals, { now: NOW });
    expect(reaches.filter((reach) => reach.verdict === 'unknown')).toEqual([]);
    const wishes = [...huge.zones.keys()].flatMap((zone) => goals.map((goal) => ({ zone, goal })));
    const { openings, complete } = openingsFor(huge, wishes, { now: NOW });
    expect(complete).toBe(true);
    const opened = parsed(withOpenings(HUGE, openings));
    expect(new Set(reachOf(opened, goals, { now: NOW }).map(({ verdict }) => verdict))).toEqual(new Set(['all']));
  });
});

describe('answerFlows', () => {
  test('names no rule where several decide, or a rule and the default', () => {
    const halves: FirewallRule[] = [
      { id: 'a', action: 'allow', from: '10.0.0.0/9', to: 'any' },
      { id: 'b', action: 'allow', from: '10.128.0.0/9', to: 'any' },
    ];
    expect(ask({ rules: halves }, '10.0.0.0/8', '192.0.2.1', 80)).toMatchObject({ verdict: 'allow', rule: null });
    expect(ask({ rules: halves }, '10.0.0.0/9', '192.0.2.1', 80)).toMatchObject({ verdict: 'allow', rule: 'a' });
    const part: Policy = { rules: halves.slice(0, 1), default: 'allow' };
    expect(ask(part, '10.0.0.0/8', '192.0.2.1', 80)).toMatchObject({ verdict: 'allow', rule: null });
  });

  test('does not call another protocol near where the same port of it is denied', () => {
    const rules: FirewallRule[] = [
      { id: 'no-quic', action: 'deny', from: 'any', to: 'any', protocol: 'udp', ports: 443 },
      { id: 'udp', action: 'allow', from: 'any', to: 'any', protocol: 'udp' },
    ];
    expect(ask({ rules }, '10.0.0.1', '192.0.2.1', 443).nearMisses).toEqual([]);
    expect(ask({ rules }, '10.0.0.1', '192.0.2.1', 444).nearMisses).toEqual([
      { rule: 'udp', axis: 'protocol', allows: 'udp' },
    ]);
  });

  test('does not call another port near where only the other protocol would get through there', () => {
    const rules: FirewallRule[] = [
      { id: 'no-tcp', action: 'deny', from: 'any', to: 'any', ports: 3128 },
      { id: 'both', action: 'allow', from: 'any', to: 'any', protocol: ['tcp', 'udp'], ports: 3128 },
    ];
    expect(ask({ rules }, '10.0.0.1', '192.0.2.1', 80).nearMisses).toEqual([]);
  });
});

describe('reachOf', () => {
  const NAMED: Policy = {
    zones: { staff: { networks: ['10.1.0.0/16'] } },
    rules: [
      { id: 'no-ex', action: 'deny', from: 'any', to: '*.ex.test' },
      { id: 'rest', action: 'allow', from: 'any', to: 'any' },
    ],
  };

  test('shows the name in an example that only the name decides, and the address elsewhere', () => {
    const policy = parsed(NAMED);
    const denied = (host: string) =>
      reachOf(policy, [proxyGoal(policy, 'p', { host, port: 3128, addresses: ['192.0.2.9'] })], { now: NOW })[0];
    expect(denied('x.ex.test')).toMatchObject({
      verdict: 'none',
      rules: ['no-ex'],
      denied: '10.1.0.0 → x.ex.test (192.0.2.9) tcp/3128',
    });
    expect(denied('x.other.test')).toMatchObject({ verdict: 'all', allowed: '10.1.0.0 → 192.0.2.9 tcp/3128' });
    expect(ask(NAMED, '10.1.0.0', '192.0.2.9', 3128).verdict).toBe('allow');
    expect(ask(NAMED, '10.1.0.0', 'x.ex.test', 3128).verdict).toBe('deny');
  });

  test('agrees with the oracle on proxies with a name and addresses, rules and examples too', () => {
    const question = fc.record({
      policy: generatedPolicy,
      port: fc.constantFrom(443, 3128, 8080),
      host: fc.constantFrom('a.corp.example', 'c.corp.example', 'x.example.net'),
      addresses: fc.subarray(['10.4.0.8', '10.4.0.9', '2001:db8:4::8'], { minLength: 1 }),
    });
    fc.assert(
      fc.property(question, ({ policy, port, host, addresses }) => {
        const checked = parsed(policy);
        const points = [...new Set([...addressPoints([policy]), ...addresses])];
        const sameFamily = (a: string, b: string) => a.includes(':') === b.includes(':');
        const goal = proxyGoal(checked, 'p', { host, port, addresses });
        for (const reach of reachOf(checked, [goal], { now: NOW })) {
          const decided = points
            .filter((src) => oracleZone(policy, src) === reach.zone)
            .flatMap((src) => addresses.filter((dst) => sameFamily(src, dst)).map((dst) => ({ src, dst })))
            .map(({ src, dst }) => oracleVerdict(policy, { src, dst, host, protocol: 'tcp', port }));
          const actions = new Set(decided.map(({ action }) => action));
          const wanted =
            actions.size === 2 ? 'some' : actions.has('allow') ? 'all' : actions.has('deny') ? 'none' : 'empty';
          expect(reach.verdict).toBe(wanted);
          const rules = [...new Set(decided.map(({ rule }) => rule))].sort((a, b) =>
            a === -1 ? 1 : b === -1 ? -1 : a - b,
          );
          expect(reach.rules).toEqual(rules.map((rule) => (rule === -1 ? null : rule)));
          for (const [action, text] of [
            ['allow', reach.allowed],
            ['deny', reach.denied],
          ] as const) {
            expect(text === undefined).toBe(!actions.has(action));
            if (text === undefined) continue;
            const [, src = '', to = '', at] = /^(\S+) → (\S+)(?: \((\S+)\))? tcp/.exec(text) ?? [];
            const flow = { src, dst: at ?? to, host: at === undefined ? null : to, protocol: 'tcp' as const, port };
            expect(oracleVerdict(policy, flow).action).toBe(action);
          }
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('exposureFindings', () => {
  const profile = { proxies: { squid: { scheme: 'http' as const, host: '10.4.0.8', port: 3128 } }, default: 'squid' };

  test('advise what helps: sources for a rule, another default where no rule lets strangers in', () => {
    const fixes = (policy: Policy) => exposureFindings(profile, parsed(policy), { now: NOW }).map(({ fix }) => fix);
    const { zones = {} } = CAMPUS;
    expect(fixes({ zones, rules: [], default: 'allow' })).toEqual([expect.stringMatching(/^Deny by default/)]);
    expect(fixes({ zones, rules: [{ action: 'allow', from: 'any', to: '10.4.0.8', ports: 3128 }] })).toEqual([
      expect.stringMatching(/^Give the rule the zones/),
    ]);
  });

  test('tell a rule whose id is a number from a rule without one', () => {
    const to = { action: 'allow', from: 'any', to: '10.4.0.8' } as const;
    const told = (rules: FirewallRule[]) =>
      exposureFindings(profile, parsed({ zones: CAMPUS.zones ?? {}, rules }), { now: NOW })[0]?.message;
    const never: FirewallRule = { action: 'deny', from: '10.0.0.1', to: '10.0.0.1' };
    expect(told([never, { ...to, ports: 3128 }])).toMatch(/is allowed by rule 1, outside all zones$/);
    expect(told([{ ...to, id: '1', ports: 3128 }, never])).toMatch(/is allowed by rule "1", outside all zones$/);
  });
});
