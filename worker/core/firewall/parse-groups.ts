/** What are the groups of a policy: named sets of addresses and host names? Pure. */
import type { Policy } from '../../../schemas/firewall.ts';
import { pointerTo } from '../document/pointer.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import { type Allowance, isAllowed, NOBODY, type PeerScope, readPeer, sumOfPeers } from './peers.ts';
import type { Peers } from './policy.ts';
import { refusal, type Tell } from './tell.ts';

/** The groups of a policy, and the same in canonical spelling. */
export interface ReadGroups {
  readonly peers: ReadonlyMap<string, Peers>;
  readonly spelled: Record<string, string[]>;
}

/** Reads the groups. A group holds addresses and host names, never zones or groups; it shares no name with a zone. */
export function readGroups(
  written: NonNullable<Policy['groups']>,
  { zones, names }: Pick<PeerScope, 'zones' | 'names'>,
  { tell, allowance }: { readonly tell: Tell; readonly allowance: Allowance },
): ReadGroups {
  const scope: PeerScope = { zones: new Map(), groups: new Map(), names };
  const peers = new Map<string, Peers>();
  for (const [name, entries] of Object.entries(written)) {
    const path = pointerTo('', 'groups', name);
    if (zones.has(name)) {
      const message = `expected a name that no zone has: "${name}" is a zone, and rules could not tell them apart`;
      tell({ code: 'firewall.name-shared', severity: 'error', path, message, found: name });
    }
    const members = entries.map((text, at) => {
      const peer = text === 'any' ? ANY : readPeer(text, scope);
      if (!isRefused(peer)) return peer;
      tell(refusal(peer.code === 'firewall.unknown-peer' ? MEMBER : peer, pointerTo(path, at), text));
      return NOBODY;
    });
    if (isAllowed(members, allowance)) peers.set(name, sumOfPeers(members));
    else return { peers, spelled: {} };
  }
  return { peers, spelled: Object.fromEntries([...peers].map(([name, { written: list }]) => [name, [...list]])) };
}

const MEMBER: Refused = {
  code: 'firewall.group-member',
  error: 'expected an address, a CIDR range or a host name with a dot: groups do not hold zones or groups',
};

const ANY: Refused = {
  code: 'firewall.group-member',
  error: 'expected an address, a CIDR range or a host name with a dot: `any` stands in rules only',
};
