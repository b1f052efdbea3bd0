/** May a URL be fetched from, and how does a connection to it come about? Guarded as probes are, at every redirect. */
import { portOf } from '../core/lists/refresh/port.ts';
import { formatAddress, type IpAddress } from '../core/net/address.ts';
import { isRefused, type Refused } from '../core/net/refused.ts';
import { type GuardRules, judgeAddresses, judgeHost } from '../core/probe/guard.ts';
import type { ByteStream, Dial } from '../probe/dial.ts';
import type { Resolve } from '../probe/resolve.ts';
import { failed } from './failed.ts';
import type { FetchLimits } from './limits.ts';
import type { Patience } from './patience.ts';
import type { Platform } from './platform.ts';

/** What a fetch needs of the world. */
export interface FetchWorld {
  readonly dial: Dial;
  /** Null: only URLs with an address in place of a name can be fetched. */
  readonly resolve: Resolve | null;
  readonly guard: GuardRules;
  /** For publishers that a socket never reaches; null where there are none. */
  readonly platform: Platform | null;
  readonly limits: FetchLimits;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** How many addresses of a name are tried when the first does not answer. */
const MAX_ADDRESSES = 2;

/** How a publisher is reached. */
export type Reached = { readonly stream: ByteStream } | { readonly platform: Platform };

/**
 * A connection to the host of a URL, with TLS for https: to an address that was judged, and to no other. Where none of
 * them takes a socket, the platform is to be asked: for https only, whose certificates hold the name and the address
 * together.
 */
export async function reach(url: URL, world: FetchWorld, patience: Patience): Promise<Reached | Refused> {
  const port = portOf(url);
  const destination = judgeHost(url.hostname.replace(/^\[|\]$/g, ''), port, world.guard);
  if ('denied' in destination) return refusedBy(url, destination.denied.detail);
  const name = 'name' in destination ? destination.name : null;
  const addresses = 'address' in destination ? [destination.address] : await addressesOf(destination.name, world);
  if (isRefused(addresses)) return addresses;
  const denied = judgeAddresses(addresses, port, world.guard);
  if (denied !== null) return refusedBy(url, denied.detail);
  const open = addresses.filter((address) => world.platform?.isBarred(address) !== true);
  if (open.length === 0 && world.platform !== null && url.protocol === 'https:') return { platform: world.platform };
  const tls = url.protocol === 'https:' ? { name } : null;
  let last = failed('subscription.no-connection', `${url.host}: no socket of a Worker reaches its network`);
  for (const address of open.slice(0, MAX_ADDRESSES)) {
    const stream = await connect({ address, port, tls }, world, patience);
    if (!isRefused(stream)) return { stream };
    last = stream;
  }
  return last;
}

const refusedBy = (url: URL, detail: string): Refused => failed('subscription.refused', `${url.host}: ${detail}`);

const UNRESOLVED = {
  'no-such-name': 'the resolver says that there is no such name',
  'no-address': 'the name exists and has no address',
  resolver: 'the resolver did not answer',
} as const;

async function addressesOf(name: string, { resolve }: FetchWorld): Promise<readonly IpAddress[] | Refused> {
  if (resolve === null) return failed('subscription.unresolved', `${name}: no resolver is set up (DOH_URL)`);
  const resolved = await resolve(name);
  if (!('failed' in resolved)) return resolved.addresses;
  return failed('subscription.unresolved', `${name}: ${UNRESOLVED[resolved.failed]}`);
}

interface Place {
  readonly address: IpAddress;
  readonly port: number;
  readonly tls: { readonly name: string | null } | null;
}

async function connect(
  { address, port, tls }: Place,
  { dial, limits }: FetchWorld,
  patience: Patience,
): Promise<ByteStream | Refused> {
  const abort = new AbortController();
  const text = formatAddress(address);
  const attempt = dial(text, port, { tls, signal: abort.signal });
  const dialled = await patience.wait(attempt, limits.connectMs, 'subscription.no-connection');
  if (isRefused(dialled)) {
    abort.abort();
    // What comes about too late is closed.
    void attempt.then((late) => ('stream' in late ? late.stream.close() : undefined));
    return dialled;
  }
  if ('stream' in dialled) return dialled.stream;
  if (dialled.failure === 'tls') return failed('subscription.certificate');
  return failed('subscription.no-connection', `${text} port ${port}: ${WORDS[dialled.failure]}`);
}

const WORDS = { closed: 'the connection was refused', filtered: 'no route, or no answer' } as const;
