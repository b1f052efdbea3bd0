/** What does a policy answer about single flows, zones and proxies? By hand, and against the oracle. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import type { Flow, FlowAnswer, Reach } from '../../../schemas/firewall-questions.ts';
import { answerFlows } from '../../../worker/core/firewall/questions/flow.ts';
import { directGoal, type Goal, proxyGoal, reachOf } from '../../../worker/core/firewall/questions/reach.ts';
import { addressPoints, oracleVerdict, oracleZone } from './oracle.ts';
import { parsed } from './parsed.ts';
import { CAMPUS, generatedPolicy } from './policies.ts';

const NOW = 0;

function ask(policy: Policy, flow: Flow): FlowAnswer {
  const { answers } = answerFlows(parsed(policy), [flow], { now: NOW });
  return answers?.[0] ?? expect.fail('the flow was refused');
}

function reach(policy: Policy, goal: (policy: ReturnType<typeof parsed>) => Goal, zone: string): Reach {
  const checked = parsed(policy);
  const found = reachOf(checked, [goal(checked)], { now: NOW }).find((one) => one.zone === zone);
  return found ?? expect.fail(`no answer for ${zone}`);
}

describe('answerFlows', () => {
  test('names the deciding rule', () => {
    expect(ask(CAMPUS, { from: '10.20.1.1', to: '10.4.0.8', port: 3128 })).toEqual({
      verdict: 'allow',
      rule: 'staff-proxy',
      nearMisses: [],
    });
    expect(ask(CAMPUS, { from: '10.20.1.1', to: '192.0.2.10', port: 443 })).toMatchObject({
      verdict: 'deny',
      rule: 'no-direct',
    });
    expect(ask(CAMPUS, { from: '10.20.1.1', to: '192.0.2.10', port: 8000 })).toMatchObject({
      verdict: 'deny',
      rule: null,
    });
  });

  test('tells which rule would allow another port, protocol, destination or source', () => {
    const misses = (flow: Flow) => ask(CAMPUS, flow).nearMisses;
    expect(misses({ from: '10.20.1.1', to: '10.4.0.8', port: 8080 })).toContainEqual({
      rule: 'staff-proxy',
      axis: 'port',
      allows: '3128, 8443',
    });
    expect(misses({ from: '10.20.1.1', to: '10.4.0.8', protocol: 'udp', port: 3128 })).toContainEqual({
      rule: 'staff-proxy',
      axis: 'protocol',
      allows: 'tcp',
    });
    expect(misses({ from: '10.20.1.1', to: '10.5.0.8', port: 3128 })).toContainEqual({
      rule: 'staff-proxy',
      axis: 'to',
      allows: 'proxies',
    });
    expect(misses({ from: '10.99.1.1', to: '10.4.0.8', port: 3128 })).toContainEqual({
      rule: 'staff-proxy',
      axis: 'from',
      allows: 'staff',
    });
  });

  test('does not call a rule near that an earlier rule would keep from helping', () => {
    const policy: Policy = {
      rules: [
        { id: 'no-web', action: 'deny', from: 'any', to: 'any', ports: '1-1023' },
        { id: 'web', action: 'allow', from: 'any', to: '192.0.2.1', ports: 80 },
      ],
    };
    expect(ask(policy, { from: '10.0.0.1', to: '192.0.2.1', port: 3128 }).nearMisses).toEqual([]);
  });

  test('knows a name that a rule names, and is unsure of one that may be at an allowed address', () => {
    expect(ask(CAMPUS, { from: 'staff', to: 'proxy2.corp.example', port: 8443 })).toMatchObject({
      verdict: 'allow',
      rule: 'staff-proxy',
    });
    const unsure = ask(CAMPUS, { from: '10.20.1.1', to: 'www.example.net', port: 443 });
    expect(unsure).toMatchObject({ verdict: 'unknown', rule: null });
    expect(unsure.reason).toBe(
      '10.20.1.1 → www.example.net (if it is 10.0.0.0) tcp/443 is allowed by rule "inside"; 10.20.1.1 → www.example.net (if it is 192.0.2.1) tcp/443 is denied by rule "no-direct"',
    );
    expect(ask(CAMPUS, { from: '10.20.1.1', to: 'www.example.net', port: 22 })).toMatchObject({ verdict: 'deny' });
  });

  test('answers for a whole zone only when all of it is decided alike', () => {
    expect(ask(CAMPUS, { from: 'any', to: '10.4.0.8', port: 3128 })).toMatchObject({ verdict: 'unknown' });
    expect(ask(CAMPUS, { from: 'guests', to: '10.4.0.8', port: 3128 })).toMatchObject({ verdict: 'deny' });
  });

  test('says that there is no flow between families', () => {
    expect(ask(CAMPUS, { from: '10.0.0.1', to: '2001:db8::1', port: 80 })).toEqual({
      verdict: 'unknown',
      rule: null,
      nearMisses: [],
      reason: 'no such flow: its two sides have no address family in common',
    });
  });

  test('refuses what it cannot read, at the place in the list', () => {
    const { answers, findings } = answerFlows(
      parsed(CAMPUS),
      [
        { from: '10.0.0.1/8', to: 'nowhere', port: 80 },
        { from: 'a.example', to: 'any', port: 80 },
      ],
      { now: NOW },
    );
    expect(answers).toBeNull();
    expect(findings.map(({ code, path }) => [code, path])).toEqual([
      ['cidr.host-bits', '/0/from'],
      ['firewall.unknown-peer', '/0/to'],
      ['firewall.name-in-from', '/1/from'],
    ]);
  });

  test('agrees with the oracle on single flows and on names without addresses', () => {
    const flowPart = fc.record({
      policy: generatedPolicy,
      pick: fc.nat(),
      protocol: fc.constantFrom('tcp' as const, 'udp' as const),
      port: fc.constantFrom(1, 443, 444, 3128, 8080, 65_535),
      host: fc.constantFrom(null, 'a.corp.example', 'c.corp.example', 'b.example', 'x.example.net'),
    });
    fc.assert(
      fc.property(flowPart, ({ policy, pick, protocol, port, host }) => {
        const points = addressPoints([policy]);
        const src = points[pick % points.length] ?? '0.0.0.0';
        const sameFamily = points.filter((point) => point.includes(':') === src.includes(':'));
        const dst = sameFamily[Math.floor(pick / points.length) % sameFamily.length] ?? src;
        const verdicts = (host === null ? [dst] : sameFamily).map((at) =>
          oracleVerdict(policy, { src, dst: at, host, protocol, port }),
        );
        const actions = new Set(verdicts.map(({ action }) => action));
        const answer = ask(policy, { from: src, to: host ?? dst, protocol, port });
        expect(answer.verdict).toBe(actions.size > 1 ? 'unknown' : verdicts[0]?.action);
        if (host === null) expect(answer.rule).toBe(verdicts[0]?.rule === -1 ? null : verdicts[0]?.rule);
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('reachOf', () => {
  const squid = { host: 'proxy.corp.example', port: 3128, addresses: ['10.4.0.8'] };

  test('tells whether all clients of a zone reach a proxy, by which rules, with an example', () => {
    expect(reach(CAMPUS, (policy) => proxyGoal(policy, 'squid', squid), 'staff')).toEqual({
      zone: 'staff',
      proxy: 'squid',
      verdict: 'all',
      rules: ['staff-proxy'],
      nearMisses: [],
      allowed: '10.20.0.0 → 10.4.0.8 tcp/3128',
    });
    expect(reach(CAMPUS, (policy) => proxyGoal(policy, 'squid', squid), 'guests')).toMatchObject({
      verdict: 'none',
      rules: [null],
      nearMisses: [
        { rule: 'inside', axis: 'port', allows: '80, 443' },
        { rule: 'staff-proxy', axis: 'from', allows: 'staff' },
      ],
      denied: '10.99.0.0 → 10.4.0.8 tcp/3128',
    });
  });

  test('is sure of a proxy that a rule names, and unsure of one that no rule names', () => {
    const at = (host: string, port: number) =>
      reach(CAMPUS, (policy) => proxyGoal(policy, 'p', { host, port }), 'staff').verdict;
    expect(at('proxy2.corp.example', 8443)).toBe('all');
    expect(at('proxy9.example.net', 8443)).toBe('unknown');
    expect(at('proxy9.example.net', 9000)).toBe('none');
  });

  test('is empty where no client has the family of the proxy', () => {
    expect(
      reach(CAMPUS, (policy) => proxyGoal(policy, 'six', { host: '2001:db8::1', port: 3128 }), 'guests').verdict,
    ).toBe('empty');
  });

  test('leaves nested zones out of the zone around them', () => {
    const policy: Policy = {
      zones: { hq: { networks: ['10.0.0.0/8'] }, servers: { networks: ['10.1.0.0/16'] } },
      rules: [
        { action: 'deny', from: 'servers', to: 'any' },
        { action: 'allow', from: 'any', to: 'any' },
      ],
    };
    const verdict = (zone: string) =>
      reach(policy, (one) => proxyGoal(one, 'p', { host: '192.0.2.1', port: 80 }), zone).verdict;
    expect([verdict('hq'), verdict('servers')]).toEqual(['all', 'none']);
  });

  test('says some where every address of an unknown name is open to half of the zone', () => {
    const policy: Policy = {
      zones: { staff: { networks: ['10.20.0.0/16'] } },
      rules: [{ id: 'half', action: 'allow', from: '10.20.0.0/17', to: 'proxy.example', ports: 3128 }],
    };
    const found = reach(policy, (one) => proxyGoal(one, 'p', { host: 'proxy.example', port: 3128 }), 'staff');
    expect(found).toMatchObject({
      verdict: 'some',
      rules: ['half', null],
      denied: '10.20.128.0 → proxy.example tcp/3128',
    });
  });

  test('judges direct by the ranges or names of a rule, else anywhere, on 80 and 443 unless told', () => {
    const direct = (use: Partial<Parameters<typeof directGoal>[1]>, zone: string) =>
      reach(CAMPUS, (policy) => directGoal(policy, { ranges: [], names: [], ports: [], ...use }), zone).verdict;
    const range = { family: 4, first: 0x0a00_0000n, last: 0x0aff_ffffn } as const;
    expect(direct({ ranges: [range] }, 'guests')).toBe('all');
    expect(direct({ ranges: [range], ports: [[22, 22]] }, 'guests')).toBe('none');
    expect(direct({ names: [{ name: 'corp.example', match: 'below' }] }, 'guests')).toBe('all');
    expect(direct({ names: [{ name: 'corp.example', match: 'suffix' }] }, 'guests')).toBe('unknown');
    expect(direct({ names: [{ name: 'partner.example', match: 'suffix' }] }, 'guests')).toBe('unknown');
    expect(direct({}, 'guests')).toBe('some');
    expect(direct({ ports: [[25, 25]] }, 'guests')).toBe('none');
  });

  test('agrees with the oracle on every zone and proxy', () => {
    const question = fc.record({
      policy: generatedPolicy,
      port: fc.constantFrom(443, 3128, 8080),
      host: fc.constantFrom(
        '10.4.0.8',
        '10.4.0.9',
        '2001:db8:4::8',
        'a.corp.example',
        'c.corp.example',
        'x.example.net',
      ),
    });
    fc.assert(
      fc.property(question, ({ policy, port, host }) => {
        const checked = parsed(policy);
        for (const { zone, verdict } of reachOf(checked, [proxyGoal(checked, 'p', { host, port })], { now: NOW })) {
          expect(verdict).toBe(oracleReach(policy, zone, { host, port }));
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

/** All, some, none, unknown or empty, from single flows. */
function oracleReach(policy: Policy, zone: string, { host, port }: { host: string; port: number }): string {
  const points = [
    ...new Set([...addressPoints([policy]), ...(/[a-z]/.test(host) && !host.includes(':') ? [] : [host])]),
  ];
  const isName = !/^[0-9a-f:.]+$/.test(host);
  const clients = points.filter((point) => oracleZone(policy, point) === zone);
  const places = isName ? points : [host];
  const byPlace = places.flatMap((dst) => {
    const actions = clients
      .filter((src) => src.includes(':') === dst.includes(':'))
      .map((src) => oracleVerdict(policy, { src, dst, host: isName ? host : null, protocol: 'tcp', port }).action);
    const seen = new Set(actions);
    return seen.size === 0 ? [] : [seen.size === 2 ? 'some' : seen.has('allow') ? 'all' : 'none'];
  });
  if (byPlace.length === 0) return 'empty';
  return new Set(byPlace).size === 1 ? (byPlace[0] ?? '') : 'unknown';
}
