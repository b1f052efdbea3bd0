import { describe, expect, test } from 'vitest';
import type { ProxyScheme } from '../../../schemas/profile.ts';
import { type Classification, classify } from '../../../worker/core/probe/classify.ts';
import { RECORDED, type Recorded, replay, type Usage } from './recorded.ts';

/** speaks, authentication, exposure, aside. */
type Cell = readonly [string, string, string, string];

const told = ({ listener }: Classification): Cell => [
  listener?.speaks ?? '-',
  listener?.authentication?.join(' ') ?? '-',
  listener?.exposure ?? '-',
  listener?.aside ?? '-',
];

const subject = (scheme: ProxyScheme) => ({ scheme, name: 'proxy.corp.example', canary: null });
const SCHEMES = ['http', 'https', 'socks5', 'socks4'] as const;

/** What each recorded server is; one row for all schemes, or one by scheme where the order of questions shows. */
const EXPECTED: Readonly<Record<keyof typeof RECORDED, Cell | Readonly<Record<ProxyScheme, Cell>>>> = {
  'squid open': ['http-proxy', '', 'no-auth', '-'],
  'squid basic': ['http-proxy', 'basic', 'auth-required', '-'],
  'squid many schemes': ['http-proxy', 'negotiate ntlm digest basic', 'auth-required', '-'],
  'squid deny all': ['http-proxy', '-', 'acl-denied', '-'],
  'squid https_port': ['https-proxy', 'basic', 'auth-required', '-'],
  'squid https_port, private authority': ['tls-server', '-', '-', 'certificate'],
  'squid behind a dead resolver': {
    http: ['http-proxy', '', 'no-auth', '-'],
    https: ['silent', '-', '-', '-'],
    socks5: ['silent', '-', '-', '-'],
    socks4: ['silent', '-', '-', '-'],
  },
  'tinyproxy open': ['http-proxy', '', 'no-auth', '-'],
  'tinyproxy basic': ['http-proxy', 'basic', 'auth-required', '-'],
  'tinyproxy denied': ['http-proxy', '-', 'acl-denied', '-'],
  microsocks: ['socks5', '', 'no-auth', '-'],
  'microsocks password': ['socks5', 'username', 'auth-required', '-'],
  'dante none': {
    http: ['socks5', '', 'no-auth', '-'],
    https: ['socks5', '', 'no-auth', '-'],
    socks5: ['socks5', '', 'no-auth', '-'],
    socks4: ['socks4', '-', '-', '-'],
  },
  'dante username': {
    http: ['socks5', 'username', 'auth-required', '-'],
    https: ['socks5', 'username', 'auth-required', '-'],
    socks5: ['socks5', 'username', 'auth-required', '-'],
    socks4: ['socks4', '-', '-', '-'],
  },
  'dante blocks all': ['socks5', '-', 'acl-denied', '-'],
  'dante blocks the client': ['unknown', '-', '-', 'hangs-up'],
  'socks with gssapi': ['socks5', 'gssapi', 'auth-required', '-'],
  'socks that accepts nobody': ['socks5', '-', 'acl-denied', '-'],
  'ssh -D': {
    http: ['socks5', '', 'no-auth', '-'],
    https: ['socks5', '', 'no-auth', '-'],
    socks5: ['socks5', '', 'no-auth', '-'],
    socks4: ['socks4', '', 'no-auth', '-'],
  },
  'socks4 with ident': ['socks4', 'ident', 'auth-required', '-'],
  'tor socks port': ['socks5', '', 'no-auth', '-'],
  'ss-local': ['socks5', '', 'no-auth', '-'],
  privoxy: ['http-proxy', '', 'no-auth', '-'],
  'proxy without a mark': ['http-proxy', '', 'no-auth', '-'],
  'proxy that only tunnels': ['http-proxy', '', 'no-auth', '-'],
  'proxy that grants everything': ['http-proxy', '', 'no-auth', '-'],
  nginx: ['http-server', '-', '-', '-'],
  'node http server': ['http-server', '-', '-', '-'],
  'virtual hosts only': ['http-server', '-', '-', '-'],
  'balancer without servers': ['http-server', '-', '-', '-'],
  'forbidden to all': ['http-server', '-', '-', '-'],
  'https web server': ['tls-server', '-', '-', '-'],
  'tls 1.3 only': ['tls-server', '-', '-', 'certificate'],
  sshd: ['ssh', '-', '-', '-'],
  smtp: ['smtp-or-ftp', '-', '-', '-'],
  silent: ['silent', '-', '-', '-'],
  redis: {
    http: ['unknown', '-', '-', 'hangs-up'],
    https: ['unknown', '-', '-', 'hangs-up'],
    socks5: ['unknown', '-', '-', 'hangs-up'],
    socks4: ['unknown', '-', '-', 'hangs-up'],
  },
  chatter: ['unknown', '-', '-', '-'],
};

describe.each(Object.entries(EXPECTED))('classify, %s', (name, expected) => {
  const listener: Recorded = RECORDED[name as keyof typeof RECORDED];
  test.each(SCHEMES)('declared as %s', (scheme) => {
    const usage: Usage = { connections: 0 };
    const found = replay(classify(subject(scheme)), listener, usage);
    expect(found.state).toBe('open');
    expect(told(found)).toEqual(Array.isArray(expected) ? expected : (expected as Record<ProxyScheme, Cell>)[scheme]);
    expect(usage.connections).toBeLessThanOrEqual(7);
  });
});

test.each([
  ['squid open', 'http'],
  ['squid basic', 'http'],
  ['microsocks password', 'socks5'],
  ['socks4 with ident', 'socks4'],
  ['squid https_port', 'https'],
] as const)('classify needs at most two connections for %s, declared rightly as %s', (name, scheme) => {
  const usage: Usage = { connections: 0 };
  replay(classify(subject(scheme)), RECORDED[name], usage);
  expect(usage.connections).toBeLessThanOrEqual(2);
});

test.each(['closed', 'filtered'] as const)('classify gives up after the first connection that is %s', (state) => {
  for (const scheme of SCHEMES) {
    const usage: Usage = { connections: 0 };
    expect(replay(classify(subject(scheme)), state, usage)).toEqual({ state, listener: null });
    expect(usage.connections).toBe(1);
  }
});

test('classify says that the budget ended before anything was seen', () => {
  const dialogue = classify(subject('http'));
  dialogue.next();
  const spent = dialogue.next({ failure: 'spent', received: new Uint8Array(), ended: true });
  expect(spent).toEqual({ done: true, value: { state: 'spent', listener: null } });
});

test('classify says that a listener was silent as far as the budget went', () => {
  const dialogue = classify(subject('http'));
  dialogue.next();
  dialogue.next({ failure: null, received: new Uint8Array(), ended: false });
  const spent = dialogue.next({ failure: 'spent', received: new Uint8Array(), ended: true });
  expect(spent.value).toMatchObject({ state: 'open', listener: { speaks: 'silent', aside: 'unfinished' } });
});
