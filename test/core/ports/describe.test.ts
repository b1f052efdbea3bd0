import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PortDescription } from '../../../schemas/ports.ts';
import { describePort } from '../../../worker/core/ports/describe.ts';
import { searchPorts } from '../../../worker/core/ports/search.ts';

test('describePort has the shape of the schema for every port', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 65535 }), (port) => {
      const described = describePort(port);
      expect(PortDescription.parse(described)).toEqual(described);
      expect(described.sentences.length).toBeGreaterThan(1);
    }),
    { numRuns: 200 },
  );
});

test('describePort tells of 3128 that Squid listens there, and that the registered name is another', () => {
  const { services, proxies, sentences, range, blockedByBrowsers } = describePort(3128);
  expect({ range, blockedByBrowsers }).toEqual({ range: 'user', blockedByBrowsers: false });
  expect(services.map(({ name }) => name)).toEqual(['ndl-aas']);
  expect(proxies.find(({ product }) => product === 'Squid')).toMatchObject({
    role: 'http',
    usable: true,
    evidence: 'source-default',
  });
  expect(sentences).toContain('Squid is an HTTP proxy.');
});

test('describePort says of a blocked port that the PAC’s URL is concerned and a proxy’s port is not', () => {
  const described = describePort(6667);
  expect(described.blockedByBrowsers).toBe(true);
  expect(described.findings.map(({ code, severity }) => [code, severity])).toContainEqual([
    'port.blocked-by-browsers',
    'info',
  ]);
  expect(described.sentences.at(-1)).toMatch(/no PAC can be served there. A proxy may still listen on it/);
});

test('describePort warns of a port that only non-proxies use', () => {
  const described = describePort(9051);
  expect(described.proxies).toMatchObject([{ product: 'Tor', role: 'control', usable: false }]);
  expect(described.findings.map(({ code }) => code)).toContain('port.not-a-proxy');
});

test('describePort names the systems whose outgoing connections may hold an ephemeral port', () => {
  expect(describePort(40000).ephemeral.map(({ system }) => system)).toEqual(['Linux', 'FreeBSD']);
});

test('searchPorts finds ports by product, by service and by number', () => {
  expect(searchPorts('tor').map(({ port }) => port)).toEqual([9040, 9050, 9051, 9150]);
  expect(searchPorts('Squid').map(({ port }) => port)).toEqual([3128, 3130]);
  expect(searchPorts('zscaler kerberos').map(({ port }) => port)).toEqual([8800]);
  expect(searchPorts('ndl-aas').map(({ port }) => port)).toEqual([]);
  expect(searchPorts('ndl aas').map(({ port }) => port)).toEqual([3128]);
  expect(searchPorts('no such thing at all')).toEqual([]);
});

test('searchPorts puts a number first, known or not', () => {
  expect(searchPorts('4242')).toEqual([
    { port: 4242, range: 'user', services: [], products: [], blockedByBrowsers: false },
  ]);
  expect(searchPorts('808').map(({ port }) => port)[0]).toBe(808);
  expect(searchPorts('808').map(({ port }) => port)).toContain(8080);
});

test('searchPorts lists everything for an empty query', () => {
  expect(searchPorts(' ').length).toBeGreaterThan(150);
});
