import { describe, expect, it } from 'vitest';
import { chooseVariant, previousVariant, readWish } from '../../../worker/edge/variant.ts';
import { manifest } from './fixture.ts';

const HQ = manifest({
  revision: 3,
  artifacts: { '|generic': 'g', '|apple': 'a', '|windows': 'w', 'staff|generic': 'sg', 'staff|apple': 'sa' },
  previous: { revision: 2, artifacts: { '|generic': 'old' } },
});
const choose = (query: string, of = HQ) => chooseVariant(of, readWish(new URLSearchParams(query)));

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
    const staged = manifest({ ...HQ, next: { revision: 4, artifacts: { '|generic': 'new' } } });
    expect(choose('stage=next', staged)).toMatchObject({ hash: 'new', revision: 4, stage: 'next' });
    expect(choose('', staged)).toMatchObject({ hash: 'g', revision: 3, stage: 'published' });
    expect(choose('stage=next')).toMatchObject({ hash: 'g', revision: 3, stage: 'published' });
  });

  it('is null when nothing was ever compiled', () => {
    expect(choose('', manifest({ artifacts: {} }))).toBeNull();
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
