/** How do Cisco's access lists spell addresses, ports and remarks? IOS and ASA share this. Pure; their one writer. */
import { formatAddress, type IpRange } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import type { PortSpan } from '../policy.ts';
import { blocksOf } from '../ranges.ts';
import type { ExportRule } from './plan.ts';

/** A remark has at most 100 characters (Cisco IOS Security Command Reference, "remark"). */
const MAX_REMARK = 100;
const WHOLE_MASK = (1n << 32n) - 1n;

/** Text for a remark or a comment: plain words only, for `?` asks for help and control characters edit the line. */
export function ciscoRemark(text: string): string {
  return text
    .replace(/[^A-Za-z0-9 ._:/()-]+/g, '-')
    .slice(0, MAX_REMARK)
    .trim();
}

/** `host 192.0.2.8`, `2001:db8::/32`, and IPv4 networks with the mask that the dialect takes. */
export function ciscoAddress(block: IpRange, mask: 'net' | 'wildcard'): string {
  const { family, first, last } = block;
  if (first === last) return `host ${formatAddress({ family, value: first })}`;
  if (family === 6) return formatRange(block);
  const size = last - first;
  const value = mask === 'net' ? WHOLE_MASK - size : size;
  return `${formatAddress({ family, value: first })} ${formatAddress({ family, value })}`;
}

/** The blocks of a side; null where it is everything. */
export function ciscoBlocks(ranges: ExportRule['from']): readonly IpRange[] | null {
  return ranges === null ? null : ranges.flatMap(blocksOf);
}

/** `eq 3128` or `range 8080 8088`. */
export function ciscoPorts([first, last]: PortSpan): string {
  return first === last ? `eq ${first}` : `range ${first} ${last}`;
}
