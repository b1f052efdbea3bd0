/** Does a bypass list say what the rules say, wherever it does not admit otherwise? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inRange, parseAddress } from '../../../../worker/core/net/address.ts';
import { rangeAround } from '../../../../worker/core/net/cidr.ts';
import { matchesWildcard } from '../../../../worker/core/net/wildcard.ts';
import { ANDROID } from '../../../../worker/core/targets/bypass/android.ts';
import { APPLE } from '../../../../worker/core/targets/bypass/apple.ts';
import { APT } from '../../../../worker/core/targets/bypass/apt.ts';
import { CHROMIUM } from '../../../../worker/core/targets/bypass/chromium.ts';
import { CURL } from '../../../../worker/core/targets/bypass/curl.ts';
import { ENVIRONMENT } from '../../../../worker/core/targets/bypass/environment.ts';
import { FIREFOX } from '../../../../worker/core/targets/bypass/firefox.ts';
import { GIT } from '../../../../worker/core/targets/bypass/git.ts';
import { GLIB } from '../../../../worker/core/targets/bypass/glib.ts';
import { GLOBS } from '../../../../worker/core/targets/bypass/globs.ts';
import { GO } from '../../../../worker/core/targets/bypass/go.ts';
import { JAVA } from '../../../../worker/core/targets/bypass/java.ts';
import { KDE } from '../../../../worker/core/targets/bypass/kde.ts';
import { MERCURIAL } from '../../../../worker/core/targets/bypass/mercurial.ts';
import { octetPatterns } from '../../../../worker/core/targets/bypass/octets.ts';
import { SSH } from '../../../../worker/core/targets/bypass/ssh.ts';
import { SUFFIXES } from '../../../../worker/core/targets/bypass/suffixes.ts';
import { VSCODE } from '../../../../worker/core/targets/bypass/vscode.ts';
import { WGET } from '../../../../worker/core/targets/bypass/wget.ts';
import { WINDOWS } from '../../../../worker/core/targets/bypass/windows.ts';
import { type BypassDialect, sayEntry } from '../../../../worker/core/targets/fixed/dialect.ts';
import type { BypassEntry, Hosts } from '../../../../worker/core/targets/fixed/entry.ts';
import { READERS, type Request } from './readers.ts';

const PAIRS: readonly (readonly [dialect: BypassDialect, reader: string])[] = [
  [CHROMIUM, 'chromium'],
  [FIREFOX, 'firefox'],
  [GO, 'go'],
  [ENVIRONMENT, 'go'],
  [ENVIRONMENT, 'curl'],
  [CURL, 'curl'],
  [SUFFIXES, 'npm'],
  [GLIB, 'glib'],
  [GLIB, 'glib as Chromium reads it'],
  [WINDOWS, 'windows'],
  [APPLE, 'apple'],
  [JAVA, 'java'],
  [ANDROID, 'android'],
  [APT, 'apt'],
  [GIT, 'git'],
  [KDE, 'kde'],
  [WGET, 'wget'],
  [SSH, 'ssh'],
  [GLOBS, 'globs'],
  [MERCURIAL, 'mercurial'],
  [VSCODE, 'vscode'],
];

/** Few names and addresses, so that entries and requests meet often. */
const NAMES = [
  'corp.example',
  'www.corp.example',
  'a.www.corp.example',
  'notcorp.example',
  'example',
  'intranet',
  '10.example',
];
const ADDRESSES = ['10.0.0.1', '10.1.2.3', '172.16.9.9', '172.32.0.1', '192.0.2.7', 'fd00::1', '2001:db8::7'];
const address = fc.constantFrom(...ADDRESSES).map((text) => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error('expected an address');
  return parsed;
});

