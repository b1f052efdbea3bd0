/** Does a bypass list never have an entry that an exception of its rule takes something from? */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsOf } from '../../../../worker/core/explain/facts.ts';
import { formatAddress } from '../../../../worker/core/net/address.ts';
import { ALONE } from '../../../../worker/core/rules/surroundings.ts';
import type { Hosts } from '../../../../worker/core/targets/fixed/entry.ts';
import { hostsOf } from '../../../../worker/core/targets/fixed/excepted.ts';
import { lists } from '../../lists/arbitrary.ts';
import { parsed } from '../../lists/outcomes-of.ts';

/** Some hosts of an entry; of patterns none. */
const SOME: { readonly [Kind in Hosts['is']]: (hosts: Extract<Hosts, { is: Kind }>) => string[] } = {
  suffix: ({ name }) => [name, `a.${name}`, `b.a.${name}`],
  exact: ({ name }) => [name],
  below: ({ name }) => [`a.${name}`, `b.a.${name}`],
  range: ({ range: { family, first, last } }) => [first, last].map((value) => formatAddress({ family, value })),
  pattern: () => [],
  plain: () => ['plain'],
  every: () => ['x.example', '203.0.113.9'],
};

test('hostsOf a list has only hosts that the list holds, for http, https and any port that an entry has', () => {
  fc.assert(
    fc.property(lists, ({ format, text }) => {
      const { meaning } = parsed(format, text);
      for (const { hosts, ports, schemes } of hostsOf(meaning.test).entries) {
        for (const host of (SOME[hosts.is] as (hosts: Hosts) => string[])(hosts)) {
          const at = host.includes(':') ? `[${host}]` : host;
          const url = `${schemes?.[0] ?? 'https'}://${at}${ports === null ? '' : `:${ports[0]}`}/`;
          const facts = factsOf({ url }, { surroundings: ALONE, now: 0 }, () => {});
          if (facts !== null) expect([url, meaning.contains(facts)]).toEqual([url, true]);
        }
      }
    }),
    { numRuns: 300 },
  );
});
