/** Is a bypass entry that could take a rule's requests always found? */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameCollector } from '../../../../worker/core/lists/names/collect.ts';
import { parseAddress } from '../../../../worker/core/net/address.ts';
import { rangeAround, rangeOf } from '../../../../worker/core/net/cidr.ts';
import type { NameEntry, SortedNames, Test } from '../../../../worker/core/pac/program.ts';
import type { BypassEntry } from '../../../../worker/core/targets/fixed/entry.ts';
import { entriesOf } from '../../../../worker/core/targets/fixed/entry.ts';
import { noneLater } from '../../../../worker/core/targets/fixed/later.ts';
import { couldMeet } from '../../../../worker/core/targets/fixed/overlap.ts';

const NAMES = ['x.example', 'a.x.example', 'b.a.x.example', 'y.example', 'example', 'plain'];
const ADDRESSES = ['10.0.0.1', '10.1.2.3', '192.0.2.7', 'fd00::1'].map((text) => {
  const address = parseAddress(text);
  if (address === null) throw new Error('expected an address');
  return address;
});
const range = fc
  .tuple(fc.constantFrom(...ADDRESSES), fc.constantFrom(8, 16, 32))
  .map(([address, prefix]) => rangeAround(address, prefix));
const names = fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...NAMES), match: fc.constantFrom('suffix', 'exact', 'below') }),
  { minLength: 1, maxLength: 3 },
);
const sortedOf = (entries: readonly NameEntry[]): SortedNames => {
  const collector = nameCollector();
  for (const { name, match } of entries) collector.add(name, match);
  return collector.finish().names;
};
const leaf: fc.Arbitrary<Test> = fc.oneof(
  names.map((all): Test => ({ is: 'names', names: all })),
  names.map((all): Test => ({ is: 'names', names: [], sorted: [sortedOf(all)] })),
  fc.array(range, { minLength: 1, maxLength: 2 }).map((ranges): Test => ({ is: 'ranges', on: 'host', ranges })),
  fc.constantFrom<Test>({ is: 'plain' }, { is: 'always' }, { is: 'wildcard', on: 'host', patterns: ['a.*', '10.*'] }),
  fc.constantFrom<Test>(
    { is: 'scheme', schemes: ['http'] },
    { is: 'port', ranges: [[80, 90]] },
    { is: 'regex', on: 'host', sources: ['x'] },
  ),
);
const anyTest: fc.Arbitrary<Test> = fc.oneof(
  leaf,
  fc
    .tuple(fc.constantFrom('all', 'any'), fc.array(leaf, { minLength: 2, maxLength: 3 }))
    .map(([is, of]): Test => ({ is, of })),
);
const entries = anyTest.map((test) => entriesOf(test).entries).filter((all) => all.length > 0);

test('couldMeet finds whatever a name or address shows, and the order of the two sides means nothing', () => {
  fc.assert(
    fc.property(leaf, leaf, (one, other) => {
      const [mine, others] = [entriesOf(one).entries, entriesOf(other).entries];
      const there = others.some((entry) => couldMeet(one, entry));
      const back = mine.some((entry) => couldMeet(other, entry));
      if (mine.length > 0 && others.length > 0) expect(there).toBe(back);
    }),
    { numRuns: 1000 },
  );
});

test('couldMeet knows what certainly does not meet', () => {
  const entry = (test: Test): BypassEntry => {
    const [first] = entriesOf(test).entries;
    if (first === undefined) throw new Error('expected an entry');
    return first;
  };
  const name = (text: string, match: 'suffix' | 'exact' | 'below' = 'suffix'): Test => ({
    is: 'names',
    names: [{ name: text, match }],
  });
  const literal: Test = { is: 'ranges', on: 'host', ranges: [rangeOf(ADDRESSES[0] ?? { family: 4, value: 0n })] };
  expect(couldMeet(name('x.example'), entry(name('y.example')))).toBe(false);
  expect(couldMeet(name('x.example'), entry(name('notx.example')))).toBe(false);
  expect(couldMeet(name('x.example', 'exact'), entry(name('x.example', 'below')))).toBe(false);
  expect(couldMeet(name('x.example', 'exact'), entry(name('a.x.example')))).toBe(false);
  expect(couldMeet(name('a.x.example'), entry(name('x.example', 'below')))).toBe(true);
  expect(couldMeet(literal, entry(name('x.example')))).toBe(false);
  expect(couldMeet({ is: 'plain' }, entry(name('x.example')))).toBe(false);
  expect(couldMeet({ is: 'plain' }, entry(name('plain')))).toBe(true);
  expect(
    couldMeet({ is: 'all', of: [name('x.example'), { is: 'scheme', schemes: ['ftp'] }] }, entry(name('x.example'))),
  ).toBe(true);
});

test('Later finds an entry exactly where asking each of them does', () => {
  fc.assert(
    fc.property(fc.array(entries, { maxLength: 5 }), anyTest, (lists, rule) => {
      const later = noneLater();
      for (const list of lists) later.add(list);
      const taking = later.taking(rule);
      expect(taking !== null).toBe(lists.flat().some((entry) => couldMeet(rule, entry)));
      if (taking !== null) expect(couldMeet(rule, taking)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('Later stays quick, and on the safe side, with more than anybody writes', () => {
  const many = (prefix: string): Test => ({
    is: 'names',
    names: Array.from({ length: 20_000 }, (_, index) => ({
      name: `${prefix}${index}.example`,
      match: 'suffix' as const,
    })),
  });
  const ranges: Test = {
    is: 'ranges',
    on: 'host',
    ranges: Array.from({ length: 5_000 }, (_, index) => rangeOf({ family: 4, value: BigInt(index) * 2n })),
  };
  const later = noneLater();
  later.add(entriesOf(many('a')).entries);
  expect(later.taking(many('b'))).toBeNull();
  later.add(entriesOf(ranges).entries);
  // 5,000 × 25,000 comparisons are not made; "perhaps" is the answer.
  expect(
    later.taking({
      ...ranges,
      ranges:
        ranges.is === 'ranges'
          ? ranges.ranges.map((one) => ({ ...one, first: one.first + 1n, last: one.last + 1n }))
          : [],
    }),
  ).not.toBeNull();
});

test('Later finds what meets a list of any size, and is not confused by what cannot', () => {
  const list = sortedOf(Array.from({ length: 50_000 }, (_, k) => ({ name: `n${k}.example`, match: 'suffix' })));
  const rule: Test = { is: 'names', names: [], sorted: [list] };
  const takenBy = (...hosts: readonly BypassEntry['hosts'][]) => {
    const later = noneLater();
    later.add(hosts.map((one) => ({ hosts: one, ports: null, schemes: null })));
    return later.taking(rule)?.hosts ?? null;
  };
  const range = rangeOf(ADDRESSES[0] ?? { family: 4, value: 0n });
  const others = Array.from({ length: 2_000 }, (_, k) => ({ is: 'suffix', name: `m${k}.example` }) as const);
  expect(takenBy({ is: 'plain' }, { is: 'range', range }, ...others)).toBeNull();
  expect(takenBy({ is: 'exact', name: 'example' }, { is: 'below', name: 'x.example' })).toBeNull();
  expect(takenBy({ is: 'exact', name: 'www.n7.example' })).toEqual({ is: 'exact', name: 'www.n7.example' });
  expect(takenBy({ is: 'below', name: 'example' })).not.toBeNull();
  expect(takenBy({ is: 'below', name: 'n49999.example' })).not.toBeNull();
  expect(takenBy({ is: 'pattern', pattern: '*.other' })).not.toBeNull();
});
