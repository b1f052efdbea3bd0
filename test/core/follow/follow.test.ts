/** What does a policy leave of routes, and what is said about the rest? */
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import type { Profile, Rule } from '../../../schemas/profile.ts';
import { zoneComments } from '../../../worker/core/follow/comments.ts';
import { resultString } from '../../../worker/core/rules/result.ts';
import { followed } from './following.ts';

/** Staff may reach squid and, inside, everything; guests nothing but the web of one host. */
const POLICY: Policy = {
  zones: {
    staff: { networks: ['10.20.0.0/16'] },
    guests: { networks: ['10.99.0.0/16'] },
    six: { networks: ['2001:db8:6::/48'] },
  },
  names: { 'proxy.corp.example': ['10.4.0.8'] },
  rules: [
    { id: 'squid', action: 'allow', from: 'staff', to: 'proxy.corp.example', ports: 3128 },
    { id: 'inside', action: 'allow', from: 'staff', to: '10.0.0.0/8', ports: [80, 443] },
    { id: 'portal', action: 'allow', from: 'guests', to: 'portal.corp.example', ports: 443 },
    { id: 'no-direct', action: 'deny', from: 'any', to: 'any', ports: '1-1023' },
  ],
};

const PROFILE: Profile = {
  proxies: {
    squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128 },
    lost: { scheme: 'https', host: 'lost.corp.example', port: 8443 },
    own: { scheme: 'socks5', host: 'portal.corp.example', port: 1080 },
  },
  routes: { office: ['lost', 'squid'], open: ['squid', 'direct'] },
  default: 'office',
};

/** The result string in a zone of one rule, or of the default. */
function pac(zone: string | null, use: string, more: Partial<Profile> = {}, when?: Rule['when']): string {
  const rules = when === undefined ? [] : [{ when, use }];
  const { ruleset } = followed({ ...PROFILE, ...(when === undefined ? { default: use } : { rules }), ...more }, POLICY);
  return resultString(ruleset.leadsTo(zone, ruleset.rules[0] ?? null), 'generic');
}

