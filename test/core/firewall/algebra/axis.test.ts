import { describe, expect, test } from 'vitest';
import { cutAxis, type Span } from '../../../../worker/core/firewall/algebra/axis.ts';

const WHOLE: Span = { first: 0n, last: 2n ** 128n - 1n };

describe('cutAxis', () => {
  test('tells apart what some set tells apart, up to both ends', () => {
    const sets: Span[][] = [[{ first: 0n, last: 9n }], [{ first: 5n, last: WHOLE.last }], [WHOLE]];
    expect(cutAxis({ whole: WHOLE, sets }, { spans: 3, cells: 9 })?.size).toBe(3);
  });

  // A hash of the low 64 bits, as V8 has it for bigints, would make this take minutes.
  test('cuts thirty thousand /64 networks, which differ only above the lowest 64 bits', () => {
    const nets = Array.from({ length: 30_000 }, (_, at): Span => {
      const first = BigInt(2 * at + 1) << 64n;
      return { first, last: first + (1n << 64n) - 1n };
    });
    expect(cutAxis({ whole: WHOLE, sets: nets.map((net) => [net]) }, { spans: 30_000, cells: 30_000 })?.size).toBe(
      30_001,
    );
  });
});
