/** What does a profile that follows a policy become, and what is told about it? */
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../schemas/firewall.ts';
import { Profile } from '../../../schemas/profile.ts';
import { type Build, buildProfile } from '../../../worker/core/build.ts';
import { parsed } from '../firewall/parsed.ts';
import { CAMPUS } from '../firewall/policies.ts';
import { unlike } from '../firewall/unlike.ts';
import { about, load } from '../pac/run.ts';
import { NOW } from './following.ts';

const PROFILE = {
  proxies: {
    squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128, addresses: ['10.4.0.8'] },
    tunnel: { scheme: 'socks5', host: 'socks.corp.example', port: 1080 },
  },
  routes: { office: ['squid'], lab: ['tunnel', 'direct'] },
  rules: [
    { when: { cidr: '10.0.0.0/8' }, use: 'direct' },
    { when: { zone: 'guests', domain: 'lab.example' }, use: 'lab' },
  ],
  default: 'office',
  firewall: 'campus',
};

function build(more: object = {}, policy: Policy | null = CAMPUS): Build {
  const profile = Profile.parse({ ...PROFILE, ...more });
  return buildProfile({ id: 'hq', profile, firewall: policy && parsed(policy), now: NOW });
}

const told = ({ findings }: Build) => findings.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
const ask = ({ artifacts }: Build, zone: string | null, host: string) => {
  const text = artifacts.find((artifact) => artifact.zone === zone && artifact.for === 'generic')?.text;
  return load(text ?? expect.fail(`no text for ${zone}`)).ask(about(host));
};

describe('buildProfile with a firewall policy', () => {
  test('makes a text for every zone and the generic one, in every flavour, and the table of zones', () => {
    const built = build();
    expect(built.artifacts.map(({ zone, for: flavour }) => `${zone} ${flavour}`)).toEqual([
      ...['null generic', 'null apple', 'null windows'],
      ...['staff generic', 'staff apple', 'staff windows'],
      ...['guests generic', 'guests apple', 'guests windows'],
    ]);
    expect(built.zones.v4.map(([, , zone]) => zone)).toEqual(['guests', 'staff']);
  });

  test('decides zone conditions when the text is made; in the generic one none holds', () => {
    const built = build();
    expect(ask(built, 'guests', 'x.lab.example')).toBe('DIRECT');
    expect(ask(built, 'staff', 'x.lab.example')).toBe('PROXY proxy.corp.example:3128');
    expect(ask(built, null, 'x.lab.example')).toBe('PROXY proxy.corp.example:3128');
    expect(ask(built, 'guests', 'news.example')).toBe('PROXY 127.0.0.1:9');
  });

  test('writes into each text what was left out, and the rule that did it', () => {
    const of = (zone: string | null) => build().artifacts.find((artifact) => artifact.zone === zone)?.text;
    expect(of('guests')).toContain(
      ` * left out: squid (http://proxy.corp.example:3128): denied by the firewall's default\n`,
    );
    expect(of('staff')).toContain(' * firewall policy campus, zone staff: nothing is left out\n');
    expect(build({ firewall: undefined, rules: [] }, null).artifacts[0]?.text).not.toContain('firewall');
  });

  test('is the same to the byte whatever the order of keys', () => {
    const reversed = Object.fromEntries(Object.entries(PROFILE.proxies).reverse());
    expect(build({ proxies: reversed }).artifacts).toEqual(build().artifacts);
  });

  test('gives zones that no condition tells apart and that lose the same the same program', () => {
    const twin: Policy = {
      zones: { a: { networks: ['10.1.0.0/16'] }, b: { networks: ['10.2.0.0/16'] }, c: { networks: ['10.3.0.0/16'] } },
      rules: [{ action: 'deny', from: 'c', to: '10.4.0.8' }],
      default: 'allow',
    };
    const programs = build({ rules: [] }, twin).artifacts.filter(({ for: flavour }) => flavour === 'generic');
    const hashes = programs.map(({ text }) => /program sha256 ([0-9a-f]+)/.exec(text)?.[1]);
    expect(hashes[1]).toBe(hashes[2]);
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[3]).not.toBe(hashes[1]);
  });

  test('refuses a profile whose policy does not exist, and zones that the policy does not have', () => {
    expect(told(build({ rules: [] }, null))).toContain('error reference.unknown /firewall');
    expect(told(build({ rules: [{ when: { zone: 'moon' }, use: 'direct' }] }))).toContain(
      'error reference.unknown /rules/0/when/zone',
    );
    expect(told(build({ tests: [{ url: 'http://a/', zone: 'moon', expect: 'office' }] }))).toContain(
      'error reference.unknown /tests/0/zone',
    );
  });

  test('runs the profile’s tests against what is left in the zone, by zone and by client', () => {
    const url = 'http://news.example/';
    const passing = [
      { url, expect: 'office' },
      { url, zone: 'staff', expect: 'office' },
      { url, client: '10.20.1.1', expect: 'office' },
      { url, zone: 'guests', expect: 'block' },
      { url: 'http://a.lab.example/', client: '10.99.1.1', expect: 'lab' },
    ];
    expect(told(build({ tests: passing })).filter((one) => one.startsWith('error'))).toEqual([]);
    expect(told(build({ tests: [{ url, client: '10.99.0.1', expect: 'office' }] }))).toContain(
      'error test.failed /tests/0',
    );
  });

  test('judges expiring rules at the time of the build', () => {
    const until = (expires: string): Policy => ({
      ...CAMPUS,
      rules: [{ action: 'allow', from: 'guests', to: 'any', expires }, ...(CAMPUS.rules ?? [])],
    });
    expect(ask(build({}, until('2026-11-24T08:30:00.001Z')), 'guests', 'news.example')).toMatch(/^PROXY proxy/);
    expect(ask(build({}, until('2026-11-24T08:30:00Z')), 'guests', 'news.example')).toBe('PROXY 127.0.0.1:9');
  });
});