const hosts: fc.Arbitrary<Hosts> = fc.oneof(
  fc.record({
    is: fc.constantFrom('suffix', 'exact', 'below'),
    name: fc.constantFrom(...NAMES),
  }) as fc.Arbitrary<Hosts>,
  fc.tuple(address, fc.integer({ min: 1, max: 128 })).map(
    ([one, prefix]): Hosts => ({
      is: 'range',
      range: rangeAround(one, one.family === 4 ? ((prefix - 1) % 32) + 1 : prefix),
    }),
  ),
  fc.constantFrom<Hosts>({ is: 'plain' }, { is: 'every' }),
  fc
    .constantFrom('*corp*', '10.*', 'www.*', '*.corp.example', 'a.*.example', 'w?w.corp.example')
    .map((pattern): Hosts => ({ is: 'pattern', pattern })),
);
const entry: fc.Arbitrary<BypassEntry> = fc.record({
  hosts,
  ports: fc.option(fc.subarray([80, 443, 8443], { minLength: 1 }), { freq: 3 }),
  schemes: fc.option(fc.subarray(['http', 'https'], { minLength: 1 }), { freq: 4 }),
});
const request: fc.Arbitrary<Request> = fc.record({
  scheme: fc.constantFrom('http', 'https'),
  host: fc.constantFrom(...NAMES, ...ADDRESSES),
  port: fc.constantFrom(80, 443, 8443),
});

/** What an entry means. */
function belongs({ hosts: what, ports, schemes }: BypassEntry, { scheme, host, port }: Request): boolean {
  if ((ports !== null && !ports.includes(port)) || (schemes !== null && !schemes.includes(scheme))) return false;
  const literal = parseAddress(host);
  const meanings: { readonly [Kind in Hosts['is']]: (hosts: Extract<Hosts, { is: Kind }>) => boolean } = {
    exact: ({ name }) => host === name,
    suffix: ({ name }) => host === name || (literal === null && host.endsWith(`.${name}`)),
    below: ({ name }) => literal === null && host.endsWith(`.${name}`),
    range: ({ range }) => literal !== null && inRange(literal, range),
    pattern: ({ pattern }) => matchesWildcard(pattern, host),
    plain: () => literal === null && !host.includes('.'),
    every: () => true,
  };
  return (meanings[what.is] as (hosts: Hosts) => boolean)(what);
}

describe.each(PAIRS.map(([dialect, reader]) => ({ dialect, reader })))('what $reader reads', ({ dialect, reader }) => {
  const read = READERS[reader];
  if (read === undefined) throw new Error(`expected a reader ${reader}`);
  const isDirect = (texts: readonly string[], one: Request) => texts.some((text) => read(text, one));

  test('goes direct only where the entry says so, or a remark admits more', () => {
    fc.assert(
      fc.property(entry, request, (bypass, one) => {
        const printed = sayEntry(dialect, bypass);
        if ('lost' in printed || printed.wider !== undefined || belongs(bypass, one)) return;
        expect(isDirect(printed.say, one), printed.say.join(' ')).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  test('goes direct wherever the entry says so, unless a remark admits less', () => {
    fc.assert(
      fc.property(entry, request, (bypass, one) => {
        const printed = sayEntry(dialect, bypass);
        if ('lost' in printed || printed.partly !== undefined || !belongs(bypass, one)) return;
        expect(isDirect(printed.say, one), printed.say.join(' ')).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('says something of most kinds of hosts, and a reason for the others', () => {
    const all = fc
      .sample(hosts, { numRuns: 200, seed: 7 })
      .map((one) => sayEntry(dialect, { hosts: one, ports: null, schemes: null }));
    expect(all.filter((printed) => !('lost' in printed)).length).toBeGreaterThan(20);
    for (const printed of all) if ('lost' in printed) expect(printed.lost).toMatch(/^\S.{9,}[^.]$/);
  });
});

describe('octetPatterns', () => {
  test('covers exactly the addresses of a range', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 0xffffffffn),
        fc.integer({ min: 1, max: 32 }),
        fc.bigInt(0n, 0xffffffffn),
        (value, prefix, other) => {
          const range = rangeAround({ family: 4, value }, prefix);
          const printed = octetPatterns(range);
          if ('lost' in printed) return;
          for (const probe of [other, range.first, range.last, range.first - 1n, range.last + 1n]) {
            if (probe < 0n || probe > 0xffffffffn) continue;
            const text = [24n, 16n, 8n, 0n].map((shift) => (probe >> shift) & 255n).join('.');
            expect(printed.say.some((pattern) => matchesWildcard(pattern, text))).toBe(
              inRange({ family: 4, value: probe }, range),
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
