/** What listens at the proxies of a stored profile? Asked of the network, within allowances; and what was seen last. */
import type { KeptProbe, KeptProbes, ProbeAnswer, ProbeRequest, ProbeResult } from '../../../schemas/probe.ts';
import type { Profile, ProxyEntry } from '../../../schemas/profile.ts';
import type { StoredProbe } from '../../store/contract/observations.ts';
import { actorOf, type Context } from '../context.ts';
import { Fault, type FaultEntry } from '../fault.ts';
import { tooMany } from '../limited.ts';
import { requireRight } from '../right.ts';
import { profileIn, readStoredProfile } from './stored.ts';

/** A proxy of a profile under its name. */
export interface NamedProxy extends ProxyEntry {
  readonly name: string;
}

/** Connects and tells what was seen, one result for each proxy in order; `canaryKey` signs nonces. */
export type Prober = (proxies: readonly NamedProxy[], canaryKey: Uint8Array) => Promise<readonly ProbeResult[]>;

/**
 * Probes proxies that are stored in the profile, and nothing else. The allowances are taken and the audit is written
 * before anything is connected to. Faults: forbidden, absent, invalid, too-many.
 */
export async function probeProfile(
  context: Context,
  { id, proxies: wanted }: { readonly id: string } & ProbeRequest,
  probe: Prober,
): Promise<ProbeAnswer> {
  requireRight(context, 'probe', { kind: 'profile', id });
  const { store } = context;
  const stored = await store.get('profile', id);
  if (stored === null) throw new Fault('absent', `There is no profile ${id}.`);
  const chosen = choose(profileIn(stored), wanted);
  if (chosen.length === 0) return { results: [] };
  const actor = actorOf(context);
  const endpoints = chosen.map(({ host, port }) => `${host} ${port}`);
  const started = await store.startProbe({ profile: id, endpoints, actor });
  if (!started.ok)
    throw tooMany(started, started.what === 'probes of a day' ? started.what : `probes of ${started.what}`);
  const results = await probe(chosen, await store.canaryKey());
  const probes = results.flatMap((result, index) => {
    const proxy = chosen[index];
    return proxy === undefined ? [] : [{ endpoint: endpointOf(proxy), result }];
  });
  await store.keepProbes({ profile: id, probes, actor });
  return { results: [...results] };
}

/** The latest probe of each proxy that is still in the profile, in the profile's order. Faults: forbidden, absent. */
export async function latestProbes(context: Context, id: string): Promise<KeptProbes> {
  const profile = await readStoredProfile(context, id);
  const kept = new Map((await context.store.probes(id)).map((probe) => [probe.result.proxy, probe]));
  const results = choose(profile, undefined).flatMap((proxy) => {
    const probe = kept.get(proxy.name);
    return probe === undefined ? [] : [shown(probe, endpointOf(proxy))];
  });
  return { results };
}

const shown = ({ result, endpoint, at, by }: StoredProbe, now: string): KeptProbe => ({
  ...result,
  endpoint,
  at,
  by,
  outdated: endpoint !== now,
});

const endpointOf = ({ scheme, host, port }: ProxyEntry): string => `${scheme} ${host} ${port}`;

/** The proxies that are asked for, each once; all of them when none is named. */
function choose({ proxies = {} }: Profile, wanted: readonly string[] | undefined): NamedProxy[] {
  const names = wanted === undefined ? Object.keys(proxies) : [...new Set(wanted)];
  const errors = names.flatMap((name, index) =>
    Object.hasOwn(proxies, name) ? [] : [unknownProxy(name, index, proxies)],
  );
  if (errors.length > 0) throw new Fault('invalid', 'Expected proxies of the profile.', { errors });
  return names.flatMap((name) => (proxies[name] === undefined ? [] : [{ ...proxies[name], name }]));
}

function unknownProxy(name: string, index: number, proxies: object): FaultEntry {
  const expected = Object.keys(proxies).join(', ') || 'no name: the profile has no proxies';
  const detail = `Expected ${expected}, found ${name}.`;
  return { pointer: `/proxies/${index}`, code: 'reference.unknown', detail, expected, found: name };
}
