/** How is a range written behind the range before it? Pure. */
import type { IpRange } from '../../net/address.ts';

/** The family, how far behind the last address of the range before it begins, and one less than its addresses; in hex. */
export function rangeLine({ family, first, last }: IpRange, before: IpRange | null): string {
  return `${family}${(first - startOf(family, before)).toString(16)} ${(last - first).toString(16)}`;
}

/** The range of a line, of which the range before it is known. */
export function rangeOfLine(line: string, before: IpRange | null): IpRange {
  const family = line.startsWith('6') ? 6 : 4;
  const [gap = '0', length = '0'] = line.slice(1).split(' ');
  const first = startOf(family, before) + BigInt(`0x${gap}`);
  return { family, first, last: first + BigInt(`0x${length}`) };
}

const startOf = (family: IpRange['family'], before: IpRange | null): bigint =>
  before?.family === family ? before.last : 0n;
