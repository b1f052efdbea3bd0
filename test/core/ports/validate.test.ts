import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Endpoint, ValidateAnswer } from '../../../schemas/ports.ts';
import { finding } from '../../../worker/core/findings/finding.ts';
import { parsePort } from '../../../worker/core/ports/endpoint.ts';
import { validateEndpoints } from '../../../worker/core/ports/validate.ts';

const only = (endpoint: Endpoint) => {
  const [result] = validateEndpoints([endpoint]).results;
  if (result === undefined) throw new Error('no result');
  return result;
};
const codes = (endpoint: Endpoint) =>
  only(endpoint).findings.map(({ code, severity, path }) => `${severity} ${code} ${path}`);
const at = (endpoint: Endpoint, code: string) => only(endpoint).findings.find((found) => found.code === code);

const plain: Endpoint = { scheme: 'http', host: 'proxy.corp.example', port: 3128 };

test('validateEndpoints is content with an ordinary internal proxy', () => {
  expect(only(plain)).toEqual({ endpoint: plain, verdict: 'ok', findings: [] });
  expect(only({ ...plain, host: '10.4.0.8' }).verdict).toBe('ok');
});

test.each([
  0,
  -1,
  65536,
  3128.5,
  Number.NaN,
  '0',
  '08080',
  '+80',
  ' 80',
  '80 ',
  '1e3',
  '0x50',
  '8０80',
  '99999',
  'http',
])('validateEndpoints refuses the port %j', (port) => {
  const { verdict, findings } = only({ ...plain, port });
  expect(verdict).toBe('error');
  expect(findings).toMatchObject([
    { code: 'port.invalid', path: '/endpoints/0/port', expected: 'a whole number from 1 to 65535' },
  ]);
  expect(findings[0]?.found).toBeDefined();
});

test('validateEndpoints takes a port in plain decimal text and says that a profile takes a number', () => {
  expect(codes({ ...plain, port: '3128' })).toEqual(['info port.text /endpoints/0/port']);
});

test('parsePort reads exactly the decimal spellings of 1 to 65535', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: -10, max: 70000 }).map(String), fc.string({ maxLength: 7 })), (text) => {
      const number = Number(text);
      const isPort = Number.isInteger(number) && number >= 1 && number <= 65535 && String(number) === text;
      expect(parsePort(text)).toBe(isPort ? number : null);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['http', 80],
  ['https', 443],
  ['socks5', 1080],
])('validateEndpoints warns of a missing port, and names what clients fill in for %s', (scheme, port) => {
  const missing = at({ scheme, host: 'proxy.corp.example' }, 'port.missing');
  expect(missing).toMatchObject({ severity: 'warning', path: '/endpoints/0/port' });
  expect(missing?.fix).toContain(String(port));
});

test.each([
  ['socks', undefined],
  ['PROXY', 'Write http.'],
  ['socks5h', 'Write socks5.'],
  ['HTTPS', 'Write https.'],
])('validateEndpoints refuses the scheme %s and says what is meant where that is certain', (scheme, fix) => {
  const refused = at({ ...plain, scheme }, 'proxy.scheme');
  expect(refused).toMatchObject({ severity: 'error', path: '/endpoints/0/scheme' });
  if (fix !== undefined) expect(refused?.fix).toBe(fix);
});

test.each([
  '0x7f000001',
  '2130706433',
  '127.1',
  '010.1.2.3',
  '[::1]',
  '::ffff:127.0.0.1',
  'a..b',
  'user@host',
  'http://a',
])('validateEndpoints refuses the host %s', (host) => {
  expect(codes({ ...plain, host })).toEqual(['error proxy.host /endpoints/0/host']);
});

test.each([
  ['http', 1080, 'warning'],
  ['http', 9050, 'warning'],
  ['http', 9150, 'warning'],
  ['socks5', 3128, 'warning'],
  ['socks5', 8080, 'warning'],
  ['socks4', 8888, 'warning'],
  ['socks5', 8118, 'warning'],
  ['http', 443, 'warning'],
  ['http', 8443, 'warning'],
  ['socks4', 9050, 'warning'],
  ['https', 443, undefined],
  ['https', 3128, undefined],
  ['socks5', 1080, undefined],
  ['socks5', 7890, undefined],
  ['http', 7890, undefined],
  ['http', 12321, undefined],
] as const)('validateEndpoints holds %s on %i against habit: %s', (scheme, port, severity) => {
  expect(at({ ...plain, scheme, port }, 'port.scheme-habit')?.severity).toBe(severity);
});

test('validateEndpoints names the products that break the habit of 443', () => {
  expect(at({ ...plain, port: 443 }, 'port.scheme-habit')?.message).toContain(
    'Zscaler Internet Access do take http there',
  );
});

test('validateEndpoints tells of system and ephemeral ports, and of other services', () => {
  expect(codes({ ...plain, port: 808 })).toEqual(['info port.system /endpoints/0/port']);
  expect(codes({ ...plain, port: 50123 })).toEqual(['info port.ephemeral /endpoints/0/port']);
  expect(codes({ ...plain, port: 5432 })).toEqual(['info port.registered /endpoints/0/port']);
  expect(codes({ ...plain, port: 9051 })).toContain('warning port.not-a-proxy /endpoints/0/port');
});

