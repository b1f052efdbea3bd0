import { expect, test } from 'vitest';
import { BLOCKED_PORTS, blockingOf } from '../../../worker/core/ports/blocked.ts';
import { EVIDENCE } from '../../../worker/core/ports/product.ts';
import { PRODUCTS, productsOn } from '../../../worker/core/ports/products.ts';
import { EPHEMERAL_RANGES, ephemeralOn, rangeOf } from '../../../worker/core/ports/range.ts';
import { meaningOf } from '../../../worker/core/ports/role.ts';
import { SERVICES } from '../../../worker/core/ports/service.ts';

test('PRODUCTS names at least sixty products, each row with evidence, source and a port in range', () => {
  expect(new Set(PRODUCTS.map(({ product }) => product)).size).toBeGreaterThanOrEqual(60);
  for (const row of PRODUCTS) {
    expect(Object.keys(EVIDENCE)).toContain(row.evidence);
    expect(row.source.length, row.product).toBeGreaterThan(5);
    if (row.port !== null) expect(row.port >= 1 && row.port <= 65535, row.product).toBe(true);
    expect(meaningOf(row.role).says.length).toBeGreaterThan(5);
  }
});

test('PRODUCTS has no row twice', () => {
  const keys = PRODUCTS.map(({ product, port, role }) => `${product} ${port} ${role}`);
  expect(keys).toHaveLength(new Set(keys).size);
});

test.each([
  [3128, 'Squid', 'http'],
  [8080, 'mitmproxy', 'http'],
  [8888, 'Tinyproxy', 'http'],
  [1080, 'SOCKS (registered)', 'socks'],
  [9050, 'Tor', 'socks5'],
  [8118, 'Privoxy', 'http'],
  [9400, 'Zscaler Internet Access', 'http'],
  [8081, 'Forcepoint Web Security Cloud', 'http'],
  [8081, 'Netskope Cloud Explicit Proxy', 'http'],
  [8082, 'Forcepoint Web Security Cloud', 'pac-http'],
  [9051, 'Tor', 'control'],
  [443, 'Cloudflare Gateway proxy endpoint', 'https-proxy'],
] as const)('productsOn(%i) knows %s as %s', (port, product, role) => {
  expect(productsOn(port).map((row) => [row.product, row.role])).toContainEqual([product, role]);
});

test('no proxy that a profile may name stands on a port that browsers block', () => {
  const usable = PRODUCTS.filter(({ port, role }) => port !== null && meaningOf(role).schemes.length > 0);
  expect(usable.filter(({ port }) => blockingOf(port ?? 0) !== null)).toEqual([]);
});

test('BLOCKED_PORTS holds the 83 numbers of the Fetch standard, ascending', () => {
  expect(BLOCKED_PORTS).toHaveLength(83);
  expect(BLOCKED_PORTS).toEqual([...BLOCKED_PORTS].sort((a, b) => a - b));
  expect(new Set(BLOCKED_PORTS).size).toBe(83);
  for (const port of [0, 25, 6000, 6667, 10080]) expect(BLOCKED_PORTS).toContain(port);
});

test('blockingOf says where Chromium and Firefox differ', () => {
  expect(blockingOf(6667)?.browsers).toEqual(['Chromium', 'Firefox']);
  expect(blockingOf(4190)).toEqual({ port: 4190, service: 'sieve', browsers: ['Firefox'] });
  expect(blockingOf(3128)).toBeNull();
});

test('SERVICES is ascending, without a port twice', () => {
  const ports = SERVICES.map(({ port }) => port);
  expect(ports).toEqual([...new Set(ports)].sort((a, b) => a - b));
});

test.each([
  [1, 'system'],
  [1023, 'system'],
  [1024, 'user'],
  [49151, 'user'],
  [49152, 'dynamic'],
  [65535, 'dynamic'],
] as const)('rangeOf(%i) is %s', (port, range) => {
  expect(rangeOf(port)).toBe(range);
});

test.each([
  [9999, []],
  [10000, ['FreeBSD']],
  [32768, ['Linux', 'FreeBSD']],
  [60999, ['Linux', 'Windows', 'macOS', 'FreeBSD']],
  [61000, ['Windows', 'macOS', 'FreeBSD']],
])('ephemeralOn(%i) is %j', (port, systems) => {
  expect(ephemeralOn(port).map(({ system }) => system)).toEqual(systems);
});

test('EPHEMERAL_RANGES names the source of every range', () => {
  for (const { source, reserve } of EPHEMERAL_RANGES) expect(source.length && reserve.length).toBeGreaterThan(5);
});
