/** Which publishers refuse the sockets of a Worker, and how are they asked instead? */
import { type IpAddress, type IpRange, inRange } from '../core/net/address.ts';
import { parseCidr } from '../core/net/cidr.ts';
import { isRefused, type Refused } from '../core/net/refused.ts';
import { type Answer, type Asking, announcedTooLarge } from './answer.ts';
import type { Body } from './body.ts';
import { contentOf } from './decode.ts';
import { failed } from './failed.ts';
import { headersFor } from './request.ts';

/** The other way. */
export interface Platform {
  /** Whether a socket to this address never comes about. */
  isBarred(address: IpAddress): boolean;
  readonly fetch: typeof fetch;
}

/** www.cloudflare.com/ips: what a Worker's `connect()` is barred from (Workers, "TCP sockets", considerations). */
const CLOUDFLARE = [
  '173.245.48.0/20',
  '103.21.244.0/22',
  '103.22.200.0/22',
  '103.31.4.0/22',
  '141.101.64.0/18',
  '108.162.192.0/18',
  '190.93.240.0/20',
  '188.114.96.0/20',
  '197.234.240.0/22',
  '198.41.128.0/17',
  '162.158.0.0/15',
  '104.16.0.0/13',
  '104.24.0.0/14',
  '172.64.0.0/13',
  '131.0.72.0/22',
  '2400:cb00::/32',
  '2606:4700::/32',
  '2803:f800::/32',
  '2405:b500::/32',
  '2405:8100::/32',
  '2a06:98c0::/29',
  '2c0f:f248::/32',
].map((cidr): IpRange => {
  const range = parseCidr(cidr);
  if (isRefused(range)) throw new Error(`${cidr}: ${range.error}`);
  return range;
});

/** Whether an address is one of Cloudflare's own. */
export const isOfCloudflare = (address: IpAddress): boolean => CLOUDFLARE.some((range) => inRange(address, range));

/**
 * Asks by the runtime's own fetch. It resolves the name once more: who changed the answer in between would still need a
 * public certificate for the name at the other address. So it is for https only.
 */
export async function askPlatform({ fetch }: Platform, asking: Asking): Promise<Answer | Refused> {
  const { url, validators, limits, patience } = asking;
  const abort = new AbortController();
  const attempt = fetch(url.href, {
    headers: headersFor(validators),
    redirect: 'manual',
    cache: 'no-store',
    signal: abort.signal,
  }).catch(() => failed('subscription.no-connection'));
  const response = await patience.wait(attempt, limits.connectMs + limits.silenceMs);
  if (isRefused(response)) {
    abort.abort();
    return response;
  }
  return {
    status: response.status,
    header: (name) => response.headers.get(name),
    content: () =>
      announcedTooLarge(response.headers.get('content-length'), limits) ??
      contentOf(bodyFrom(response, asking), 'plain', limits.bytes),
    close: () => abort.abort(),
  };
}

/** The runtime decodes, and tells when less came than was announced. */
function bodyFrom(response: Response, { limits, patience }: Asking): Body {
  const reader = response.body?.getReader();
  return async () => {
    if (reader === undefined) return null;
    const read = reader.read().catch(() => failed('subscription.cut-off'));
    const chunk = await patience.wait(read, limits.silenceMs);
    if (isRefused(chunk)) return chunk;
    if (chunk.done) return null;
    return patience.came(chunk.value.length) ?? chunk.value;
  };
}
