/**
 * Do the exports that no program reads here say what the policy says? Each text is read by a small interpreter of its
 * dialect, and each flow that can tell rules apart ends in it as in the policy.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import { hostPlan, openingsPlan, policyPlan } from '../../../worker/core/firewall/exports/make-plan.ts';
import type { ExportPlan } from '../../../worker/core/firewall/exports/plan.ts';
import { exporterOf, renderExport } from '../../../worker/core/firewall/exports/table.ts';
import { openingsFor } from '../../../worker/core/firewall/questions/openings.ts';
import { proxyGoal } from '../../../worker/core/firewall/questions/reach.ts';
import { actionAt, addressPoints, type OracleFlow, oracleOf, oracleVerdict, oracleZone } from './oracle.ts';
import { parsed } from './parsed.ts';
import { generatedPolicy, HAND_WRITTEN } from './policies.ts';
import { readAsa, readIos } from './readers/cisco.ts';
import { readAcls, readGcp, readNsg } from './readers/clouds.ts';
import { readJunos } from './readers/junos.ts';
import { readNetsh } from './readers/netsh.ts';
import { readPanos } from './readers/panos.ts';
import { readPf } from './readers/pf.ts';
import { readPowershell } from './readers/powershell.ts';
import type { Decide } from './readers/reading.ts';

const NOW = 0;

const READERS: Readonly<Record<string, (text: string) => Decide>> = {
  pf: readPf,
  windows: readPowershell,
  netsh: readNetsh,
  'azure-nsg': readNsg,
  'gcp-firewall': readGcp,
  'cisco-ios': readIos,
  'cisco-asa': readAsa,
  junos: readJunos,
  panos: readPanos,
};

/** The text, or null where the policy has a denial that the target cannot say. */
function textOf(format: string, plan: ExportPlan): string | null {
  const { text, findings } = renderExport(exporterOf(format) ?? expect.fail(format), plan);
  const codes = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  if (text === null) expect(['export.name-denied', 'export.too-large']).toEqual(expect.arrayContaining(codes));
  return text;
}

/** No packet has the address ::, and PAN-OS takes it for an IPv4 one: another address that the policies do not tell from it. */
const onWire = (flow: OracleFlow): OracleFlow => {
  const address = (text: string) => (text === '::' ? '64:ff9b::1' : text);
  return { ...flow, src: address(flow.src), dst: address(flow.dst) };
};

const inWords = ({ src, dst, protocol, port }: OracleFlow, word: unknown) =>
  `${src} → ${dst} ${protocol}/${port} ${word}`;

function expectPolicy(decide: Decide, policy: Policy): void {
  const oracle = oracleOf(policy);
  const flows = oracle.flows.flatMap((flow, f) => (flow.host === null ? [[onWire(flow), f] as const] : []));
  const found = flows.map(([flow]) => inWords(flow, decide(flow) ?? 'deny'));
  const wanted = flows.map(([flow, f]) => inWords(flow, actionAt(oracle, oracle.decided[f] ?? -1)));
  expect(found).toEqual(wanted);
}

