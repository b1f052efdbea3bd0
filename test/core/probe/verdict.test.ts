import { describe, expect, test } from 'vitest';
import type { Spoken } from '../../../schemas/probe.ts';
import type { ProxyScheme } from '../../../schemas/profile.ts';
import { asking, denying, type Listener, plainly, trying } from '../../../worker/core/probe/listener.ts';
import { isSlip, MAX_NEIGHBOURS, neighboursOf } from '../../../worker/core/probe/neighbours.ts';
import { type Declared, type Neighbour, type Outcome, verdictOn } from '../../../worker/core/probe/verdict.ts';

const declared = (scheme: ProxyScheme, auth?: Declared['auth']): Declared => ({
  name: 'squid',
  scheme,
  host: 'proxy.corp.example',
  port: 3128,
  auth,
});
const open = (listener: Listener, neighbour: Neighbour | null = null, isPublic = false): Outcome => ({
  state: 'open',
  listener,
  neighbour,
  isPublic,
});
const codes = (from: Declared, outcome: Outcome) =>
  verdictOn(from, outcome).findings.map(({ code, severity, path }) => `${severity} ${code} ${path}`);

test('verdictOn says that a listener matches, and nothing else', () => {
  expect(verdictOn(declared('http', 'basic'), open(asking('http-proxy', ['basic'])))).toEqual({
    proxy: 'squid',
    state: 'open',
    speaks: 'http-proxy',
    authentication: ['basic'],
    exposure: 'auth-required',
    matches: true,
    findings: [],
  });
});

test('verdictOn says what to change when another proxy protocol is spoken', () => {
  const { matches, findings } = verdictOn(declared('http'), open(asking('socks5', ['username'])));
  expect(matches).toBe(false);
  expect(findings[0]).toMatchObject({
    code: 'probe.scheme',
    severity: 'error',
    path: '/proxies/squid/scheme',
    message: '3128 speaks SOCKS5; the profile says http',
    expected: 'http',
    found: 'socks5',
    fix: 'Use scheme: socks5, or the port of the HTTP listener.',
  });
});

test('verdictOn names the neighbour that speaks the declared scheme', () => {
  const { findings } = verdictOn(declared('http'), open(trying('socks5'), { port: 8080, speaks: 'http-proxy' }));
  expect(findings.map(({ fix }) => fix)).toContain(
    'Use scheme: socks5, or the port of the HTTP listener (8080 answers).',
  );
  expect(findings.find(({ code }) => code === 'probe.neighbour')).toMatchObject({ expected: '8080', found: '3128' });
});

test('verdictOn proposes scheme and port where the neighbour speaks another scheme', () => {
  const { findings } = verdictOn(declared('http'), { state: 'closed', neighbour: { port: 1080, speaks: 'socks5' } });
  expect(findings.map(({ code }) => code)).toEqual(['probe.closed', 'probe.neighbour']);
  expect(findings[1]?.fix).toBe('If that is the proxy that is meant, use port: 1080 and scheme: socks5.');
});

describe('matches, by what is spoken and what is declared', () => {
  const table: readonly (readonly [Spoken, Readonly<Record<ProxyScheme, boolean | null>>])[] = [
    ['http-proxy', { http: true, https: false, socks5: false, socks4: false }],
    ['https-proxy', { http: false, https: true, socks5: false, socks4: false }],
    ['socks5', { http: false, https: false, socks5: true, socks4: false }],
    ['socks4', { http: false, https: false, socks5: false, socks4: true }],
    ['http-server', { http: false, https: false, socks5: false, socks4: false }],
    ['tls-server', { http: false, https: false, socks5: false, socks4: false }],
    ['ssh', { http: false, https: false, socks5: false, socks4: false }],
    ['smtp-or-ftp', { http: false, https: false, socks5: false, socks4: false }],
    ['silent', { http: null, https: null, socks5: null, socks4: null }],
    ['unknown', { http: null, https: null, socks5: null, socks4: null }],
  ];
  test.each(table)('%s', (speaks, expected) => {
    for (const scheme of ['http', 'https', 'socks5', 'socks4'] as const) {
      expect(verdictOn(declared(scheme), open(plainly(speaks))).matches, scheme).toBe(expected[scheme]);
    }
  });
});

