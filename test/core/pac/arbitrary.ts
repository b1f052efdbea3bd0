/** Which programs and questions are worth trying? Generators for property tests, tuned so that tests often hold. */
import * as fc from 'fast-check';
import type { IpRange } from '../../../worker/core/net/address.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';
import { clientView } from '../../../worker/core/net/url.ts';
import type { NameEntry, Program, SortedNames, Step, Test, TimeWindow } from '../../../worker/core/pac/program.ts';
import type { Question } from '../../engines/engine.ts';

/** Few labels, so that names meet as parents, children and neighbours; some that objects inherit, some next to `.` in order. */
const label = fc.constantFrom('a', 'b', 'a-b', 'a_b', 'com', 'constructor', '__proto__', '0', 'x9', 'zz');
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));

const nameEntry: fc.Arbitrary<NameEntry> = fc.record({
  name,
  match: fc.constantFrom('suffix', 'exact', 'below'),
});

const LETTERS = { below: 'b', exact: 'e', suffix: 's' } as const;

/** The same names as a set that comes sorted, as far as such a set may hold them. */
const sortedSet: fc.Arbitrary<SortedNames> = fc.array(nameEntry, { maxLength: 6 }).map((entries) => {
  const allowed = entries.filter(({ name }) => !/(?:^|\.)[0-9]+$/.test(name));
  const keys = allowed.map(({ name, match }) => `${name.split('.').reverse().join('#')} ${LETTERS[match]}`);
  const distinct = [...new Set(keys)].sort();
  return { size: distinct.length, keys: () => distinct };
});

const V4 = [0n, 1n, 0x0a000000n, 0x0a0000ffn, 0x0a000100n, 0x7f000001n, 0xc0a80101n, 0xffffffffn];
const V6 = [0n, 1n, 0xffff_0a000001n, 0xfd00n << 112n, (0xfd00n << 112n) + 5n, (1n << 128n) - 1n];
const edges = { 4: V4, 6: V6 } as const;

const ascending = (a: bigint, b: bigint) => a < b;

const ipRange: fc.Arbitrary<IpRange> = fc.constantFrom(4 as const, 6 as const).chain((family) =>
  fc.tuple(fc.constantFrom(...edges[family]), fc.constantFrom(...edges[family])).map(([a, b]) => ({
    family,
    first: ascending(a, b) ? a : b,
    last: ascending(a, b) ? b : a,
  })),
);

const pattern = fc
  .array(fc.oneof(fc.constantFrom('*', '?', '.', '*.', 'http://', '/', '+', '$'), label), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

const source = fc.constantFrom('^a', 'a\\.b$', 'com(?:/|$)', '[/a]b', '^http:', 'x[0-9]', '\\?q', 'é', '');

const timeWindow: fc.Arbitrary<TimeWindow> = fc.record(
  {
    clock: fc.constantFrom('local' as const, 'utc' as const),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    from: fc.constantFrom(0, 1, 540, 1380, 1439),
    to: fc.constantFrom(2, 541, 1080, 1440),
    dates: fc.constantFrom(
      [[20240228, 20240229]],
      [
        [20231231, 20240101],
        [20250101, 20261231],
      ],
    ) as fc.Arbitrary<[number, number][]>,
  },
  { requiredKeys: ['clock', 'from', 'to'] },
);

const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 4 });
const portRange = fc.constantFrom<readonly [number, number]>([80, 80], [1, 443], [8080, 8090], [443, 65535], [21, 22]);

const leaf: fc.Arbitrary<Test> = fc.oneof(
  { weight: 4, arbitrary: some(nameEntry).map((names): Test => ({ is: 'names', names })) },
  fc
    .tuple(fc.array(nameEntry, { maxLength: 2 }), fc.array(sortedSet, { maxLength: 2 }))
    .map(([names, sorted]): Test => ({ is: 'names', names, sorted })),
  fc.constantFrom<Test>({ is: 'always' }, { is: 'never' }, { is: 'plain' }),
  fc
    .tuple(fc.constantFrom('host' as const, 'url' as const), some(pattern))
    .map(([on, patterns]): Test => ({ is: 'wildcard', on, patterns })),
  fc
    .tuple(fc.constantFrom('host' as const, 'url' as const), some(source))
    .map(([on, sources]): Test => ({ is: 'regex', on, sources })),
  fc
    .tuple(fc.constantFrom('host' as const, 'address' as const, 'client' as const), some(ipRange))
    .map(([on, ranges]): Test => ({ is: 'ranges', on, ranges })),
  some(fc.constantFrom('http', 'https', 'ws', 'ftp', 'foo')).map((schemes): Test => ({ is: 'scheme', schemes })),
  some(portRange).map((ranges): Test => ({ is: 'port', ranges })),
  some(timeWindow).map((windows): Test => ({ is: 'time', windows })),
);