describe('renderExport', () => {
  for (const [format, read] of Object.entries(READERS)) {
    test(`${format}: decides each flow as a policy written for what is easily got wrong`, () => {
      for (const policy of Object.values(HAND_WRITTEN)) {
        const text = textOf(format, policyPlan(parsed(policy), NOW));
        if (text !== null) expectPolicy(read(text), policy);
      }
    });

    test(`${format}: decides each flow as a generated policy`, () => {
      let compared = 0;
      fc.assert(
        fc.property(generatedPolicy, (policy) => {
          const text = textOf(format, policyPlan(parsed(policy), NOW));
          if (text === null) return;
          compared++;
          expectPolicy(read(text), policy);
        }),
        { numRuns: 40 },
      );
      expect(compared).toBeGreaterThan(5);
    }, 60_000);

    test(`${format}: openings allow what they open, and say nothing of other flows`, () => {
      fc.assert(
        fc.property(generatedPolicy, (policy) => {
          const checked = parsed(policy);
          const goal = proxyGoal(checked, 'squid', { host: '10.4.0.8', port: 8888 });
          const wishes = [...checked.zones.keys()].map((zone) => ({ zone, goal }));
          const { openings } = openingsFor(checked, wishes, { now: NOW });
          const added: Policy = { ...policy, rules: openings.map(({ rule }) => rule), default: 'deny' };
          const decide = read(textOf(format, openingsPlan(checked, openings)) ?? expect.fail());
          for (const flow of oracleOf(added).flows.map(onWire)) {
            if (flow.host !== null) continue;
            const isOpened = oracleVerdict(added, flow).rule !== -1;
            expect(inWords(flow, decide(flow))).toBe(inWords(flow, isOpened ? 'allow' : null));
          }
        }),
        { numRuns: 15 },
      );
    }, 60_000);

    test(`${format}: to the machine of a proxy only clients of its zones come, and other ports stay as they are`, () => {
      const policy = HAND_WRITTEN['nested zones'] ?? {};
      const plan = hostPlan(parsed(policy), [{ name: 'squid', port: 3128, zones: ['hq', 'dmz'] }]);
      const decide = read(textOf(format, plan) ?? expect.fail());
      for (const point of addressPoints([policy])) {
        const src = point === '::' ? '64:ff9b::1' : point;
        const to = { src, dst: src.includes(':') ? '2001:db8::8' : '192.0.2.8', host: null };
        const isWanted = ['hq', 'dmz'].includes(oracleZone(policy, src) ?? '');
        const verdict = decide({ ...to, protocol: 'tcp', port: 3128 }) ?? 'deny';
        expect(inWords({ ...to, protocol: 'tcp', port: 3128 }, verdict)).toBe(
          inWords({ ...to, protocol: 'tcp', port: 3128 }, isWanted ? 'allow' : 'deny'),
        );
        expect(decide({ ...to, protocol: 'tcp', port: 3129 })).not.toBe('deny');
        expect(decide({ ...to, protocol: 'udp', port: 3128 })).not.toBe('deny');
      }
    });
  }
});

