/** Where may the requests of a rule go when it sends them direct? */
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../schemas/condition.ts';
import { directUsesOf } from '../../../worker/core/follow/direct-uses.ts';
import { formatRange } from '../../../worker/core/net/cidr.ts';
import { fold } from '../../../worker/core/pac/passes/fold.ts';
import type { Test } from '../../../worker/core/pac/program.ts';
import { NEVER } from '../../../worker/core/pac/walk.ts';
import { parsed } from '../lists/outcomes-of.ts';
import { CAMPUS, lowered } from '../rules/asking.ts';

/** A condition's uses in words: `ports: destinations`. */
function uses(condition: Condition, zone: string | null = null): string[] {
  const { steps } = fold.run({
    steps: [{ test: lowered(condition, CAMPUS, zone), route: 'direct', rule: 0 }],
    otherwise: 'direct',
    results: new Map(),
  });
  return inWords(steps[0]?.test ?? NEVER);
}

function inWords(tested: Test): string[] {
  return directUsesOf(tested).map(({ ranges, names, ports }) => {
    const places = [...ranges.map(formatRange), ...names.map(({ name, match }) => `${match} ${name}`)];
    return `${ports.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(' ')}: ${places.join(', ') || 'anywhere'}`;
  });
}

describe('directUsesOf', () => {
  test('of a rule list are its names and ranges, and anywhere when they are many', () => {
    const text = (count: number) => Array.from({ length: count }, (_, k) => `n${k}.example`).join('\n');
    const small = parsed('domains', `a.example\nb.example\n10.0.0.0/8`).meaning.test;
    expect(inWords(small)).toEqual(['80 443: 10.0.0.0/8, suffix a.example, suffix b.example']);
    expect(inWords(parsed('domains', text(10_001)).meaning.test)).toEqual(['80 443: anywhere']);
  });

  test.each<[Condition, string[]]>([
    [{ plain: true }, ['80 443: anywhere']],
    [{ domain: ['a.example', 'b.example'] }, ['80 443: suffix a.example, suffix b.example']],
    [{ host: ['www.a.example', '*.b.example'] }, ['80 443: exact www.a.example, below b.example']],
    [{ host: 'w*.a.example' }, ['80 443: anywhere']],
    [{ host: '10.0.0.1' }, ['80 443: 10.0.0.1']],
    [{ cidr: ['10.0.0.0/8', 'fd00::/8'] }, ['80 443: 10.0.0.0/8, fd00::/8']],
    [{ cidr: '10.0.0.0/8', resolve: true, domain: 'a.example' }, ['80 443: 10.0.0.0/8']],
    [{ port: [8443, '9000-9099'] }, ['8443 9000-9099: anywhere']],
    [{ scheme: 'ftp' }, ['21 80 443: anywhere']],
    [{ scheme: ['https', 'foo'] }, ['80 443: anywhere']],
    [{ scheme: 'ftp', port: 2121 }, ['2121: anywhere']],
    [{ client: '10.0.0.0/8', time: { days: 'mon' } }, ['80 443: anywhere']],
    [{ url: 'http://a.example/*' }, ['80 443: anywhere']],
    [{ list: 'ads' }, ['80 443: exact ads.example']],
    [{ not: { cidr: '10.0.0.0/8' } }, ['80 443: anywhere']],
    [{ not: { port: '1-1023' } }, ['80 443: anywhere']],
    [{ zone: 'staff', domain: 'a.example' }, []],
  ])('of %j is %j', (condition, expected) => expect(uses(condition)).toEqual(expected));

  test.each<[Condition, string[]]>([
    [{ any: [{ domain: 'a.example' }, { cidr: '10.0.0.0/8' }] }, ['80 443: 10.0.0.0/8, suffix a.example']],
    [{ any: [{ domain: 'a.example' }, { plain: true }] }, ['80 443: anywhere']],
    [{ any: [{ domain: 'a.example', port: 8443 }, { plain: true }] }, ['8443: suffix a.example', '80 443: anywhere']],
    [{ any: [{ port: 8443 }, { domain: 'a.example' }], cidr: '10.0.0.1' }, ['8443: 10.0.0.1', '80 443: 10.0.0.1']],
    [{ all: [{ port: '1-1000' }, { port: ['900-2000', 80] }] }, ['80 900-1000: anywhere']],
    [{ all: [{ port: 80 }, { port: 81 }] }, []],
    [{ all: [{ domain: 'a.example' }, { port: 8443 }] }, ['8443: suffix a.example']],
    [{ all: [{ cidr: '10.0.0.0/8' }, { cidr: '10.1.0.0/16' }] }, ['80 443: 10.0.0.0/8']],
    [{ all: [{ domain: 'a.example' }, { domain: 'b.a.example' }] }, ['80 443: suffix a.example']],
  ])('of the groups %j is %j', (condition, expected) => expect(uses(condition)).toEqual(expected));

  test('knows the zone that it is asked for', () => {
    expect(uses({ zone: 'staff', domain: 'a.example' }, 'staff')).toEqual(['80 443: suffix a.example']);
    expect(uses({ not: { zone: 'staff' }, port: 81 }, 'staff')).toEqual([]);
    expect(uses({ not: { zone: 'staff' }, port: 81 }, 'guests')).toEqual(['81: anywhere']);
  });

  test('of more alternatives than it looks at is anywhere, on their ports and on those of the web', () => {
    const names = (count: number, port?: number): Test[] =>
      Array.from({ length: count }, (_, at): Test => {
        const name: Test = { is: 'names', names: [{ name: `h${at}.example`, match: 'exact' }] };
        return port === undefined ? name : { is: 'all', of: [name, { is: 'port', ranges: [[port, port]] }] };
      });
    expect(inWords({ is: 'any', of: names(64) })[0]).toMatch(/^80 443: exact h0/);
    expect(inWords({ is: 'any', of: names(65) })).toEqual(['80 443: anywhere']);
    expect(inWords({ is: 'any', of: [...names(40, 81), ...names(40)] })).toEqual(['80 443: anywhere', '81: anywhere']);
    const product: Test = {
      is: 'all',
      of: [
        { is: 'any', of: names(60) },
        { is: 'any', of: names(60, 82) },
      ],
    };
    expect(inWords(product)).toEqual(['82: anywhere']);
  });
});
