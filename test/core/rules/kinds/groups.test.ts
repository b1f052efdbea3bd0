/** What do AND, OR and NOT mean between keys, entries and groups; and zones and lists? */
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH as SCHEMA_DEPTH } from '../../../../schemas/condition.ts';
import { MAX_DEPTH } from '../../../../worker/core/rules/parse-condition.ts';
import { CAMPUS, errors, holds, lowered, spelled } from '../asking.ts';

const A = { host: 'a' };
const B = { host: 'b' };
const HTTPS = { scheme: 'https' };

describe('conditions', () => {
  test.each([
    [{ host: ['a', 'b'], scheme: 'https' }, 'https://b/', true],
    [{ host: ['a', 'b'], scheme: 'https' }, 'http://b/', false],
    [{ any: [A, B] }, 'https://b/', true],
    [{ any: [A, B] }, 'https://c/', false],
    [{ any: A }, 'https://a/', true],
    [{ all: [{ host: '*a*' }, { host: '*b*' }] }, 'https://xab/', true],
    [{ all: [{ host: '*a*' }, { host: '*b*' }] }, 'https://xa/', false],
    [{ not: [A, B] }, 'https://a/', false],
    [{ not: [A, B] }, 'https://b/', false],
    [{ not: [A, B] }, 'https://c/', true],
    [{ not: { host: 'a', scheme: 'https' } }, 'http://a/', true],
    [{ any: [A, B], not: HTTPS }, 'http://b/', true],
    [{ any: [A, B], not: HTTPS }, 'https://b/', false],
    [{ not: { not: A } }, 'https://a/', true],
  ])('%j, asked for %s: %s', (condition, url, expected) => expect(holds(condition, url)).toBe(expected));

  test('tell every error inside groups, each at its own place', () => {
    const condition = {
      any: [{ not: { domain: '10.0.0.1' } }, { all: [{ port: '2-1' }, { cidr: ['10.0.0.1/8'] }] }],
      list: 'x',
    };
    expect(errors(condition).toSorted()).toEqual([
      'cidr.host-bits /rules/0/when/any/1/all/1/cidr/0',
      'host.address /rules/0/when/any/0/not/domain',
      'port.range /rules/0/when/any/1/all/0/port',
      'reference.unknown /rules/0/when/list',
    ]);
  });

  test(`nest ${MAX_DEPTH} groups and no more`, () => {
    const nested = (depth: number): object => (depth === 0 ? A : { not: nested(depth - 1) });
    expect(MAX_DEPTH).toBe(SCHEMA_DEPTH);
    expect(errors(nested(MAX_DEPTH))).toEqual([]);
    expect(errors(nested(MAX_DEPTH + 1))).toEqual([`condition.depth /rules/0/when${'/not'.repeat(MAX_DEPTH + 1)}`]);
  });

  test('are spelled in the order of the table, groups included', () => {
    const written = { cidr: '10.0.0.1/32', resolve: true, not: [{ host: 'A.', scheme: 'HTTP' }], plain: true };
    const canonical = '{"plain":true,"not":[{"scheme":"http","host":"a"}],"cidr":"10.0.0.1","resolve":true}';
    expect(JSON.stringify(spelled(written))).toBe(canonical);
  });
});

describe('zone', () => {
  test.each([
    [{ zone: 'staff' }, 'staff', true],
    [{ zone: ['guests', 'staff'] }, 'staff', true],
    [{ zone: 'guests' }, 'staff', false],
  ])('%j in %s: %s', (condition, zone, expected) => {
    expect(holds(condition, { url: 'http://a/', zone }, CAMPUS)).toBe(expected);
    expect(lowered(condition, CAMPUS, zone)).toEqual({ is: expected ? 'always' : 'never' });
  });

  test('comes from the client when the question names none', () => {
    expect(holds({ zone: 'staff' }, { url: 'http://a/', client: '10.0.0.1' }, CAMPUS)).toBe(true);
    expect(holds({ zone: 'staff' }, { url: 'http://a/' }, CAMPUS)).toBe(false);
  });

  test('never matches in a text for everyone', () => {
    expect(lowered({ zone: ['staff', 'guests'] }, CAMPUS, null)).toEqual({ is: 'never' });
  });

  test('must exist', () => {
    expect(errors({ zone: ['staff', 'gests'] }, CAMPUS)).toEqual(['reference.unknown /rules/0/when/zone/1']);
    expect(errors({ zone: 'staff' })).toEqual(['reference.unknown /rules/0/when/zone']);
  });
});

describe('list', () => {
  test('answers for itself', () => {
    expect(holds({ list: 'ads' }, 'https://ads.example/', CAMPUS)).toBe(true);
    expect(holds({ list: ['ads'] }, 'https://a.example/', CAMPUS)).toBe(false);
    expect(lowered({ list: 'ads' }, CAMPUS)).toMatchObject({ is: 'names' });
  });

  test('must exist', () => {
    expect(errors({ list: ['ads', 'adds'] }, CAMPUS)).toEqual(['reference.unknown /rules/0/when/list/1']);
  });
});
