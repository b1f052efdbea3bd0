/** Does it hold together how a profile is handed out? Pure. */
import type * as z from 'zod';
import type { Finding } from '../../../schemas/finding.ts';
import type { Delivery, Profile } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { finding } from '../findings/finding.ts';
import { quote } from '../findings/quote.ts';
import type { IpRange } from '../net/address.ts';
import { parseCidr } from '../net/cidr.ts';
import { canonicalHost } from '../net/host.ts';
import { isRefused } from '../net/refused.ts';
import { refusal } from './refusal.ts';

/** Networks and WPAD names: readable, once each, and what they mean for access. */
export function deliveryFindings({ delivery }: Profile): Finding[] {
  if (delivery === undefined) return [];
  return [...networkFindings(delivery.networks ?? []), ...wpadFindings(delivery)];
}

type Settings = z.infer<typeof Delivery>;

function networkFindings(networks: readonly string[]): Finding[] {
  const ranges = networks.map((network) => parseCidr(network));
  return ranges.flatMap((range, index) => {
    const path = pointerTo('/delivery/networks', index);
    if (isRefused(range)) return [refusal(range, path, networks[index])];
    const around = ranges.findIndex((other, place) => !isRefused(other) && isInside(range, other, index - place));
    const message = `expected a network that is not part of ${quote(networks[around] ?? '')}`;
    return around === -1 ? [] : [finding('delivery.network-repeated', path, { message })];
  });
}

/** Inside another range; of two equal ones (`distance` > 0: the other stands in front) only the later is. */
function isInside(range: IpRange, other: IpRange, distance: number): boolean {
  if (distance === 0 || range.family !== other.family) return false;
  const isEqual = range.first === other.first && range.last === other.last;
  return isEqual ? distance > 0 : other.first <= range.first && range.last <= other.last;
}

function wpadFindings({ wpad = [], access = 'key', networks }: Settings): Finding[] {
  const names = wpad.map((name) => canonicalHost(name));
  const isOpen = wpad.length > 0 && access === 'key' && networks === undefined;
  const each = names.flatMap((name, index) => {
    const path = pointerTo('/delivery/wpad', index);
    if (isRefused(name)) return [refusal(name, path, wpad[index])];
    if (names.indexOf(name) < index) return [finding('delivery.wpad-duplicate', path, { found: quote(name) })];
    return name.includes('.') ? [] : [finding('delivery.wpad-plain', path)];
  });
  return isOpen ? [...each, finding('delivery.wpad-open', '/delivery/wpad')] : each;
}
