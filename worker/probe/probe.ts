/** What listens at a profile's proxies? The whole probe: guard, name, connection, tree of questions, neighbours, verdict. */
import type { ProbeResult } from '../../schemas/probe.ts';
import { formatAddress, type IpAddress, parseAddress } from '../core/net/address.ts';
import type { Canary } from '../core/probe/ask-canary.ts';
import { type Classification, classify } from '../core/probe/classify.ts';
import { useOf } from '../core/probe/denied-ranges.ts';
import { type GuardRules, judgeAddress, judgeAddresses, judgeHost } from '../core/probe/guard.ts';
import { SPOKEN } from '../core/probe/listener.ts';
import { neighboursOf } from '../core/probe/neighbours.ts';
import { type Declared, type Neighbour, type Outcome, verdictOn } from '../core/probe/verdict.ts';
import { converse } from './converse.ts';
import type { Dial } from './dial.ts';
import {
  type Allowance,
  allowanceOf,
  CONNECTIONS_PER_CALL,
  ENDPOINTS_AT_ONCE,
  LIMITS,
  type Limits,
  type Purse,
  takeFrom,
} from './limits.ts';
import type { Resolve } from './resolve.ts';

/** A proxy to look at. */
export interface Target extends Declared {
  /** The declared addresses: what a name is probed by where there is no resolver. */
  readonly addresses?: readonly string[] | undefined;
}

/** What a probe needs of the world. */
export interface ProbeWorld {
  readonly dial: Dial;
  /** Null: names are probed by their declared addresses, or not at all. */
  readonly resolve: Resolve | null;
  readonly guard: GuardRules;
  /** A fresh canary for each use; null where nobody outside could reach our own page. */
  readonly canary: (() => Canary) | null;
  readonly limits?: Limits;
  /** Connections and look-ups of the whole call. */
  readonly connections?: number;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** Probes every target, a few at a time; results stand in the order of the targets. */
export async function probeAll(targets: readonly Target[], world: ProbeWorld): Promise<ProbeResult[]> {
  const purse: Purse = { connections: world.connections ?? CONNECTIONS_PER_CALL };
  const results: ProbeResult[] = [];
  const queue = targets.map((target, index) => ({ target, index }));
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next.index] = await probeOne(next.target, world, purse);
    }
  };
  await Promise.all(Array.from({ length: ENDPOINTS_AT_ONCE }, work));
  return results;
}

/** Probes one target on the connections of this purse. */
async function probeOne(target: Target, world: ProbeWorld, purse: Purse): Promise<ProbeResult> {
  const started = world.now();
  const outcome = await look(target, world, allowanceOf(world.limits ?? LIMITS, purse, world.now));
  return { ...verdictOn(target, outcome), ms: Math.round(world.now() - started) };
}

async function look(target: Target, world: ProbeWorld, allowance: Allowance): Promise<Outcome> {
  const destination = judgeHost(target.host, target.port, world.guard);
  if ('denied' in destination) return { state: 'not-probeable', denial: destination.denied };
  if ('address' in destination) return await visit(target, [destination.address], { name: null, world, allowance });
  if (world.resolve !== null && !takeFrom(allowance.purse, LOOK_UPS)) return SPENT;
  const found = await addressesOf(destination.name, target, world.resolve);
  if ('detail' in found) return { state: 'unresolved', detail: found.detail };
  const denial = judgeAddresses(found.addresses, target.port, world.guard);
  if (denial !== null) return { state: 'not-probeable', denial };
  return await visit(target, found.addresses, { name: destination.name, world, allowance });
}

/** One for IPv4, one for IPv6. */
const LOOK_UPS = 2;

const SPENT: Outcome = {
  state: 'not-probeable',
  denial: { reason: 'budget', detail: 'the budget of this call is used up; ask for fewer proxies at once' },
};

type Found = { readonly addresses: readonly IpAddress[] } | { readonly detail: string };

const UNRESOLVED = {
  'no-such-name': 'The resolver says that there is no such name',
  'no-address': 'The name exists and has no address',
  resolver: 'The resolver did not answer',
} as const;

async function addressesOf(name: string, target: Target, resolve: Resolve | null): Promise<Found> {
  if (resolve === null) {
    const addresses = (target.addresses ?? []).map(parseAddress).filter((address) => address !== null);
    return addresses.length > 0 ? { addresses } : { detail: 'No resolver is set up, and no addresses are declared' };
  }
  const resolved = await resolve(name);
  return 'failed' in resolved ? { detail: UNRESOLVED[resolved.failed] } : resolved;
}

/** How many addresses of a name are tried when the first does not answer. */
const MAX_ADDRESSES = 2;

/** How the addresses were come by, and what may be used to look at them. */
interface Way {
  readonly name: string | null;
  readonly world: ProbeWorld;
  readonly allowance: Allowance;
}

/** The first address that answers; where it is not the declared proxy, its neighbours. */
async function visit(target: Target, addresses: readonly IpAddress[], way: Way): Promise<Outcome> {
  let last: Outcome = SPENT;
  for (const address of addresses.slice(0, MAX_ADDRESSES)) {
    const seen = await ask(address, target.port, target.scheme, way, way.world.canary);
    if (seen.state === 'spent') break;
    const isLast = address === addresses.slice(0, MAX_ADDRESSES).at(-1);
    const neighbour = needsNeighbour(seen, target, isLast) ? await neighbourOf(address, target, way) : null;
    if (seen.state === 'open') {
      return { state: 'open', listener: seen.listener, neighbour, isPublic: useOf(address) === 'public' };
    }
    last = { state: seen.state, neighbour };
  }
  return last;
}

function ask(
  address: IpAddress,
  port: number,
  scheme: Target['scheme'],
  { name, world, allowance }: Way,
  canary: ProbeWorld['canary'],
): Promise<Classification> {
  const subject = { scheme, name, canary: canary === null ? null : canary() };
  return converse(classify(subject), { dial: world.dial, address: formatAddress(address), port, name, allowance });
}

/** Where what was seen is not a proxy of the declared scheme, and was seen well enough to say so. */
function needsNeighbour({ listener }: Classification, target: Target, isLast: boolean): boolean {
  if (listener === null) return isLast;
  if (listener.aside === 'certificate' && target.scheme === 'https') return false;
  return SPOKEN[listener.speaks].scheme !== target.scheme;
}

/** The first port that speaks the declared scheme, else the first that is a proxy at all. Guarded like the declared port. */
async function neighbourOf(address: IpAddress, target: Target, way: Way): Promise<Neighbour | null> {
  let second: Neighbour | null = null;
  for (const port of neighboursOf(target.scheme, target.port)) {
    if (judgeAddress(address, port, way.world.guard) !== null) continue;
    const { listener } = await ask(address, port, target.scheme, way, null);
    const scheme = listener === null ? null : SPOKEN[listener.speaks].scheme;
    if (listener === null || scheme === null) continue;
    if (scheme === target.scheme) return { port, speaks: listener.speaks };
    second ??= { port, speaks: listener.speaks };
  }
  return second;
}
