import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameCollector } from '../../../worker/core/lists/names/collect.ts';
import { entryOf, keyOf, reversed } from '../../../worker/core/lists/names/key.ts';
import { isWithin } from '../../../worker/core/net/host.ts';
import type { NameEntry } from '../../../worker/core/pac/program.ts';
import { names } from './arbitrary.ts';

const entries = fc.array(fc.record<NameEntry>({ name: names, match: fc.constantFrom('suffix', 'exact', 'below') }), {
  maxLength: 20,
});

function collected(all: readonly NameEntry[]) {
  const collector = nameCollector();
  for (const { name, match } of all) collector.add(name, match);
  return collector.finish();
}

/** The meaning of an entry, slow and obvious. */
function holds({ name, match }: NameEntry, host: string): boolean {
  if (match === 'exact') return host === name;
  return isWithin(host, name) && (match === 'suffix' || host !== name);
}

describe('nameCollector', () => {
  test('has exactly the hosts that one of the names holds', () => {
    fc.assert(
      fc.property(entries, fc.array(names, { minLength: 5 }), (all, hosts) => {
        const set = collected(all).names;
        for (const host of hosts)
          expect([host, set.has(host)]).toEqual([host, all.some((entry) => holds(entry, host))]);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps nothing twice and nothing that another holds, and counts what it left out', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const { names: set, duplicates, covered } = collected(all);
        const kept = [...set.entries()];
        expect(set.size).toBe(kept.length);
        const distinct = new Set(all.map(({ name, match }) => keyOf(name, match)));
        expect(duplicates).toBe(all.length - distinct.size);
        // Two of `exact` and `below` become one `suffix` and are no loss.
        expect(kept.length + covered).toBeLessThanOrEqual(distinct.size);
        for (const entry of kept) {
          const others = kept.filter((other) => other !== entry);
          expect(
            others.some(
              (other) =>
                isWithin(entry.name, other.name) && holds(other, `x.${other.name}`) && entry.name !== other.name,
            ),
          ).toBe(false);
          expect(others.some((other) => other.name === entry.name)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('merges runs: a hundred thousand names in no order come out sorted, once each', () => {
    const collector = nameCollector();
    for (let k = 0; k < 100_000; k++) collector.add(`n${(k * 7919) % 50_000}.example`, 'suffix');
    const { names: set, duplicates, covered } = collector.finish();
    expect([set.size, duplicates, covered]).toEqual([50_000, 50_000, 0]);
    const keys = [...set.keys()];
    expect(keys).toEqual([...keys].sort());
    expect([set.has('a.n49999.example'), set.has('n50000.example'), set.has('example')]).toEqual([true, false, false]);
  });

  test('a name covers what stands below it in other runs too', () => {
    const collector = nameCollector();
    for (let k = 0; k < 70_000; k++) collector.add(`n${k}.deep.example`, 'exact');
    collector.add('deep.example', 'below');
    const { names: set, covered } = collector.finish();
    expect([set.size, covered]).toEqual([1, 70_000]);
  });
});

describe('keyOf', () => {
  test('is undone by entryOf', () => {
    fc.assert(
      fc.property(names, fc.constantFrom('suffix' as const, 'exact' as const, 'below' as const), (name, match) => {
        expect(entryOf(keyOf(name, match))).toEqual({ name, match });
      }),
    );
  });

  test('reverses labels', () => {
    expect([reversed('a.b.example'), reversed('localhost')]).toEqual(['example#b#a', 'localhost']);
  });
});
