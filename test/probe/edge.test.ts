import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { createTestHarness as Create } from 'wrangler';
import type { ProbeResult } from '../../schemas/probe.ts';
import type { Target } from '../../worker/probe/probe.ts';
import { needPrograms } from '../programs.ts';
import { OPENSSL } from '../support/certificates.ts';
import { MICROSOCKS } from '../support/microsocks.ts';
import { SQUID } from '../support/squid.ts';
import { DANTE, TINYPROXY } from './proxies.ts';
import { type Listeners, startAll } from './real-listeners.ts';

const PROGRAMS = [SQUID, DANTE, MICROSOCKS, TINYPROXY, OPENSSL];

let listeners: Listeners | undefined;
let edge: ReturnType<typeof Create> | undefined;

beforeAll(async () => {
  if (PROGRAMS.some(({ missing }) => missing !== null)) return;
  listeners = await startAll();
  // What miniflare makes workerd trust beside the public authorities; it is read when the module is loaded.
  vi.stubEnv('NODE_EXTRA_CA_CERTS', listeners.authorityFile);
  const { createTestHarness } = await import('wrangler');
  const main = `${import.meta.dirname}/edge-worker.ts`;
  edge = createTestHarness({
    workers: [
      { config: { name: 'edge', main, compatibility_date: '2026-10-23', compatibility_flags: ['nodejs_compat'] } },
    ],
  });
  await edge.listen();
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([edge?.close(), listeners?.stop()]);
});

async function probe(targets: readonly Target[], networks: readonly string[] = ['127.0.0.0/8']) {
  const response = await edge?.fetch('http://edge/', { method: 'POST', body: JSON.stringify({ targets, networks }) });
  return (await response?.json()) as ProbeResult[];
}

const target = (name: string, scheme: Target['scheme'], host = '127.0.0.1'): Target => ({
  name,
  scheme,
  host,
  port: listeners?.ports.get(name) ?? 0,
});

test('the probe sees real listeners from workerd as it does from Node', async (context) => {
  needPrograms(context, PROGRAMS);
  const results = await probe([
    target('squid open', 'http'),
    target('squid basic', 'http'),
    target('squid denied', 'socks5'),
    target('dante none', 'socks5'),
    target('dante blocked', 'socks5'),
    target('microsocks password', 'http'),
    target('tinyproxy basic', 'http'),
    target('web server', 'http'),
    target('ssh', 'https'),
    target('silent', 'http'),
    target('tarpit', 'http'),
  ]);
  expect(
    results.map(({ proxy, speaks, authentication, exposure }) => [proxy, speaks, authentication, exposure]),
  ).toEqual([
    ['squid open', 'http-proxy', [], 'no-auth'],
    ['squid basic', 'http-proxy', ['basic'], 'auth-required'],
    ['squid denied', 'http-proxy', null, 'acl-denied'],
    ['dante none', 'socks5', [], 'no-auth'],
    ['dante blocked', 'socks5', null, 'acl-denied'],
    ['microsocks password', 'socks5', ['username'], 'auth-required'],
    ['tinyproxy basic', 'http-proxy', ['basic'], 'auth-required'],
    ['web server', 'http-server', null, null],
    ['ssh', 'ssh', null, null],
    ['silent', 'silent', null, null],
    ['tarpit', 'unknown', null, null],
  ]);
});

test('from workerd an https proxy is looked into under its name, where its certificate is trusted', async (context) => {
  needPrograms(context, PROGRAMS);
  const [declared, other] = await probe([
    target('squid tls', 'https', 'localhost'),
    target('squid tls', 'http', 'localhost'),
  ]);
  expect(declared).toMatchObject({ speaks: 'https-proxy', authentication: ['basic'], matches: true });
  expect(other).toMatchObject({ speaks: 'https-proxy', authentication: ['basic'], matches: false });
});

test('from workerd a certificate that is not for the host is TLS that cannot be looked into', async (context) => {
  needPrograms(context, PROGRAMS);
  const [declared, other] = await probe([target('squid tls', 'https'), target('squid tls', 'http')]);
  expect(declared).toMatchObject({ state: 'open', speaks: 'tls-server', matches: null });
  expect(declared?.findings.map(({ code }) => code)).toEqual(['probe.certificate']);
  expect(other).toMatchObject({ state: 'open', speaks: 'tls-server', matches: false });
});

test('from workerd a refused connection is closed', async (context) => {
  needPrograms(context, PROGRAMS);
  const [result] = await probe([{ name: 'p', scheme: 'http', host: '127.0.0.1', port: 1 }]);
  expect([result?.state, result?.matches]).toEqual(['closed', false]);
});

test('workerd would reach loopback, and the guard does not let it', async (context) => {
  needPrograms(context, PROGRAMS);
  const results = await probe([target('squid open', 'http'), target('squid open', 'http', 'proxy.test')], []);
  expect(results.map(({ state }) => state)).toEqual(['not-probeable', 'not-probeable']);
});