describe('findings about what the firewall leaves', () => {
  test('tell proxies that no zone reaches, with what would let them be reached', () => {
    const near: Policy = { ...CAMPUS, names: { 'socks.corp.example': ['10.4.0.9'] } };
    const built = build({}, near);
    expect(told(built)).toContain('warning firewall.proxy-unreachable /proxies/tunnel');
    const found = built.findings.find(({ code }) => code === 'firewall.proxy-unreachable');
    expect(found?.message).toBe("no zone of the firewall policy can reach tunnel: denied by the firewall's default");
    expect(found?.fix).toBe('Firewall rule inside allows it on 80, 443.');
    expect(told(built)).not.toContain('warning firewall.proxy-unreachable /proxies/squid');
  });

  test('tell routes that are empty in a zone, where the route or proxy stands, and what they become', () => {
    const built = build({ default: 'squid', delivery: { emptied: 'direct' } });
    const found = built.findings.filter(({ code }) => code === 'firewall.route-empty');
    expect(found.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      '/proxies/squid: nothing is left of squid in the zone guests: it becomes direct there',
    ]);
    expect(told(build())).toContain('warning firewall.route-empty /routes/office');
  });

  test('do not tell a route empty in zones where an earlier rule of the zone decides everything', () => {
    const rules = [{ when: { zone: 'guests' }, use: 'block' }];
    const empty = (more: object) => told(build(more)).filter((one) => one.includes('firewall.route-empty'));
    expect(empty({ rules, default: 'squid' })).toEqual([]);
    expect(empty({ rules: [], default: 'squid' })).toEqual(['warning firewall.route-empty /proxies/squid']);
    const behind = [...rules, { when: { domain: 'news.example' }, use: 'squid' }];
    expect(empty({ rules: behind, default: 'direct' })).toEqual([]);
    expect(empty({ rules: [...behind].reverse(), default: 'direct' })).toEqual([
      'warning firewall.route-empty /proxies/squid',
    ]);
  });

  test('tell rules whose direct is blocked: a warning where nothing else is left', () => {
    const rules = [
      { when: { cidr: '192.0.2.0/24' }, use: 'direct' },
      { when: { cidr: '198.51.100.0/24' }, use: 'open' },
      { when: { zone: 'guests', cidr: '203.0.113.0/24' }, use: 'direct' },
      { when: { cidr: '10.0.0.0/8' }, use: 'direct' },
      { when: { cidr: '192.0.2.0/25' }, use: 'direct', disabled: true },
    ];
    const routes = { open: ['squid', 'direct'] };
    const built = build({ rules, routes, default: 'squid' });
    const found = built.findings.filter(({ code }) => code === 'firewall.direct-blocked');
    expect(found.map(({ severity, path, message }) => `${severity} ${path}: ${message}`)).toEqual([
      'warning /rules/0/use: direct is left out in the zones staff, guests: denied by firewall rule no-direct',
      'warning /rules/1/use: direct is left out in the zones staff, guests: denied by firewall rule no-direct',
      'warning /rules/2/use: direct is left out in the zone guests: denied by firewall rule no-direct',
    ]);
    const staff: Policy = { ...CAMPUS, zones: { staff: { networks: ['10.20.0.0/16'] } } };
    const severe = build({ rules: rules.slice(0, 2), routes, default: 'squid' }, staff).findings;
    expect(severe.filter(({ code }) => code === 'firewall.direct-blocked').map(({ severity }) => severity)).toEqual([
      'warning',
      'info',
    ]);
  });

  test('tell proxies that strangers reach, and ports that are open beside them for nothing', () => {
    const rules = [{ id: 'wide', action: 'allow' as const, from: 'any', to: '10.4.0.8', ports: [3128, 8080] }];
    const found = build({ rules: [] }, { ...CAMPUS, rules }).findings.filter(({ path }) => path === '/proxies/squid');
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning firewall.proxy-open',
      'info firewall.port-unused',
    ]);
  });

  test('are silent about a policy without zones, and about one that allows its zone everything', () => {
    const about = (policy: Policy) => told(build({ rules: [] }, policy)).filter((one) => one.includes('firewall.'));
    expect(about({ rules: [{ action: 'deny', from: 'any', to: 'any' }] })).toEqual([]);
    const rules = [{ action: 'allow' as const, from: 'staff', to: 'any' }];
    expect(about({ zones: { staff: { networks: ['10.20.0.0/16'] } }, rules })).toEqual([]);
  });
});

