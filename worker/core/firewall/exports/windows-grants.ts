/** What do rules of the Windows firewall have to say about addresses? PowerShell and netsh share this. Pure. */
import type { IpRange } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { blocksOf, wholeFamily } from '../ranges.ts';
import { formatPorts } from '../services.ts';
import type { Grant } from './plan.ts';

/** A grant, or null in `family` where it holds for both. */
export type WindowsGrant = Omit<Grant, 'family'> & { readonly family: 4 | 6 | null };

/** The addresses of a side; null where it is left out: it holds the whole family, and the other side settles which. */
export function addressTexts(
  ranges: readonly IpRange[] | null,
  { family, from, to }: WindowsGrant,
): readonly string[] | null {
  if (ranges !== null) return ranges.flatMap(blocksOf).map(formatRange);
  const isSettled = family === null || from !== null || to !== null;
  if (isSettled || family === null) return null;
  const { first, last } = wholeFamily(family);
  const ends = [first, last].map((value) => formatRange({ family, first: value, last: value }));
  return [ends.join('-')];
}

/** Grants from everywhere to everywhere that both families have become one. */
export function bothFamilies(grants: readonly Grant[]): WindowsGrant[] {
  const isOpen = ({ from, to }: Grant) => from === null && to === null;
  const key = ({ name, services }: Grant) => `${name} ${services.protocols} ${formatPorts(services.ports)}`;
  const counts = new Map<string, number>();
  for (const grant of grants) if (isOpen(grant)) counts.set(key(grant), (counts.get(key(grant)) ?? 0) + 1);
  return grants.flatMap((grant): WindowsGrant[] => {
    if (!isOpen(grant) || counts.get(key(grant)) !== 2) return [grant];
    return grant.family === 4 ? [{ ...grant, family: null }] : [];
  });
}
