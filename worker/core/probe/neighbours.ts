/** Where might the proxy be, when it is not where the profile says? Pure; from the product table. */
import type { ProxyScheme } from '../../../schemas/profile.ts';
import { PRODUCTS, productsOn } from '../ports/products.ts';
import { meaningOf } from '../ports/role.ts';

/** How many other ports one probe may look at. */
export const MAX_NEIGHBOURS = 3;

/** The other port on which the world expects HTTPS, which the product table has no product for. */
const EXTRA: Readonly<Partial<Record<ProxyScheme, readonly number[]>>> = { https: [8443] };

/**
 * Ports that known products of this scheme use, likeliest first: one slip of the finger away, then used by a product that
 * also uses the declared port, then by how many products use them.
 */
export function neighboursOf(scheme: ProxyScheme, port: number): readonly number[] {
  const weights = new Map<number, number>();
  for (const row of PRODUCTS) {
    if (row.port === null || !meaningOf(row.role).schemes.includes(scheme)) continue;
    weights.set(row.port, (weights.get(row.port) ?? 0) + (row.evidence === 'unverified' ? 1 : 2));
  }
  for (const extra of EXTRA[scheme] ?? []) weights.set(extra, weights.get(extra) ?? 1);
  const kin = new Set(productsOn(port).map((row) => row.product));
  const isKin = (candidate: number): boolean => productsOn(candidate).some((row) => kin.has(row.product));
  const rank = (candidate: number): number =>
    (isSlip(port, candidate) ? 10_000 : 0) + (isKin(candidate) ? 1_000 : 0) + (weights.get(candidate) ?? 0);
  return [...weights.keys()]
    .filter((candidate) => candidate !== port)
    .sort((a, b) => rank(b) - rank(a) || a - b)
    .slice(0, MAX_NEIGHBOURS);
}

/** One digit changed, or two neighbouring digits swapped. */
export function isSlip(one: number, other: number): boolean {
  const a = String(one);
  const b = String(other);
  if (a === b || a.length !== b.length) return false;
  let start = 0;
  while (a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const isSwap = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
  return isSwap || restA.slice(1) === restB.slice(1);
}
