/** Do bit sets and boxes behave like sets? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Bits,
  bitsWith,
  both,
  fullBits,
  hasBit,
  inside,
  isEmpty,
  lowest,
  meets,
  members,
  unionOf,
  without,
} from '../../../../worker/core/firewall/algebra/bits.ts';
import {
  type Box,
  boxesMeet,
  boxInside,
  difference,
  intersection,
} from '../../../../worker/core/firewall/algebra/box.ts';

const SIZE = 200;
const numbers = fc.uniqueArray(fc.nat({ max: SIZE - 1 }), { maxLength: 40 });
const ascending = (list: Iterable<number>) => [...list].sort((a, b) => a - b);

describe('bits', () => {
  test('hold what was put in, in order', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const bits = bitsWith(list, SIZE);
        expect(members(bits)).toEqual(ascending(list));
        expect(lowest(bits)).toBe(list.length === 0 ? -1 : Math.min(...list));
        expect(isEmpty(bits)).toBe(list.length === 0);
        for (let n = 0; n < SIZE; n++) expect(hasBit(bits, n)).toBe(list.includes(n));
      }),
    );
    expect(members(fullBits(33))).toHaveLength(33);
  });

  test('intersect, subtract, join and compare as sets do', () => {
    fc.assert(
      fc.property(numbers, numbers, (first, second) => {
        const [a, b] = [bitsWith(first, SIZE), bitsWith(second, SIZE)];
        const shared = first.filter((n) => second.includes(n));
        const rest = first.filter((n) => !second.includes(n));
        expect(members(both(a, b))).toEqual(ascending(shared));
        expect(members(without(a, b))).toEqual(ascending(rest));
        expect(members(unionOf([a, b]))).toEqual(ascending(new Set([...first, ...second])));
        expect(meets(a, b)).toBe(shared.length > 0);
        expect(inside(a, b)).toBe(rest.length === 0);
        expect(inside(without(a, b), b)).toBe(rest.length === 0);
      }),
    );
  });
});

describe('boxes', () => {
  const axis = fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 6 }).map((list) => bitsWith(list, 6));
  const box: fc.Arbitrary<Box> = fc.record({ src: axis, dst: axis, svc: axis });
  const points = ({ src, dst, svc }: Box): string[] =>
    members(src).flatMap((s) => members(dst).flatMap((d) => members(svc).map((v) => `${s} ${d} ${v}`)));

  test('are cut into disjoint boxes that are what is left', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const taken = new Set(points(b));
        const pieces = difference(a, b);
        const left = pieces.flatMap(points);
        expect(pieces.length).toBeLessThanOrEqual(3);
        expect(new Set(left).size).toBe(left.length);
        expect(new Set(left)).toEqual(new Set(points(a).filter((point) => !taken.has(point))));
        expect(new Set(points(intersection(a, b)))).toEqual(new Set(points(a).filter((point) => taken.has(point))));
      }),
    );
  });

  test('meet and lie inside each other as their points do', () => {
    const isEmptyAxis = (bits: Bits) => isEmpty(bits);
    fc.assert(
      fc.property(box, box, (a, b) => {
        const [first, second] = [points(a), new Set(points(b))];
        expect(boxesMeet(a, b)).toBe(first.some((point) => second.has(point)));
        expect(boxInside(a, b)).toBe(first.every((point) => second.has(point)));
        expect([a.src, a.dst, a.svc].some(isEmptyAxis)).toBe(first.length === 0);
      }),
    );
  });
});
