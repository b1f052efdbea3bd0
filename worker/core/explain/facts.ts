/** What does a client's question show to the rules? Pure: the time comes in. */
import type { Query } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { didYouMean } from '../findings/suggest.ts';
import { type IpAddress, readAddress } from '../net/address.ts';
import { canonicalHost } from '../net/host.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import { clientView } from '../net/url.ts';
import { reportRefusal } from '../rules/entries.ts';
import type { Facts, Surroundings } from '../rules/kind.ts';
import type { Tell } from '../rules/parse-condition.ts';
import { clocksAt, wallClock } from './clock.ts';

/** What engines answer for `myIpAddress` when they do not know. */
const UNKNOWN_CLIENT: IpAddress = { family: 4, value: 0x7f000001n };

/** What a question is read against. */
export interface Asked {
  readonly surroundings: Surroundings;
  /** Unix milliseconds, for questions without `at`. */
  readonly now: number;
}

/**
 * Reads a question as a client would put it. Whatever is wrong is told with a pointer into the question (`/url`);
 * null when anything was.
 */
export function factsOf(query: Query, { surroundings, now }: Asked, tell: Tell): Facts | null {
  const read = reader(tell);
  const view = read(clientView(query.url), '/url', query.url);
  const client = query.client === undefined ? UNKNOWN_CLIENT : read(readAddress(query.client), '/client', query.client);
  const zone = query.zone === undefined ? undefined : read(knownZone(query.zone, surroundings), '/zone', query.zone);
  const dns = readDns(query.dns ?? {}, read);
  if (view === null || client === null || zone === null || dns === null) return null;
  const utc = wallClock(now);
  return {
    ...view,
    client,
    zone: zone ?? surroundings.zoneOf(client),
    clocks: query.at === undefined ? { local: utc, utc } : clocksAt(query.at),
    resolved: view.literal === null ? (dns.get(view.host) ?? null) : null,
  };
}

type Read = <Value>(answer: Value | Refused, path: string, found: string) => Value | null;

function reader(tell: Tell): Read {
  return (answer, path, found) => {
    if (!isRefused(answer)) return answer;
    reportRefusal((finding) => tell({ ...finding, path }), answer, found);
    return null;
  };
}

function knownZone(zone: string, { zones }: Surroundings): string | Refused {
  if (zones?.includes(zone)) return zone;
  const error =
    zones === null ? 'expected no zone: the profile names no firewall policy' : 'expected a zone of the policy';
  return { code: 'reference.unknown', error, ...didYouMean(zone, zones ?? []) };
}

/** The address that `dnsResolve` gives for each name: the first IPv4 one. Null when a name or an address is none. */
function readDns(dns: NonNullable<Query['dns']>, read: Read): ReadonlyMap<string, IpAddress> | null {
  const answers = new Map<string, IpAddress>();
  let isSound = true;
  for (const [name, given] of Object.entries(dns)) {
    const path = pointerTo('/dns', name);
    const host = read(canonicalHost(name), path, name);
    const texts = given === null ? [] : [given].flat();
    const addresses = texts.map((text) => read(readAddress(text), path, text));
    const first = addresses.find((address) => address?.family === 4);
    isSound &&= host !== null && !addresses.includes(null);
    if (host !== null && first) answers.set(host, first);
  }
  return isSound ? answers : null;
}
