/** Which profiles and queries are worth trying? Documents as people write them, so that rules often match. */
import fc from 'fast-check';
import type { Condition } from '../../../schemas/condition.ts';
import type { Profile, Query } from '../../../schemas/profile.ts';

const NAMES = [
  'a.example',
  'b.a.example',
  'A.Example.',
  'constructor',
  '__proto__',
  'münchen.example',
  'x1',
  'b.example',
];
const LITERALS = ['10.0.0.1', '10.255.0.1', '192.0.2.7', '127.0.0.1', '::1', 'fd00::1', '2001:db8::1'];

const names = fc.constantFrom(...NAMES);
const ranges = fc.constantFrom(
  '10.0.0.0/8',
  '10.0.0.1',
  '0.0.0.0/0',
  'fd00::/8',
  '::/0',
  '192.0.2.0/24',
  '127.0.0.0/8',
);
const many = <Value>(one: fc.Arbitrary<Value>) => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

const time = fc.record(
  {
    days: many(fc.constantFrom('mon', 'tue', 'wed', 'sun')),
    from: fc.constantFrom('00:00', '09:00', '22:00'),
    to: fc.constantFrom('06:00', '18:00', '24:00'),
    dates: fc.constantFrom({ from: '2026-11-24', to: '2026-11-24' }, { from: '2026-12-31', to: '2027-01-01' }),
    zone: fc.constantFrom('local', 'utc'),
  },
  { requiredKeys: ['from'] },
);
const regex = fc.oneof(
  fc.record({ host: many(fc.constantFrom('^a', 'example$', '(?:^|\\.)a\\.', '^[0-9.]+$', ':')) }),
  fc.record({ url: fc.constantFrom('^https:', '/p\\?', ':8080/', 'q=[a-z]+$') }),
);

const leaves = {
  domain: many(names),
  host: many(
    fc.oneof(names, fc.constantFrom('*.example', '*a*', '10.*', '?1', '10.0.0.1', '*.a.example', 'fd00:*', '*')),
  ),
  cidr: many(ranges),
  plain: fc.constant(true as const),
  scheme: many(fc.constantFrom('http', 'HTTPS', 'ws', 'ftp', 'foo')),
  port: many(fc.constantFrom<(number | string)[]>(80, 443, '8000-9000', '1-65535', 21)),
  url: many(
    fc.constantFrom(
      'http://a.example/*',
      '*://*/p?q=x',
      'https://*',
      'http://*:8080/*',
      '*example*',
      'HTTP://A.example',
    ),
  ),
  regex: many(regex),
  client: many(ranges),
  time: many(time),
};

/** Conditions of one to three keys, groups nested up to three deep. */
export const conditions: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition; leaf: Condition }>((tie) => ({
  leaf: fc
    .tuple(
      fc.record(leaves, { requiredKeys: [] }),
      fc.subarray(Object.keys(leaves), { minLength: 1, maxLength: 2 }),
      fc.boolean(),
    )
    .chain(([all, keys, resolve]) => pick(all as Condition, keys, resolve)),
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 5, arbitrary: tie('leaf') },
    { weight: 1, arbitrary: fc.record({ any: many(tie('condition')) }) },
    { weight: 1, arbitrary: fc.record({ all: many(tie('condition')) }) },
    { weight: 1, arbitrary: fc.record({ not: many(tie('condition')) }) },
  ),
})).condition;

/** Keeps some keys; keys that were left out are filled in, so that the condition is never empty. */
function pick(all: Condition, keys: readonly string[], resolve: boolean): fc.Arbitrary<Condition> {
  const kept = keys.map((key) => {
    const given = (all as Record<string, unknown>)[key];
    return (given === undefined ? leaves[key as keyof typeof leaves] : fc.constant(given)).map((value) => [key, value]);
  });
  return fc.tuple(...kept).map((entries) => {
    const condition: Condition = Object.fromEntries(entries);
    return resolve && condition.cidr !== undefined ? { ...condition, resolve: true } : condition;
  });
}

const uses = fc.constantFrom('direct', 'block', 'office', 'lab', 'squid', 'six');

/** Profiles with two routes over four proxies. */
export const profiles: fc.Arbitrary<Profile> = fc
  .record({
    rules: fc.array(
      fc.record({ when: conditions, use: uses, disabled: fc.boolean() }, { requiredKeys: ['when', 'use'] }),
      { maxLength: 6 },
    ),
    default: uses,
  })
  .map((rules) => ({ ...BASE, ...rules }));

const BASE: Pick<Profile, 'proxies' | 'routes'> = {
  proxies: {
    squid: { scheme: 'http', host: 'Proxy.Corp.example.', port: 3128 },
    tls: { scheme: 'https', host: 'proxy2.corp.example', port: 8443 },
    old: { scheme: 'socks4', host: '192.0.2.1', port: 1080 },
    six: { scheme: 'socks5', host: '2001:DB8::1', port: 1080 },
  },
  routes: { office: ['squid', 'tls'], lab: ['six', 'old', 'direct'] },
};

const hosts = fc.oneof(
  names,
  fc.constantFrom(
    'www.a.example',
    'xa.example',
    'c.b.a.example',
    'z',
    '0x7f.1',
    'xn--mnchen-3ya.example',
    'a.example.org',
  ),
  fc.constantFrom(...LITERALS).map((literal) => (literal.includes(':') ? `[${literal}]` : literal)),
);

/** Queries as people put them: credentials, fragments, odd case, with and without a time, a client and DNS. */
export const queries: fc.Arbitrary<Query> = fc
  .record({
    scheme: fc.constantFrom('http', 'https', 'HTTP', 'ws', 'wss', 'ftp', 'foo'),
    user: fc.constantFrom('', '', 'me:pw@'),
    host: hosts,
    port: fc.constantFrom('', '', ':80', ':443', ':8080'),
    rest: fc.constantFrom('', '/', '/p?q=x', '?q=x', '/p?q=x#f', '#f'),
    client: fc.option(fc.constantFrom(...LITERALS), { nil: undefined }),
    at: fc.option(
      fc.constantFrom(
        '2026-11-24T09:30:00+01:00',
        '2026-11-25T05:30:00Z',
        '2026-12-31T23:30:00-03:00',
        '2026-11-29T22:00:00+05:30',
      ),
      { nil: undefined },
    ),
    address: fc.option(fc.constantFrom<string[][]>(['10.1.2.3'], ['fd00::9', '192.0.2.9'], ['fd00::9'], []), {
      nil: null,
    }),
  })
  .filter(({ scheme, host }) => scheme !== 'foo' || !/[^\0-\x7f]/.test(host))
  .map(({ scheme, user, host, port, rest, client, at, address }) => ({
    url: `${scheme}://${user}${host}${port}${rest}`,
    ...(client === undefined ? {} : { client }),
    ...(at === undefined ? {} : { at }),
    ...(host.startsWith('[') || /^[0-9]/.test(host) ? {} : { dns: { [host]: address } }),
  }));
