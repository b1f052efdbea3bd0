import { describe, expect, it } from 'vitest';
import { NO_ZONES, zoneTable } from '../../../worker/core/follow/zone-table.ts';
import { chooseVariant, previousVariant, readWish } from '../../../worker/edge/variant.ts';
import { parsed } from '../../core/firewall/parsed.ts';
import { manifest } from './fixture.ts';

const HQ = manifest({
  revision: 3,
  artifacts: { '|generic': 'g', '|apple': 'a', '|windows': 'w', 'staff|generic': 'sg', 'staff|apple': 'sa' },
  previous: { revision: 2, artifacts: { '|generic': 'old' } },
});
const choose = (query: string, of = HQ, address: string | null = null) =>
  chooseVariant(of, readWish(new URLSearchParams(query)), () => address);

describe('chooseVariant()', () => {
  it.each([
    ['', 'g', []],
    ['for=generic', 'g', []],
    ['for=apple', 'a', []],
    ['for=windows', 'w', []],
    ['zone=staff', 'sg', []],
    ['zone=staff&for=apple', 'sa', []],
    ['zone=', 'g', []],
    ['zone=moon', 'g', ['zone']],
    ['zone=moon&for=apple', 'a', ['zone']],
    ['for=beos', 'g', ['for']],
    ['for=APPLE', 'g', ['for']],
    ['zone=moon&for=beos', 'g', ['zone', 'for']],
    ['zone=__proto__', 'g', ['zone']],
    ['zone=|', 'g', ['zone']],
    ['cache=busted', 'g', []],
  ])('answers ?%s with %s and says what is unknown', (query, hash, unknown) => {
    expect(choose(query)).toMatchObject({ hash, unknown, revision: 3, stage: 'published' });
  });

  it('gives the staged revision to stage=next, and the published one when nothing is staged', () => {
    const staged = manifest({ ...HQ, next: { revision: 4, artifacts: { '|generic': 'new' }, zones: NO_ZONES } });
    expect(choose('stage=next', staged)).toMatchObject({ hash: 'new', revision: 4, stage: 'next' });
    expect(choose('', staged)).toMatchObject({ hash: 'g', revision: 3, stage: 'published' });
    expect(choose('stage=next')).toMatchObject({ hash: 'g', revision: 3, stage: 'published' });
  });

  it('is null when nothing was ever compiled', () => {
    expect(choose('', manifest({ artifacts: {} }))).toBeNull();
  });
});

/** Staff behind one address range with a nested lab, guests by their own networks, two zones that share one range. */
const CAMPUS = parsed({
  zones: {
    staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24', '2001:db8::/32'] },
    lab: { networks: ['10.21.0.0/16'], seenAs: ['198.51.100.128/25'] },
    guests: { networks: ['10.99.0.0/16'] },
    here: { networks: ['10.1.0.0/16'], seenAs: ['203.0.113.0/24'] },
    there: { networks: ['10.2.0.0/16'], seenAs: ['203.0.113.0/24'] },
  },
});
const ZONED = manifest({
  artifacts: {
    ...{ '|generic': 'g', '|apple': 'a', '|windows': 'w' },
    ...Object.fromEntries(
      [...CAMPUS.zones.keys()].flatMap((zone) => [
        [`${zone}|generic`, zone],
        [`${zone}|apple`, `${zone} a`],
      ]),
    ),
  },
  zones: zoneTable(CAMPUS),
});

describe('chooseVariant() by the client’s address', () => {
  it.each([
    ['198.51.100.1', 'staff'],
    ['198.51.100.127', 'staff'],
    ['198.51.100.128', 'lab'],
    ['198.51.100.255', 'lab'],
    ['198.51.101.0', 'g'],
    ['198.51.99.255', 'g'],
    ['2001:db8::1', 'staff'],
    ['::ffff:198.51.100.1', 'staff'],
    ['10.99.3.4', 'guests'],
    ['10.20.1.1', 'g'],
    ['203.0.113.9', 'g'],
    ['0.0.0.0', 'g'],
    ['255.255.255.255', 'g'],
    ['::', 'g'],
    ['nonsense', 'g'],
    ['', 'g'],
    [null, 'g'],
  ])('finds for %s the text of %s, and calls nothing unknown', (address, hash) => {
    expect(choose('', ZONED, address)).toMatchObject({ hash, unknown: [] });
  });

  it('heeds ?zone= before the address, known or not, and also where it is empty', () => {
    expect(choose('zone=guests', ZONED, '198.51.100.1')).toMatchObject({ hash: 'guests', unknown: [] });
    expect(choose('zone=moon', ZONED, '198.51.100.1')).toMatchObject({ hash: 'g', unknown: ['zone'] });
    expect(choose('zone=', ZONED, '198.51.100.1')).toMatchObject({ hash: 'g', unknown: [] });
  });

  it('goes with ?for=, and takes the table of the staged revision for stage=next', () => {
    expect(choose('for=apple', ZONED, '10.99.0.1')).toMatchObject({ hash: 'guests a', zone: 'guests' });
    const next = { revision: 2, artifacts: { '|generic': 'ng', 'staff|generic': 'ns' }, zones: NO_ZONES };
    expect(choose('stage=next', { ...ZONED, next }, '198.51.100.1')).toMatchObject({ hash: 'ng' });
    expect(choose('stage=next', { ...ZONED, next: { ...next, zones: ZONED.zones } }, '198.51.100.1')).toMatchObject({
      hash: 'ns',
    });
  });

  it('is generic for a manifest of older software, which has no table', () => {
    const { zones: _, ...old } = ZONED;
    expect(choose('', old as typeof ZONED, '198.51.100.1')).toMatchObject({ hash: 'g', unknown: [] });
  });
});

describe('previousVariant()', () => {
  it('is what the publication before served, generic where it had no such zone', () => {
    const wanted = choose('zone=staff');
    expect(wanted && previousVariant(HQ, wanted)).toMatchObject({ hash: 'old', revision: 2 });
  });

  it('is null for a first publication', () => {
    const first = manifest({});
    const wanted = choose('', first);
    expect(wanted && previousVariant(first, wanted)).toBeNull();
  });
});
