/** Do the openings give exactly what is needed: all of it, and nothing else? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { holdsIn, needsOf } from '../../../worker/core/firewall/questions/needs.ts';
import { openingsFor, type Wish } from '../../../worker/core/firewall/questions/openings.ts';
import { proxyGoal, reachOf } from '../../../worker/core/firewall/questions/reach.ts';
import { withOpenings } from './opened.ts';
import { actionAt, type OracleFlow, oracleOf, oracleZone } from './oracle.ts';
import { parsed } from './parsed.ts';
import { CAMPUS, generatedPolicy } from './policies.ts';

const NOW = 0;

function wishes(policy: Policy, proxy: { host: string; port: number; addresses?: string[] }, zones: string[]): Wish[] {
  return zones.map((zone) => ({ zone, goal: proxyGoal(parsed(policy), 'p', proxy) }));
}

describe('openingsFor', () => {
  test('puts a rule in front of the first one that denies', () => {
    const policy: Policy = {
      ...CAMPUS,
      rules: [...(CAMPUS.rules ?? []), { id: 'no-alt', action: 'deny', from: 'any', to: 'any', ports: '8000-9000' }],
    };
    const goal = proxyGoal(parsed(policy), 'squid', { host: '10.4.0.8', port: 8080 });
    expect(openingsFor(parsed(policy), [{ zone: 'guests', goal }], { now: NOW })).toEqual({
      openings: [
        {
          rule: {
            id: 'open-guests-squid',
            action: 'allow',
            from: 'guests',
            to: '10.4.0.8',
            protocol: 'tcp',
            ports: 8080,
            note: 'guests needs squid',
          },
          before: 'no-alt',
        },
      ],
      complete: true,
    });
  });

  test('puts it at the end where only the default denies, and gives none where all is allowed', () => {
    const [opening] = openingsFor(parsed(CAMPUS), wishes(CAMPUS, { host: '10.4.0.8', port: 3128 }, ['guests']), {
      now: NOW,
    }).openings;
    expect(opening?.before).toBeNull();
    expect(
      openingsFor(parsed(CAMPUS), wishes(CAMPUS, { host: '10.4.0.8', port: 3128 }, ['staff']), { now: NOW }).openings,
    ).toEqual([]);
  });

  test('opens a name without addresses by its name, once for both families', () => {
    const { openings } = openingsFor(
      parsed(CAMPUS),
      wishes(CAMPUS, { host: 'proxy9.example.net', port: 9000 }, ['staff']),
      { now: NOW },
    );
    expect(openings.map(({ rule }) => [rule.from, rule.to])).toEqual([['staff', 'proxy9.example.net']]);
  });

  test('opens only the part of a zone that is denied', () => {
    const policy: Policy = {
      zones: { staff: { networks: ['10.20.0.0/16'] } },
      rules: [{ id: 'half', action: 'allow', from: '10.20.0.0/17', to: '10.4.0.8', ports: 3128 }],
    };
    const { openings } = openingsFor(parsed(policy), wishes(policy, { host: '10.4.0.8', port: 3128 }, ['staff']), {
      now: NOW,
    });
    expect(openings.map(({ rule }) => rule.from)).toEqual(['10.20.128.0/17']);
  });

  test('opens all that is needed and changes nothing else, for generated policies', () => {
    const input = fc.record({
      policy: generatedPolicy,
      port: fc.constantFrom(443, 3128, 8080),
      proxy: fc.constantFrom<{ host: string; addresses?: string[] }>(
        { host: '10.4.0.8' },
        { host: '2001:db8:4::8' },
        { host: 'x.example.net' },
        { host: 'a.corp.example' },
        { host: 'x.example.net', addresses: ['10.4.0.9', '2001:db8:4::9'] },
      ),
    });
    fc.assert(
      fc.property(input, ({ policy, port, proxy }) => {
        const zones = Object.keys(policy.zones ?? {});
        const asked = wishes(policy, { ...proxy, port }, zones);
        const { openings, complete } = openingsFor(parsed(policy), asked, { now: NOW });
        const opened = withOpenings(policy, openings);
        expect(complete).toBe(true);
        const checked = parsed(opened);
        for (const { verdict } of reachOf(checked, [proxyGoal(checked, 'p', { ...proxy, port })], { now: NOW })) {
          expect(['all', 'empty']).toContain(verdict);
        }
        const both = [policy, opened];
        const [before, after] = [oracleOf(policy, both), oracleOf(opened, both)];
        before.flows.forEach((flow, f) => {
          const [old, young] = [actionAt(before, before.decided[f] ?? -1), actionAt(after, after.decided[f] ?? -1)];
          if (old !== young) expect(isNeeded(policy, flow, { ...proxy, port })).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('needsOf', () => {
  const profile: Profile = {
    proxies: {
      squid: { scheme: 'http', host: 'a.example', port: 3128 },
      tls: { scheme: 'https', host: 'b.example', port: 8443 },
      spare: { scheme: 'http', host: 'c.example', port: 3128 },
    },
    routes: { office: ['squid', 'tls'] },
    rules: [
      { when: { zone: 'guests' }, use: 'tls' },
      { when: { domain: 'old.example' }, use: 'spare', disabled: true },
      { when: { not: { zone: ['staff', 'guests'] } }, use: 'block' },
    ],
    default: 'office',
  };

  test('lists for each zone the proxies that its clients can be sent to', () => {
    expect(needsOf(profile, ['staff', 'guests', 'lab'])).toEqual([
      { zone: 'staff', proxy: 'squid' },
      { zone: 'staff', proxy: 'tls' },
      { zone: 'guests', proxy: 'tls' },
    ]);
  });

  test('is sure of a condition only where the zone decides it', () => {
    expect(holdsIn({ zone: 'staff', domain: 'a.example' }, 'staff')).toBe('maybe');
    expect(holdsIn({ zone: 'staff', domain: 'a.example' }, 'guests')).toBe('no');
    expect(holdsIn({ any: [{ zone: 'staff' }, { plain: true }] }, 'staff')).toBe('yes');
    expect(holdsIn({ all: [{ zone: 'staff' }, { not: { zone: 'lab' } }] }, 'staff')).toBe('yes');
    expect(holdsIn({ not: { plain: true } }, 'staff')).toBe('maybe');
    expect(holdsIn({ not: { zone: 'staff' } }, null)).toBe('yes');
  });
});

function isNeeded(
  policy: Policy,
  flow: OracleFlow,
  proxy: { host: string; port: number; addresses?: string[] },
): boolean {
  const isThere = flow.host === proxy.host || [proxy.host, ...(proxy.addresses ?? [])].includes(flow.dst);
  return isThere && oracleZone(policy, flow.src) !== null && flow.protocol === 'tcp' && flow.port === proxy.port;
}