const tests = fc.letrec<{ test: Test }>((tie) => ({
  test: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('all' as const, 'any' as const), fc.array(tie('test'), { maxLength: 3 }))
        .map(([is, of]): Test => ({ is, of })),
    },
    { weight: 1, arbitrary: tie('test').map((of): Test => ({ is: 'not', of })) },
  ),
})).test;

const route = fc.constantFrom('direct', 'office', 'lab', 'twin');

/** Programs of up to eight steps; two routes share a result string. */
export const programs: fc.Arbitrary<Program> = fc
  .tuple(fc.array(fc.tuple(tests, route), { maxLength: 8 }), route)
  .map(([steps, otherwise]) => ({
    steps: steps.map(([test, route], rule): Step => ({ test, route, rule })),
    otherwise,
    results: RESULTS,
  }));

/** Result strings for the routes above. */
export const RESULTS: ReadonlyMap<string, string> = new Map([
  ['direct', 'DIRECT'],
  ['office', 'PROXY proxy.corp.example:3128; DIRECT'],
  ['lab', 'SOCKS5 [::1]:1080'],
  ['twin', 'PROXY proxy.corp.example:3128; DIRECT'],
]);

const literals = ['10.0.0.1', '10.0.1.0', '127.0.0.1', '0.0.0.0', '255.255.255.255', '[::1]', '[fd00::5]', '[::]'];
const strange = ['0x7f.1', 'EXAMPLE.com.', 'a..b', 'a,b.com', "a'b.com", '[::ffff:10.0.0.1]', 'x9.A-B.zz.', 'ä.com'];
const host = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(name, fc.constantFrom('', 'www.', 'A.')).map(([name, sub]) => sub + name) },
  { weight: 2, arbitrary: fc.constantFrom(...literals) },
  { weight: 1, arbitrary: fc.constantFrom(...strange) },
);

const address = fc.constantFrom('10.0.0.5', '10.0.1.7', '192.168.1.1', '127.0.0.1', '::1', 'fd00::5', '', null, 'none');

/** A time around midnight, month ends and leap days, on two clocks. */
const now = fc
  .tuple(
    fc.constantFrom(Date.UTC(2024, 1, 29), Date.UTC(2024, 0, 1), Date.UTC(2026, 10, 24), Date.UTC(2023, 11, 31)),
    fc.constantFrom(0, 1, 2, 539, 540, 541, 1079, 1080, 1379, 1380, 1439),
    fc.constantFrom(-600, 0, 330),
  )
  .map(([day, minute, offset]) => ({
    local: day + minute * 60_000,
    utc: day + (minute - offset) * 60_000,
  }));

/** Questions as an engine that parses nothing would pass them on: the URL as typed, the host as the URL parser gives it. */
export const questions: fc.Arbitrary<Question> = fc
  .record({
    scheme: fc.constantFrom('http', 'https', 'ws', 'wss', 'ftp', 'foo', 'HTTP'),
    user: fc.constantFrom('', '', 'me:p@w@', 'a@'),
    host,
    port: fc.constantFrom('', '', ':80', ':443', ':8443', ':8085', ':'),
    rest: fc.constantFrom(
      '',
      '/',
      '/a/b?q=http://a@b/',
      '?q#f/x',
      '#f',
      '/é',
      "/x'y\\z",
      `/${'?x'.repeat(510)}com`,
      '?',
      `/${'?x'.repeat(510)}com`,
    ),
    client: address,
    resolved: address,
    now,
  })
  .filter(({ scheme, user, host, port, rest }) => !isRefused(clientView(`${scheme}://${user}${host}${port}${rest}`)))
  .map(({ scheme, user, host, port, rest, client, resolved, now }) => {
    const parsed = new URL(`${scheme}://${user}${host}${port}${rest}`);
    const dns = { [parsed.hostname.toLowerCase().replace(/\.$/, '')]: resolved };
    return { url: parsed.href, host: parsed.hostname, clientIp: client, dns, now };
  });
