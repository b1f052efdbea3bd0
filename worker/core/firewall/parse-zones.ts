/** What are the zones of a policy, and where does each begin and end? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Zone } from '../../../schemas/firewall.ts';
import { pointerTo } from '../document/pointer.ts';
import type { IpRange } from '../net/address.ts';
import { formatRange, parseCidr } from '../net/cidr.ts';
import { isRefused } from '../net/refused.ts';
import type { PolicyZone } from './policy.ts';
import { mergeRanges } from './ranges.ts';
import { refusal, type Tell } from './tell.ts';
import { edgeNetworks, firewallNetworks, type OwnedNetwork, segmentsOf } from './zones.ts';

/** The zones of a policy, and the same in canonical spelling. */
export interface ReadZones {
  readonly zones: ReadonlyMap<string, PolicyZone>;
  readonly spelled: Record<string, Zone>;
}

/** Reads the zones; an error is told where a network is in two zones, a warning where the edge cannot tell zones apart. */
export function readZones(written: Readonly<Record<string, Zone>>, tell: Tell): ReadZones {
  const plain = Object.entries(written).map(([name, zone]) => ({
    name,
    networks: readNetworks(zone.networks, pointerTo('', 'zones', name, 'networks'), tell),
    seenAs: readNetworks(zone.seenAs ?? [], pointerTo('', 'zones', name, 'seenAs'), tell),
  }));
  for (const clash of clashes(firewallNetworks(plain))) tell(networkTwice(clash));
  for (const clash of clashes(edgeNetworks(plain))) tell(ambiguous(clash, written));
  const segments = segmentsOf(firewallNetworks(plain));
  const zones = plain.map((zone) => ({
    ...zone,
    region: mergeRanges(
      segments.filter((s) => s.zone === zone.name).map(({ family, first, last }) => ({ family, first, last })),
    ),
  }));
  for (const zone of zones) if (zone.region.length === 0 && zone.networks.length > 0) tell(nothingLeft(zone.name));
  return { zones: new Map(zones.map((zone) => [zone.name, zone])), spelled: spellZones(written, zones) };
}

function readNetworks(texts: readonly string[], path: string, tell: Tell): IpRange[] {
  return texts.flatMap((text, at) => {
    const range = parseCidr(text);
    if (!isRefused(range)) return [range];
    tell(refusal(range, pointerTo(path, at), text));
    return [];
  });
}

/** The same network written in two zones: the later zone of each pair. */
function clashes(networks: readonly OwnedNetwork[]): { network: string; first: string; second: string }[] {
  const owners = new Map<string, string>();
  return networks.flatMap(({ zone, network }) => {
    const text = formatRange(network);
    const first = owners.get(text) ?? zone;
    owners.set(text, first);
    return first === zone ? [] : [{ network: text, first, second: zone }];
  });
}

type Clash = ReturnType<typeof clashes>[number];

function networkTwice({ network, first, second }: Clash): Finding {
  const message = `expected each network in one zone: ${network} is in "${first}" too`;
  return {
    code: 'zone.network-twice',
    severity: 'error',
    path: pointerTo('', 'zones', second, 'networks'),
    message,
    found: network,
  };
}

function ambiguous({ network, first, second }: Clash, written: Readonly<Record<string, Zone>>): Finding {
  const key = written[second]?.seenAs === undefined ? 'networks' : 'seenAs';
  const message = `Clients that come from ${network} get the generic PAC: it stands for "${first}" as well. Give their PAC URL with ?zone=.`;
  return {
    code: 'zone.seen-as-ambiguous',
    severity: 'warning',
    path: pointerTo('', 'zones', second, key),
    message,
    found: network,
  };
}

function nothingLeft(zone: string): Finding {
  const message = 'No client stands in this zone: the zones nested in it take all of its networks.';
  return { code: 'zone.empty', severity: 'warning', path: pointerTo('', 'zones', zone, 'networks'), message };
}

function spellZones(written: Readonly<Record<string, Zone>>, zones: readonly PolicyZone[]): Record<string, Zone> {
  const spelled = zones.map(({ name, networks, seenAs }): [string, Zone] => {
    const zone = written[name];
    const seen = zone?.seenAs === undefined ? {} : { seenAs: seenAs.map(formatRange) };
    return [name, { ...zone, networks: networks.map(formatRange), ...seen }];
  });
  return Object.fromEntries(spelled);
}
