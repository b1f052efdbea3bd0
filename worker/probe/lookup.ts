/** Which addresses of a name may a policy take over from DNS? Only those that the guard of probes lets through, too. */
import { formatAddress, type IpAddress } from '../core/net/address.ts';
import { judgeAddresses } from '../core/probe/guard.ts';
import { guardOf, type ProbeSettings } from './from-edge.ts';
import { type Resolve, type Resolved, resolveOver } from './resolve.ts';

/** What a name resolved to, or why it has no addresses to take over. */
export interface Looked {
  readonly name: string;
  readonly state: 'resolved' | 'no-such-name' | 'no-address' | 'resolver' | 'refused';
  /** Ascending, IPv4 first: resolvers turn the order of equal answers round. */
  readonly addresses: string[];
  readonly reason?: string;
}

/** Addresses that a policy keeps for one name. */
const MAX_ADDRESSES = 64;
/** The guard judges endpoints; for addresses alone the port is one that it has nothing against. */
const ANY_PORT = 443;

/**
 * A lookup over the operator's resolver, or null when none is set. Whoever owns a name decides what it resolves to: an
 * address inside would open the inside in the next export, so that it is only taken where the operator allows probes.
 */
export function lookupOver(
  settings: ProbeSettings,
  resolve: Resolve | null = settings.DOH_URL ? resolveOver(settings.DOH_URL) : null,
): ((name: string) => Promise<Looked>) | null {
  if (resolve === null) return null;
  const { networks } = guardOf(settings, '');
  return async (name) => {
    const resolved = await resolve(name);
    if ('failed' in resolved) return unresolved(name, resolved);
    const denied = judgeAddresses(resolved.addresses, ANY_PORT, { networks, own: [] });
    if (denied !== null) return { name, state: 'refused', addresses: [], reason: denied.detail };
    const addresses = ascending(resolved.addresses);
    if (addresses.length <= MAX_ADDRESSES) return { name, state: 'resolved', addresses };
    return { name, state: 'refused', addresses: [], reason: `${addresses.length} addresses; a policy takes 64` };
  };
}

function unresolved(name: string, { failed, reason }: Extract<Resolved, { readonly failed: unknown }>): Looked {
  return { name, state: failed, addresses: [], ...(reason === undefined ? {} : { reason }) };
}

function ascending(addresses: readonly IpAddress[]): string[] {
  const ordered = addresses.toSorted((one, other) =>
    one.family === other.family
      ? Number(one.value > other.value) - Number(one.value < other.value)
      : one.family - other.family,
  );
  return [...new Set(ordered.map(formatAddress))];
}
