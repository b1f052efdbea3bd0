import { expect, test } from 'vitest';
import { Policy } from '../../../schemas/firewall.ts';
import { Profile } from '../../../schemas/profile.ts';
import { checkPolicy } from '../../../worker/core/firewall/check.ts';
import type { FirewallPolicy } from '../../../worker/core/firewall/policy.ts';
import { firewallCheck } from '../../../worker/core/ports/firewall-check.ts';
import { validateEndpoints } from '../../../worker/core/ports/validate.ts';
import { checkProfile } from '../../../worker/core/profile/check.ts';

const NOW = Date.UTC(2026, 10, 24);

function policyOf(written: unknown): FirewallPolicy {
  const { policy, findings } = checkPolicy(Policy.parse(written), NOW);
  if (policy === null) throw new Error(JSON.stringify(findings));
  return policy;
}

const campus = policyOf({
  zones: {
    staff: { networks: ['10.20.0.0/16'] },
    guests: { networks: ['10.99.0.0/16'] },
    six: { networks: ['fd00::/48'] },
  },
  names: { 'proxy.corp.example': ['10.4.0.8'] },
  rules: [
    { id: 'staff-proxy', action: 'allow', from: 'staff', to: '10.4.0.8', ports: 3128 },
    { id: 'half', action: 'allow', from: '10.99.0.0/17', to: '10.4.0.9', ports: 3128 },
    { id: 'by-udp', action: 'allow', from: 'guests', to: '10.4.0.8', protocol: 'udp', ports: 3128 },
  ],
});

const told = (policy: FirewallPolicy, endpoint: object, zone?: string) => {
  const endpoints = [{ scheme: 'http', host: 'proxy.corp.example', port: 3128, ...endpoint }];
  const [result] = validateEndpoints(endpoints, {
    firewall: firewallCheck(endpoints, { policy, zone, now: NOW }),
  }).results;
  return (result?.findings ?? [])
    .filter(({ code }) => code === 'proxy.firewall')
    .map(({ severity, found, message, fix }) => [severity, found, message, fix]);
};
const CHANGE = 'Change the port, or the rule.';

test('firewallCheck tells each zone’s verdict, with the deciding rule, an example and what nearly fits', () => {
  expect(told(campus, {})).toEqual([
    [
      'warning',
      'none',
      expect.stringMatching(
        /^No client of the zone guests can reach it \(the default\); denied: 10\.99\.0\.0 → 10\.4\.0\.8 tcp\/3128$/,
      ),
      'Rule by-udp nearly fits: it allows udp, and proxies are reached over tcp.',
    ],
    ['warning', 'empty', expect.stringContaining('no client of the zone six'), CHANGE],
    ['info', 'all', 'All clients of the zone staff can reach it', CHANGE],
  ]);
});

test('firewallCheck names a rule for another port, another address and other clients', () => {
  expect(told(campus, { port: 8080 }, 'staff')).toMatchObject([
    ['warning', 'none', expect.any(String), 'Rule staff-proxy nearly fits: it allows 3128, and this says 8080.'],
  ]);
  expect(told(campus, { host: '10.4.0.7' }, 'staff')).toMatchObject([
    ['warning', 'none', expect.any(String), 'Rule staff-proxy nearly fits: it allows 10.4.0.8, and not this address.'],
  ]);
});

test('firewallCheck says that only some clients reach it, or that it cannot be told', () => {
  const half = 'Rule half nearly fits: it allows clients of 10.99.0.0/17.';
  const [only, cannot] = [expect.stringContaining('Only some'), expect.stringContaining('cannot be told')];
  expect(told(campus, { host: '10.4.0.9' }, 'guests')).toEqual([['info', 'some', only, half]]);
  const elsewhere = { host: 'elsewhere.example' };
  expect(told(campus, elsewhere, 'staff')).toEqual([['info', 'unknown', cannot, expect.any(String)]]);
  expect(told(campus, { ...elsewhere, addresses: ['10.4.0.8'] }, 'staff').map(([, found]) => found)).toEqual(['all']);
});

test('firewallCheck says nothing of endpoints that cannot be read, and of policies without zones', () => {
  expect(told(campus, { host: '0x7f000001' })).toEqual([]);
  expect(told(policyOf({ rules: [] }), {})).toEqual([]);
});

test('firewallCheck tells at most twenty zones of an endpoint', () => {
  const zones = Object.fromEntries(Array.from({ length: 64 }, (_, n) => [`z${n}`, { networks: [`10.${n}.0.0/16`] }]));
  expect(told(policyOf({ zones }), { host: '192.0.2.1' })).toHaveLength(20);
});

test('checkProfile tells the zones that do not reach a proxy which another zone reaches, and what nearly fits', () => {
  const profile = Profile.parse({
    proxies: {
      squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128 },
      nobody: { scheme: 'http', host: '10.4.0.8', port: 8080 },
    },
    routes: { both: ['squid', 'nobody'] },
    default: 'both',
    firewall: 'campus',
  });
  const { findings } = checkProfile(profile, { policy: campus, now: NOW });
  const about = (code: string) =>
    findings.filter((one) => one.code === code).map(({ severity, path, found, fix }) => [severity, path, found, fix]);
  expect(about('proxy.firewall')).toEqual([
    ['info', '/proxies/squid', 'none', 'Rule by-udp nearly fits: it allows udp, and proxies are reached over tcp.'],
    ['info', '/proxies/squid', 'empty', CHANGE],
  ]);
  expect(about('firewall.proxy-unreachable').map(([, path]) => path)).toEqual(['/proxies/nobody']);
});
