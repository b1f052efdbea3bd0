/** Does the edge's table name the zone that the policy gives? */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoneTable } from '../../../worker/core/follow/zone-table.ts';
import { type IpAddress, parseAddress } from '../../../worker/core/net/address.ts';
import { addressDigits } from '../../../worker/core/net/address-digits.ts';
import { parsed } from '../firewall/parsed.ts';
import { zoneAtEdge } from '../firewall/zone-of.ts';

const NETWORKS = [
  '198.51.100.0/24',
  '198.51.100.128/25',
  '198.51.0.0/16',
  '198.51.100.200',
  '2001:db8::/32',
  '2001:db8:5::/48',
];
const zone = fc.record(
  {
    networks: fc.constant([] as string[]),
    seenAs: fc.subarray(NETWORKS, { minLength: 1 }),
  },
  { requiredKeys: ['networks'] },
);

test('zoneTable has each address where the longest prefix puts it, and nowhere where two zones claim it', () => {
  const address = fc.constantFrom(
    ...['198.51.100.1', '198.51.100.127', '198.51.100.128', '198.51.100.200', '198.51.100.201', '198.51.99.255'],
    ...[
      '198.51.255.255',
      '198.52.0.0',
      '0.0.0.0',
      '255.255.255.255',
      '2001:db8::1',
      '2001:db8:5::',
      '2001:db8:6::',
      '::',
    ],
  );
  fc.assert(
    fc.property(fc.tuple(zone, zone, zone), fc.array(address, { minLength: 1 }), (zones, asked) => {
      const own = zones.map((one, at) => [`z${at}`, { ...one, networks: [`10.${at}.0.0/16`] }]);
      const policy = parsed({ zones: Object.fromEntries(own) });
      const table = zoneTable(policy);
      for (const text of [...asked, '10.1.2.3', '10.3.0.0']) {
        const peer = parseAddress(text) as IpAddress;
        const digits = addressDigits(peer);
        const holding = table[`v${peer.family}`].filter(([first, last]) => first <= digits && digits <= last);
        expect([text, holding.map((span) => span[2])]).toEqual([
          text,
          [zoneAtEdge(policy, peer)].filter((one) => one !== null),
        ]);
      }
      for (const spans of [table.v4, table.v6]) {
        const firsts = spans.map(([first]) => first);
        expect(firsts).toEqual([...firsts].sort());
      }
    }),
  );
});
