import { expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { checkPorts } from '../../../worker/core/ports/check-profile.ts';
import { pacUrlFindings } from '../../../worker/core/ports/pac-url.ts';

const check = (profile: unknown) =>
  checkPorts(Profile.parse(profile)).map(({ code, severity, path }) => `${severity} ${code} ${path}`);

const squid = { scheme: 'http', host: 'proxy.corp.example', port: 3128 };
const socks = { scheme: 'socks5', host: 'socks.corp.example', port: 1080 };
const tls = { scheme: 'https', host: 'proxy2.corp.example', port: 8443 };

test('checkPorts is silent about an ordinary profile', () => {
  expect(check({ proxies: { squid, tls }, routes: { office: ['squid', 'tls'] }, default: 'office' })).toEqual([]);
});

test('checkPorts points into the profile', () => {
  expect(check({ proxies: { squid: { ...squid, port: 1080 } }, default: 'squid' })).toEqual([
    'warning port.scheme-habit /proxies/squid/scheme',
  ]);
});

test('checkPorts leaves what cannot be read to the checks that refuse it', () => {
  expect(check({ proxies: { squid: { ...squid, host: '127.1' } }, default: 'squid' })).toEqual([]);
});

test('checkPorts names negotiate with an address', () => {
  const proxies = { squid: { ...squid, host: '10.4.0.8', auth: 'negotiate' } };
  expect(check({ proxies, default: 'squid' })).toEqual(['warning proxy.negotiate-address /proxies/squid/host']);
  expect(check({ proxies: { squid: { ...squid, auth: 'negotiate' } }, default: 'squid' })).toEqual([]);
});

test('checkPorts names a port that a vendor keeps for Kerberos behind an address', () => {
  const proxies = { squid: { ...squid, host: '10.4.0.8', port: 8800 } };
  expect(check({ proxies, default: 'squid' })).toEqual(['warning proxy.negotiate-address /proxies/squid/host']);
});

test('checkPorts names SOCKS with authentication', () => {
  const profile = {
    proxies: { squid, socks: { ...socks, auth: 'username' } },
    routes: { r: ['squid', 'socks'] },
    default: 'r',
  };
  expect(check(profile)).toEqual(['warning proxy.socks-auth /proxies/socks/auth']);
});

test.each([
  [{ r: ['socks'] }, 'r', ['warning route.no-http /routes/r']],
  [{ r: ['socks', 'tls'] }, 'r', ['warning route.no-http /routes/r']],
  [{ r: ['socks', 'direct'] }, 'r', []],
  [{ r: ['socks', 'squid'] }, 'r', []],
  [{}, 'socks', ['warning route.no-http /default']],
  [{}, 'block', []],
  [{}, 'direct', []],
])('checkPorts names a fail-closed route without an http proxy: %j with default %s', (routes, last, expected) => {
  expect(check({ proxies: { squid, socks, tls }, routes, default: last })).toEqual(expected);
});

test('checkPorts names a proxy without http that a rule uses as a route, unless the rule is disabled', () => {
  const rules = [
    { when: { plain: true }, use: 'socks' },
    { when: { plain: true }, use: 'tls', disabled: true },
  ];
  expect(check({ proxies: { socks, tls }, rules, default: 'direct' })).toEqual(['warning route.no-http /rules/0/use']);
});

test('checkPorts says which clients go direct on which route', () => {
  const found = checkPorts(
    Profile.parse({ proxies: { socks, tls }, routes: { a: ['socks'], b: ['tls'] }, default: 'block' }),
  );
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringContaining('WinHTTP goes direct'),
    expect.stringContaining('WinHTTP and libproxy go direct'),
  ]);
});

test('checkPorts names rules about hosts that browsers never ask about, at their entries, in groups too', () => {
  const rules = [
    { when: { domain: ['corp.example', 'localhost'] }, use: 'squid' },
    { when: { host: ['127.*', '*.localhost', '127x.example', '1270.example'] }, use: 'squid' },
    {
      when: { cidr: ['127.0.0.0/8', '169.254.169.254', '::1', 'fe80::/10', '10.0.0.0/8', '0.0.0.0/0'] },
      use: 'direct',
    },
    { when: { any: [{ all: { cidr: '127.0.0.1' } }, { plain: true }] }, use: 'squid' },
    { when: { domain: 'localhost' }, use: 'squid', disabled: true },
  ];
  expect(check({ proxies: { squid }, rules, default: 'squid' })).toEqual([
    'warning rule.never-asked /rules/0/when/domain/1',
    'warning rule.never-asked /rules/1/when/host/0',
    'warning rule.never-asked /rules/1/when/host/1',
    'info rule.never-asked /rules/2/when/cidr/0',
    'info rule.never-asked /rules/2/when/cidr/1',
    'info rule.never-asked /rules/2/when/cidr/2',
    'info rule.never-asked /rules/2/when/cidr/3',
    'warning rule.never-asked /rules/3/when/any/0/all/cidr',
  ]);
});

test('checkPorts hands every endpoint to the firewall', () => {
  const seen: string[] = [];
  checkPorts(Profile.parse({ proxies: { squid, tls }, default: 'squid' }), {
    firewall: ({ path }) => {
      seen.push(path);
      return [];
    },
  });
  expect(seen).toEqual(['/proxies/squid', '/proxies/tls']);
});

test('pacUrlFindings is an error for a PAC on a port that browsers block, and only there', () => {
  const codes = (url: string) => pacUrlFindings(url, '/pacUrl').map(({ code, severity }) => `${severity} ${code}`);
  expect(codes('http://pac.corp.example:6000/proxy.pac')).toEqual(['error pac-url.blocked-port']);
  expect(codes('http://pac.corp.example/proxy.pac')).toEqual([]);
  expect(codes('https://pac.corp.example:8443/proxy.pac')).toEqual([]);
  expect(codes('no url')).toEqual([]);
});