describe('aws-network-acl', () => {
  test('lets out of the subnets of each zone what all of its clients are allowed, and the answers in', () => {
    let compared = 0;
    fc.assert(
      fc.property(generatedPolicy, (policy) => {
        const text = textOf('aws-network-acl', policyPlan(parsed(policy), NOW));
        if (text === null) return;
        const oracle = oracleOf(policy);
        for (const { name, out, in: inward, size } of readAcls(text)) {
          const own = oracle.flows.flatMap((flow, f) =>
            flow.host === null && oracleZone(policy, flow.src) === name.slice('portolan-'.length)
              ? [[flow, actionAt(oracle, oracle.decided[f] ?? -1)] as const]
              : [],
          );
          const key = ({ dst, protocol, port }: OracleFlow) => `${dst} ${protocol} ${port}`;
          const denied = new Set(own.flatMap(([flow, action]) => (action === 'deny' ? [key(flow)] : [])));
          for (const [flow] of own) {
            const isAllowed = !denied.has(key(flow));
            expect(inWords(flow, out(flow) ?? 'deny')).toBe(inWords(flow, isAllowed ? 'allow' : 'deny'));
            if (!isAllowed) continue;
            const answer = { ...flow, src: flow.dst, dst: flow.src, port: 40_000 };
            expect(inWords(answer, inward(answer))).toBe(inWords(answer, 'allow'));
          }
          expect(size).toBeLessThanOrEqual(38);
          compared++;
        }
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(5);
  }, 60_000);

  test('admits to the subnet of a proxy the clients of its zones alone, and leaves other ports as they are', () => {
    const policy = HAND_WRITTEN['nested zones'] ?? {};
    const plan = hostPlan(parsed(policy), [{ name: 'squid', port: 3128, zones: ['hq'] }]);
    const [acl = expect.fail()] = readAcls(textOf('aws-network-acl', plan) ?? expect.fail());
    for (const src of addressPoints([policy])) {
      const to = { src, dst: src, host: null, protocol: 'tcp' as const };
      const wanted = oracleZone(policy, src) === 'hq' ? 'allow' : 'deny';
      expect(inWords({ ...to, port: 3128 }, acl.in({ ...to, port: 3128 }))).toBe(
        inWords({ ...to, port: 3128 }, wanted),
      );
      expect(acl.in({ ...to, port: 22 })).toBe('allow');
      expect(acl.out({ ...to, port: 40_000 })).toBe('allow');
    }
  });

  const towards = (count: number): Policy => ({
    zones: { staff: { networks: ['10.0.0.0/8'] } },
    rules: [
      {
        action: 'allow',
        from: 'staff',
        to: Array.from({ length: count }, (_, k) => `192.0.2.${2 * k}`),
        ports: 3128,
      },
    ],
  });

  test('warns beyond the usual 20 rules of one direction, and refuses more than 40, the default denials counted', () => {
    const found = (count: number) =>
      renderExport(exporterOf('aws-network-acl') ?? expect.fail(), policyPlan(parsed(towards(count)), NOW));
    const codes = (count: number) => found(count).findings.map(({ code }) => code);
    expect(codes(16)).toEqual(['export.stateless']);
    expect(codes(17)).toEqual(['export.stateless', 'export.quota']);
    expect(found(17).findings[1]).toMatchObject({ severity: 'warning', path: '/zones/staff', expected: 'at most 20' });
    expect(found(36).text).not.toBeNull();
    expect(codes(37)).toContain('export.too-large');
    expect(found(37).text).toBeNull();
  });
});

describe('names in exports', () => {
  test('stay apart where an id looks like the name of a rule without one, or is as long as it may be', () => {
    const long = 'x'.repeat(63);
    const policy: Policy = {
      zones: { [long]: { networks: ['10.0.0.0/8'] } },
      rules: [
        { id: 'rule-1', action: 'allow', from: '10.1.0.0/16', to: '192.0.2.8', ports: 80 },
        { action: 'deny', from: '10.0.0.0/8', to: '192.0.2.0/24', ports: 80 },
        { id: long, action: 'allow', from: '10.2.0.0/16', to: 'any', ports: 80 },
        { id: '0-', action: 'deny', from: '10.2.0.0/16', to: 'any' },
        { id: 'established', action: 'allow', from: '10.3.0.0/16', to: '192.0.2.8', ports: 81 },
        { id: 'default', action: 'allow', from: '10.4.0.0/16', to: '192.0.2.8', ports: 82 },
        { id: 'rest', action: 'deny', from: '10.5.0.0/16', to: '192.0.2.8', ports: 83 },
      ],
      default: 'allow',
    };
    for (const [format, read] of Object.entries(READERS)) {
      expectPolicy(read(textOf(format, policyPlan(parsed(policy), NOW)) ?? expect.fail(format)), policy);
      const host = hostPlan(parsed(policy), [{ name: long, port: 3128, zones: [long] }]);
      const flow = { src: '10.1.1.1', dst: '192.0.2.8', host: null, protocol: 'tcp' as const, port: 3128 };
      expect(read(textOf(format, host) ?? expect.fail(format))(flow)).toBe('allow');
    }
  });
});

describe('what a target takes', () => {
  const wide = (count: number): Policy => ({
    rules: [
      {
        action: 'allow',
        from: Array.from({ length: count }, (_, k) => `10.${k >> 7}.${2 * (k & 127)}.0/24`),
        to: ['192.0.2.8', '192.0.2.10'],
        ports: [3128, 8080],
      },
    ],
  });

  test('netsh: a list that is too long for a line of cmd becomes several rules', () => {
    const text = textOf('netsh', policyPlan(parsed(wide(1_000)), NOW)) ?? expect.fail();
    expect(text.match(/add rule/g)?.length).toBeGreaterThan(3);
    const decide = readNetsh(text);
    const flow = { dst: '192.0.2.10', host: null, protocol: 'tcp' as const, port: 8080 };
    expect(decide({ ...flow, src: '10.7.206.1' })).toBe('allow');
    expect(decide({ ...flow, src: '10.7.207.1' })).toBeNull();
  });

  test('gcp-firewall: a side with more than 5,000 ranges becomes several rules', () => {
    const text = textOf('gcp-firewall', policyPlan(parsed(wide(5_001)), NOW)) ?? expect.fail();
    const decide = readGcp(text);
    const flow = { dst: '192.0.2.8', host: null, protocol: 'tcp' as const, port: 3128 };
    expect(decide({ ...flow, src: '10.39.16.1' })).toBe('allow');
    expect(decide({ ...flow, src: '10.39.17.1' })).toBe('deny');
  });

  test('counts what is repeated: lists that multiply, and IPv6 without ::/96', () => {
    const networks = (octet: number, count: number) =>
      Array.from({ length: count }, (_, k) => `${octet}.${k >> 8}.${k & 255}.0/25`);
    const both: Policy = { rules: [{ action: 'allow', from: networks(10, 9_000), to: networks(11, 9_000) }] };
    const six: Policy = {
      rules: Array.from({ length: 600 }, (_, k) => ({ action: 'allow', from: '::/0', to: 'any', ports: 1 + k })),
    };
    const found = (format: string, policy: Policy) =>
      renderExport(exporterOf(format) ?? expect.fail(), policyPlan(parsed(policy), NOW)).findings.map(
        ({ code }) => code,
      );
    expect(found('netsh', both)).toContain('export.too-large');
    expect(found('panos', both)).not.toContain('export.too-large');
    expect(found('gcp-firewall', both)).not.toContain('export.too-large');
    expect(found('panos', six)).toContain('export.too-large');
    expect(found('netsh', six)).not.toContain('export.too-large');
  });

  test('cisco-ios: more entries with object groups than a list takes are refused', () => {
    const rules = Array.from({ length: 2_049 }, (_, k) => ({
      action: 'allow' as const,
      from: ['10.0.0.0/24', '10.0.2.0/24'],
      to: `192.0.${k >> 8}.${k & 255}`,
      ports: 80,
    }));
    const { text, findings } = renderExport(
      exporterOf('cisco-ios') ?? expect.fail(),
      policyPlan(parsed({ rules }), NOW),
    );
    expect(text).toBeNull();
    expect(findings.map(({ code }) => code)).toContain('export.too-large');
  });

  test('cisco-ios: more openings than there are places in front of an IPv6 list are refused', () => {
    const found = (count: number) => {
      const from = Array.from({ length: count }, (_, k) => `2001:db8:${2 * k + 1}::/48`);
      const rule = { action: 'allow' as const, from, to: '2001:db8::8', ports: 3128 };
      const plan = openingsPlan(parsed({}), [{ rule, before: null }]);
      return renderExport(exporterOf('cisco-ios') ?? expect.fail(), plan).text;
    };
    expect(found(9)).toContain(' sequence 9 permit tcp ');
    expect(found(10)).toBeNull();
  });

  test('panos: ports that do not fit one service become several', () => {
    const ports = Array.from({ length: 600 }, (_, k) => 10_001 + 2 * k);
    const policy: Policy = { rules: [{ action: 'allow', from: 'any', to: '192.0.2.8', ports }] };
    const decide = readPanos(textOf('panos', policyPlan(parsed(policy), NOW)) ?? expect.fail());
    const flow = { src: '10.0.0.1', dst: '192.0.2.8', host: null, protocol: 'tcp' as const };
    expect([10_001, 11_199, 11_200].map((port) => decide({ ...flow, port }))).toEqual(['allow', 'allow', 'deny']);
  });
});