describe('follow', () => {
  test('leaves routes as they are for clients of no zone', () => {
    expect(pac(null, 'office')).toBe('HTTPS lost.corp.example:8443; PROXY proxy.corp.example:3128');
    expect(pac(null, 'direct')).toBe('DIRECT');
  });

  test('takes out proxies that nobody in the zone reaches; a route of a proxy alone becomes block', () => {
    expect(pac('staff', 'office')).toBe('PROXY proxy.corp.example:3128');
    expect(pac('staff', 'lost')).toBe('PROXY 127.0.0.1:9');
    expect(pac('guests', 'office')).toBe('PROXY 127.0.0.1:9');
  });

  test('takes out a proxy whose family no client of the zone has', () => {
    expect(pac('six', 'squid')).toBe('PROXY 127.0.0.1:9');
  });

  test('takes out direct where the firewall blocks the web, and keeps the proxies beside it', () => {
    expect(pac('staff', 'open')).toBe('PROXY proxy.corp.example:3128; DIRECT');
    expect(pac('staff', 'open', {}, { cidr: '192.0.2.0/24' })).toBe('PROXY proxy.corp.example:3128');
    expect(pac('guests', 'direct', {}, { domain: 'other.example' })).toBe('PROXY 127.0.0.1:9');
  });

  test('judges direct by where the rule goes: ranges, names, ports', () => {
    expect(pac('staff', 'direct', {}, { cidr: '10.1.0.0/16' })).toBe('DIRECT');
    expect(pac('staff', 'direct', {}, { cidr: '10.1.0.0/16', port: 8080 })).toBe('PROXY 127.0.0.1:9');
    expect(pac('guests', 'direct', {}, { domain: 'corp.example' })).toBe('DIRECT');
    expect(pac('guests', 'direct', {}, { host: 'portal.corp.example' })).toBe('DIRECT');
    expect(pac('guests', 'direct', {}, { host: 'portal.corp.example', port: 80 })).toBe('PROXY 127.0.0.1:9');
    expect(pac('staff', 'direct', {}, { domain: 'anywhere.example' })).toBe('DIRECT');
  });

  test('keeps direct as long as one of the alternatives of a rule gets through', () => {
    const [open, shut] = [{ cidr: '10.1.0.0/16' }, { cidr: '10.1.0.0/16', port: 8080 }];
    expect(pac('staff', 'direct', {}, { any: [shut, open] })).toBe('DIRECT');
    expect(pac('staff', 'direct', {}, { any: [open, shut] })).toBe('DIRECT');
    expect(pac('staff', 'direct', {}, { any: [shut, { cidr: '192.0.2.0/24' }] })).toBe('PROXY 127.0.0.1:9');
  });

  test('judges a name by the rule that names it, among thousands that no rule does', () => {
    const many = Array.from({ length: 3_000 }, (_, at) => `h${at}.example`);
    expect(pac('guests', 'direct', {}, { host: many })).toBe('PROXY 127.0.0.1:9');
    expect(pac('guests', 'direct', {}, { host: [...many, 'portal.corp.example'] })).toBe('DIRECT');
    expect(pac('guests', 'direct', {}, { domain: [...many, 'corp.example'] })).toBe('DIRECT');
  });

  test('says direct for a route left with nothing when the profile wants that', () => {
    expect(pac('guests', 'office', { delivery: { emptied: 'direct' } })).toBe('DIRECT');
    expect(pac('guests', 'block', { delivery: { emptied: 'direct' } })).toBe('PROXY 127.0.0.1:9');
  });

  test('keeps proxies of which nobody knows whether they are reached, unless the profile drops them', () => {
    const half: Policy = {
      zones: { staff: { networks: ['10.20.0.0/16'] } },
      rules: [{ action: 'allow', from: 'any', to: '10.0.0.0/8' }],
    };
    const left = (unknown?: 'keep' | 'drop') => {
      const profile: Profile = {
        ...PROFILE,
        default: 'lost',
        ...(unknown === undefined ? {} : { delivery: { unknown } }),
      };
      const { ruleset } = followed(profile, half);
      return ruleset.leadsTo('staff', null).proxies.map(({ name }) => name);
    };
    expect([left(), left('keep'), left('drop')]).toEqual([['lost'], ['lost'], []]);
  });

  test('leaves a route whole, and the same, where nothing is lost', () => {
    const following = followed({ ...PROFILE, default: 'squid' }, POLICY);
    expect(following.ruleset.leadsTo('staff', null)).toBe(following.ruleset.routes.get('squid'));
    expect(following.leftOut('staff')).toEqual([]);
  });

  test('forgets what a rule allowed whose time is over', () => {
    const expires = (at: string): Policy => ({
      zones: { staff: { networks: ['10.20.0.0/16'] } },
      rules: [{ action: 'allow', from: 'staff', to: 'any', expires: at }],
    });
    const proxies = (at: string) =>
      followed({ ...PROFILE, default: 'squid' }, expires(at)).ruleset.leadsTo('staff', null).proxies.length;
    expect([proxies('2026-11-24T08:30:00Z'), proxies('2026-11-24T08:30:01Z')]).toEqual([0, 1]);
  });
});

describe('zoneComments', () => {
  const rules: Rule[] = [
    { when: { cidr: '192.0.2.0/24' }, use: 'open' },
    { when: { domain: 'x.example' }, use: 'squid' },
    { when: { cidr: '198.51.100.0/24' }, use: 'direct' },
  ];
  const lines = (zone: string | null, more: Partial<Profile> = {}) =>
    zoneComments(followed({ ...PROFILE, rules, default: 'office', ...more }, POLICY), 'firewall policy campus', zone);

  test('name the zone, what was left out and the rules that did it', () => {
    expect(lines('staff')).toEqual([
      'firewall policy campus, zone staff',
      "left out: lost (https://lost.corp.example:8443): denied by the firewall's default",
      'left out: direct of rule 0, rule 2: denied by firewall rule no-direct',
    ]);
    expect(lines('six')).toEqual([
      'firewall policy campus, zone six',
      "left out: lost (https://lost.corp.example:8443): denied by the firewall's default",
      'left out: squid (http://proxy.corp.example:3128): the zone has no client of its address family',
      'left out: direct of rule 0, rule 2: the zone has no client of its address family',
    ]);
  });

  test('say when nothing is, and when there is no zone', () => {
    expect(lines('staff', { rules: [], default: 'squid' })).toEqual([
      'firewall policy campus, zone staff: nothing is left out',
    ]);
    expect(lines(null)).toEqual(['firewall policy campus: for clients of no known zone, so nothing is left out']);
  });

  test('stay short, however many rules lost direct', () => {
    const many = Array.from({ length: 500 }, (_, at) => ({
      when: { cidr: `192.0.2.0/24`, port: at + 1 },
      use: 'direct',
    }));
    const [, ...left] = lines('guests', { rules: many, default: 'block' });
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(/direct of rule 0, .*, rule 7 and 492 more: denied by firewall rule no-direct$/);
  });
});