test.each([
  [undefined, ['basic'], true, 'info probe.authentication-undeclared /proxies/squid/auth', 'Use auth: basic.'],
  [
    undefined,
    ['negotiate', 'ntlm', 'basic'],
    true,
    'info probe.authentication-undeclared /proxies/squid/auth',
    'Use auth: negotiate.',
  ],
  ['none', ['basic'], false, 'warning probe.authentication /proxies/squid/auth', 'Use auth: basic.'],
  ['negotiate', ['basic'], false, 'warning probe.authentication /proxies/squid/auth', 'Use auth: basic.'],
  ['basic', ['negotiate', 'basic'], true, undefined, undefined],
  ['certificate', ['basic'], true, undefined, undefined],
] as const)('verdictOn compares declared %s with %j: %s', (auth, asked, matches, code, fix) => {
  const result = verdictOn(declared('http', auth), open(asking('http-proxy', asked)));
  expect(result.matches).toBe(matches);
  expect(codes(declared('http', auth), open(asking('http-proxy', asked)))).toEqual(code === undefined ? [] : [code]);
  if (fix !== undefined) expect(result.findings[0]?.fix).toBe(fix);
});

test('verdictOn takes GSSAPI of SOCKS5 for negotiate', () => {
  expect(verdictOn(declared('socks5', 'negotiate'), open(asking('socks5', ['gssapi']))).matches).toBe(true);
});

test('verdictOn says that a declared authentication is not asked for, unless a rule came first', () => {
  expect(codes(declared('http', 'basic'), open(trying('http-proxy')))).toEqual([
    'warning probe.authentication /proxies/squid/auth',
    'info probe.no-auth /proxies/squid',
  ]);
  expect(verdictOn(declared('http', 'basic'), open(denying('http-proxy'))).matches).toBe(true);
  expect(codes(declared('http', 'basic'), open(denying('http-proxy')))).toEqual([
    'info probe.acl-denied /proxies/squid',
  ]);
});

test('verdictOn warns of a public proxy without authentication, and calls a proven relay an error', () => {
  expect(codes(declared('http'), open(trying('http-proxy'), null, true))).toEqual([
    'warning probe.no-auth /proxies/squid',
  ]);
  expect(codes(declared('http'), open({ ...trying('http-proxy'), exposure: 'open' }, null, true))).toEqual([
    'error probe.open /proxies/squid',
  ]);
});

test.each([
  [{ state: 'closed', neighbour: null }, false, 'warning probe.closed /proxies/squid/port'],
  [{ state: 'filtered', neighbour: null }, null, 'warning probe.filtered /proxies/squid/port'],
  [{ state: 'unresolved', detail: 'no such name' }, null, 'warning probe.unresolved /proxies/squid/host'],
  [
    { state: 'not-probeable', denial: { reason: 'own-host', detail: 'it is ours' } },
    null,
    'info probe.not-probeable /proxies/squid/host',
  ],
  [
    { state: 'not-probeable', denial: { reason: 'port', detail: 'no proxy listens on 25' } },
    null,
    'info probe.not-probeable /proxies/squid/port',
  ],
  [open(plainly('silent')), null, 'warning probe.silent /proxies/squid/port'],
  [open(plainly('unknown')), null, 'warning probe.unknown /proxies/squid/port'],
  [open(plainly('unknown', 'hangs-up')), null, 'warning probe.hangs-up /proxies/squid/port'],
  [open(plainly('ssh')), false, 'error probe.not-a-proxy /proxies/squid/port'],
  [open(plainly('http-server')), false, 'error probe.not-a-proxy /proxies/squid/port'],
] as const)('verdictOn tells of %j', (outcome, matches, code) => {
  const result = verdictOn(declared('http'), outcome);
  expect(result.matches).toBe(matches);
  expect(codes(declared('http'), outcome)).toEqual([code]);
});

test('verdictOn cannot tell about a declared https proxy whose certificate is not trusted here', () => {
  const outcome = open(plainly('tls-server', 'certificate'));
  expect(verdictOn(declared('https'), outcome).matches).toBeNull();
  expect(codes(declared('https'), outcome)).toEqual(['warning probe.certificate /proxies/squid/host']);
  expect(verdictOn(declared('http'), outcome).matches).toBe(false);
});

test.each([
  ['http', 3182, 3128],
  ['http', 3129, 3128],
  ['http', 8088, 8080],
  ['http', 1080, 3128],
  ['http', 12345, 8080],
  ['socks5', 3128, 1080],
  ['socks5', 9051, 9050],
  ['https', 3128, 8443],
] as const)('neighboursOf(%s, %i) proposes %i', (scheme, port, expected) => {
  const found = neighboursOf(scheme, port);
  expect(found).toContain(expected);
  expect(found.length).toBeLessThanOrEqual(MAX_NEIGHBOURS);
  expect(found).not.toContain(port);
});

test('isSlip knows one wrong digit and two swapped ones', () => {
  expect([isSlip(3128, 3182), isSlip(3128, 3129), isSlip(8080, 8008)]).toEqual([true, true, true]);
  expect([isSlip(3128, 3128), isSlip(3128, 1328 * 10), isSlip(3128, 8213), isSlip(80, 8080)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
