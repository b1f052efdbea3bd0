/** In which zone does an address stand, for the firewall and for the edge? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentsOf, zoneIn } from '../../../worker/core/firewall/zones.ts';
import { type IpAddress, parseAddress } from '../../../worker/core/net/address.ts';
import { rangeAround } from '../../../worker/core/net/cidr.ts';
import { parsed } from './parsed.ts';
import { zoneAtEdge, zoneOfClient } from './zone-of.ts';

const at = (text: string): IpAddress => parseAddress(text) ?? expect.fail(text);

const POLICY = parsed({
  zones: {
    staff: { networks: ['10.20.0.0/16', '2001:db8:20::/48'], seenAs: ['198.51.100.0/24'] },
    lab: { networks: ['10.20.8.0/24'] },
    branch: { networks: ['10.30.0.0/16'], seenAs: ['198.51.100.128/25', '203.0.113.7'] },
    tills: { networks: ['10.40.0.0/16'], seenAs: ['203.0.113.7'] },
  },
});

describe('firewallNetworks, asked for a client', () => {
  test('takes the longest prefix of the networks, and none outside them', () => {
    expect(zoneOfClient(POLICY, at('10.20.1.1'))).toBe('staff');
    expect(zoneOfClient(POLICY, at('10.20.8.255'))).toBe('lab');
    expect(zoneOfClient(POLICY, at('2001:db8:20:ffff::1'))).toBe('staff');
    expect(zoneOfClient(POLICY, at('192.0.2.1'))).toBeNull();
    expect(zoneOfClient(POLICY, at('198.51.100.1'))).toBeNull();
  });
});

describe('edgeNetworks, asked for a peer', () => {
  test('looks at seenAs, and at the networks of zones without it', () => {
    expect(zoneAtEdge(POLICY, at('198.51.100.1'))).toBe('staff');
    expect(zoneAtEdge(POLICY, at('198.51.100.200'))).toBe('branch');
    expect(zoneAtEdge(POLICY, at('10.20.8.1'))).toBe('lab');
    expect(zoneAtEdge(POLICY, at('10.20.1.1'))).toBeNull();
  });

  test('is no zone where two zones are seen as one network', () => {
    expect(zoneAtEdge(POLICY, at('203.0.113.7'))).toBeNull();
  });
});

describe('segmentsOf', () => {
  test('cuts the addresses so that each piece belongs to the zone of its longest prefix', () => {
    const network = fc
      .record({
        family: fc.constantFrom(4 as const, 6 as const),
        value: fc.nat({ max: 255 }),
        length: fc.nat({ max: 8 }),
        zone: fc.constantFrom('a', 'b', 'c'),
      })
      .map(({ family, value, length, zone }) => {
        const bits = family === 4 ? 32 : 128;
        return { zone, network: rangeAround({ family, value: BigInt(value) << BigInt(bits - 8) }, length) };
      });
    fc.assert(
      fc.property(fc.array(network, { maxLength: 12 }), (networks) => {
        const segments = segmentsOf(networks);
        for (const family of [4, 6] as const) {
          for (let value = 0; value < 256; value++) {
            const address = { family, value: BigInt(value) << BigInt(family === 4 ? 24 : 120) };
            const holding = segments.filter(
              (s) => s.family === family && s.first <= address.value && address.value <= s.last,
            );
            expect(holding.length).toBeLessThanOrEqual(1);
            expect(holding[0]?.zone ?? null).toBe(zoneIn(networks, address));
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
