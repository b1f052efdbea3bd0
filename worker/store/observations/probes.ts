/** Who may probe what how often, and what was seen the last time? */
import type { ProbeResult } from '../../../schemas/probe.ts';
import { note } from '../audit.ts';
import type { Actor } from '../contract/actor.ts';
import type { Limited } from '../contract/limited.ts';
import type { ProbesInput, StoredProbe } from '../contract/observations.ts';
import { instant } from '../instant.ts';
import type { Sql, World } from '../world.ts';
import { takeAll } from './allowance.ts';

/** Looking, changing, looking again needs a handful; whoever wants to bother a host wants thousands. */
const PROBES_OF_AN_ENDPOINT = { most: 12, ms: 600_000 } as const;
/** Endpoints that a whole deployment probes in a day: fifteen profiles of 64 proxies once. */
const PROBES_OF_A_DAY = { most: 1_000, ms: 86_400_000 } as const;

/** A probe that shall be made. */
export interface ProbeStart {
  readonly profile: string;
  /** `host port`, canonical. */
  readonly endpoints: readonly string[];
  readonly actor: Actor;
}

/** Takes it out of the allowances, and notes it in the audit, or refuses it and changes nothing. */
export function startProbe(world: World, { profile, endpoints, actor }: ProbeStart): { readonly ok: true } | Limited {
  const taken = takeAll(world, [
    ...[...counts(endpoints)].map(([endpoint, take]) => ({
      name: `probe ${endpoint}`,
      take,
      ...PROBES_OF_AN_ENDPOINT,
    })),
    { name: 'probes of a day', take: endpoints.length, ...PROBES_OF_A_DAY },
  ]);
  if (taken.ok) note(world, actor, { action: 'probe', kind: 'profile', id: profile });
  return taken;
}

/** Two proxies of a profile may be one endpoint under two schemes. */
function counts(endpoints: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const endpoint of endpoints) times.set(endpoint, (times.get(endpoint) ?? 0) + 1);
  return times;
}

/** Keeps what was seen, in place of what was seen of the same proxies before. */
export function keepProbes({ sql, now }: World, { profile, probes, actor }: ProbesInput): void {
  const time = now();
  for (const { endpoint, result } of probes) {
    sql.all(
      'INSERT OR REPLACE INTO probe (profile, proxy, endpoint, result, at, author) VALUES (?, ?, ?, ?, ?, ?)',
      profile,
      result.proxy,
      endpoint,
      JSON.stringify(result),
      time,
      actor.by,
    );
  }
}

interface ProbeRow {
  readonly endpoint: string;
  readonly result: string;
  readonly at: number;
  readonly author: string;
}

/** What was seen of a profile's proxies, by name. */
export function readProbes(sql: Sql, profile: string): StoredProbe[] {
  const rows = sql.all<ProbeRow>(
    'SELECT endpoint, result, at, author FROM probe WHERE profile = ? ORDER BY proxy',
    profile,
  );
  return rows.map(({ endpoint, result, at, author }) => ({
    endpoint,
    result: JSON.parse(result) as ProbeResult,
    at: instant(at),
    by: author,
  }));
}