describe('a policy that is too much for an analysis', () => {
  const HUGE = unlike(4_990);
  const proxies = {
    near: { scheme: 'http', host: '10.2.3.4', port: 80 },
    far: { scheme: 'http', host: 'far.corp.example', port: 8080 },
  };
  const delivery = { unknown: 'drop' };
  const of = (rules: Policy['rules'] = []) =>
    build(
      { proxies, routes: { office: ['near', 'far'] }, rules: [], delivery },
      { ...HUGE, rules: [...rules, ...(HUGE.rules ?? [])] },
    );

  test('drops no proxy because nothing was computed, and says what was not', () => {
    const built = of([{ action: 'allow', from: 'any', to: '10.2.3.4', ports: 80 }]);
    expect(ask(built, 'z1', 'news.example')).toBe('PROXY 10.2.3.4:80; PROXY far.corp.example:8080');
    const found = built.findings.filter(({ code }) => code === 'firewall.reach-not-analysed');
    expect(found.map(({ severity, path, message }) => `${severity} ${path}: ${message}`)).toEqual([
      'warning /firewall: it was not computed whether far can be reached from the zones z0, z1, z2, z3',
    ]);
  });

  test('still leaves out a proxy at a known address that a zone does not reach', () => {
    const built = of([
      { action: 'deny', from: 'z1', to: '10.2.3.4', ports: 80 },
      { action: 'allow', from: 'any', to: '10.2.3.4', ports: 80 },
    ]);
    expect(ask(built, 'z1', 'news.example')).toBe('PROXY far.corp.example:8080');
    expect(ask(built, 'z2', 'news.example')).toBe('PROXY 10.2.3.4:80; PROXY far.corp.example:8080');
  });

  test('says of direct, too, that it was not computed', () => {
    const [found] = build({ rules: [], default: 'direct' }, HUGE).findings.filter(
      ({ code }) => code === 'firewall.reach-not-analysed',
    );
    expect(found?.message).toMatch(/^it was not computed whether tunnel, direct can be reached from the zones z0/);
  });
});
