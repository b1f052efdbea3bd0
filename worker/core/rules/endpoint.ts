/** Where does a proxy listen, in canonical spelling? Pure. */
import type { ProxyEntry, ProxyScheme } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import type { IpAddress } from '../net/address.ts';
import { readHost } from '../net/host.ts';
import { isRefused } from '../net/refused.ts';
import { reportRefusal } from './entries.ts';
import type { Tell } from './parse-condition.ts';

/** A proxy as routes use it. */
export interface Endpoint {
  /** Its name in the profile. */
  readonly name: string;
  readonly scheme: ProxyScheme;
  /** A canonical name, or an address without brackets. */
  readonly host: string;
  readonly literal: IpAddress | null;
  readonly port: number;
}

/** Reads the proxies of a profile by their names; a host that is none is told and left out. */
export function readEndpoints(
  proxies: Readonly<Record<string, ProxyEntry>>,
  tell: Tell,
): ReadonlyMap<string, Endpoint> {
  const endpoints = new Map<string, Endpoint>();
  for (const [name, { scheme, host, port }] of Object.entries(proxies)) {
    const read = readHost(host);
    if (isRefused(read)) {
      reportRefusal((finding) => tell({ ...finding, path: pointerTo('/proxies', name, 'host') }), read, host);
    } else endpoints.set(name, { name, scheme, host: read.text, literal: read.literal, port });
  }
  return endpoints;
}