test('validateEndpoints says that a browser-blocked port does not matter for a proxy', () => {
  const blocked = at({ ...plain, port: 6667 }, 'port.blocked-by-browsers');
  expect(blocked).toMatchObject({ severity: 'info' });
  expect(blocked?.message).toContain('as a proxy’s port they use it');
});

test('validateEndpoints warns of a public proxy in plain text, without authentication, on a port that is scanned first', () => {
  expect(codes({ ...plain, host: '8.8.8.8' })).toEqual([
    'info port.well-known /endpoints/0/port',
    'warning proxy.plain-text /endpoints/0/scheme',
    'warning proxy.no-auth /endpoints/0',
  ]);
  expect(at({ ...plain, host: '8.8.8.8' }, 'port.well-known')?.message).toContain('is no access control');
});

test('validateEndpoints knows a public proxy by its declared addresses too', () => {
  const named = { ...plain, addresses: ['10.0.0.1', '2606:4700::1111'], auth: 'none' as const };
  expect(codes(named)).toContain('warning proxy.no-auth /endpoints/0/auth');
  expect(codes({ ...named, scheme: 'https', port: 8443, auth: 'basic' })).toEqual([]);
});

test.each([
  ['127.0.0.1', 12321, 'warning proxy.address-special'],
  ['::1', 12321, 'warning proxy.address-special'],
  ['localhost', 12321, 'warning proxy.address-special'],
  ['127.0.0.1', 9000, 'info proxy.address-special'],
  ['169.254.1.1', 12321, 'warning proxy.address-special'],
  ['fe80::1', 12321, 'warning proxy.address-special'],
  ['192.0.2.7', 12321, 'warning proxy.address-special'],
  ['2001:db8::7', 12321, 'warning proxy.address-special'],
  ['224.0.0.1', 12321, 'error proxy.address-unusable'],
  ['ff02::1', 12321, 'error proxy.address-unusable'],
  ['0.0.0.0', 12321, 'error proxy.address-unusable'],
  ['255.255.255.255', 12321, 'error proxy.address-unusable'],
  ['192.0.0.2', 12321, 'warning proxy.address-special'],
])('validateEndpoints judges the address %s on %i: %s', (host, port, expected) => {
  expect(codes({ ...plain, host, port })[0]).toBe(`${expected} /endpoints/0/host`);
});

test('validateEndpoints points at the declared address that is wrong', () => {
  expect(codes({ ...plain, addresses: ['10.0.0.1', '224.0.0.1'] })).toEqual([
    'error proxy.address-unusable /endpoints/0/addresses/1',
  ]);
});

test('validateEndpoints finds one endpoint under two schemes, whatever the spelling of the host', () => {
  const results = validateEndpoints([
    plain,
    { ...plain, host: 'PROXY.corp.example.', scheme: 'socks5' },
    { ...plain, port: 7890 },
    { ...plain, port: 7890, scheme: 'socks5' },
    { ...plain, port: 7890, scheme: 'https' },
    plain,
  ]).results;
  const clashes = results.map(({ findings }) => findings.filter(({ code }) => code === 'port.two-schemes'));
  expect(clashes.map((found) => found.map(({ severity, path }) => `${severity} ${path}`))).toEqual([
    [],
    ['warning /endpoints/1/scheme'],
    [],
    ['info /endpoints/3/scheme'],
    ['warning /endpoints/4/scheme'],
    [],
  ]);
});

test('validateEndpoints asks the firewall about every readable endpoint', () => {
  const asked: string[] = [];
  const { results } = validateEndpoints([plain, { ...plain, port: 0 }], {
    firewall: ({ host, port, path }) => {
      asked.push(`${host.text} ${port}`);
      return [finding('probe.filtered', `${path}/port`)];
    },
  });
  expect(asked).toEqual(['proxy.corp.example 3128']);
  expect(results.map(({ verdict }) => verdict)).toEqual(['warning', 'error']);
});

test('validateEndpoints answers a thousand endpoints in their order, each with its own pointers', () => {
  const endpoints = Array.from({ length: 1000 }, (_, i) => ({
    scheme: i % 2 ? 'http' : 'socks5',
    host: '8.8.8.8',
    port: 3128,
  }));
  const answer = validateEndpoints(endpoints);
  expect(ValidateAnswer.parse(answer).results).toHaveLength(1000);
  answer.results.forEach(({ findings }, index) => {
    for (const { path } of findings)
      expect(path === `/endpoints/${index}` || path.startsWith(`/endpoints/${index}/`)).toBe(true);
  });
});

test('every finding has its page, and those of a comparison say what was found', () => {
  const { findings } = only({ scheme: 'socks5', host: '8.8.8.8', port: 3128, auth: 'basic' });
  expect(findings.length).toBeGreaterThan(3);
  for (const { docs, code, found } of findings) {
    expect(docs).toBe(`/docs/findings#${code}`);
    expect(found).toBeDefined();
  }
});
