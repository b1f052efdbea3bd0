/** How much work is it to build a profile? Known before it is begun, so that one transaction never takes too much. */
import type { Policy } from '../../../schemas/firewall.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { listsNamedBy } from '../../core/lists/named.ts';
import type { Documents } from '../compiler.ts';
import { readReport } from '../lists/meaning.ts';
import type { Sql } from '../world.ts';

/** What a profile without lists costs, in names: about three milliseconds. */
const BASE = 1_000;
/** What each zone of a policy costs beside: a text of its own. */
const ZONE = 300;
/** Rules of a policy that are held against a proxy from a zone for what a name costs. */
const RULES_A_NAME = 16;
/** Work of followers that is done in the transaction of the change; the rest follows as due work. About three seconds. */
export const FOLLOWERS_AT_ONCE = 1_000_000;
/** Work of one set of documents. About ten seconds, of the thirty that a call may compute. */
export const MOST_OF_A_SET = 3_000_000;

/**
 * The work of profiles, in names of lists to be encoded: about three microseconds each. Lists are looked up once. `around`:
 * the documents that the profiles are built with.
 */
export function effortMeter(sql: Sql, around: Documents): (profile: Profile) => number {
  const known = new Map<string, number>();
  const namesOf = (list: string): number => {
    const names = known.get(list) ?? sizeOfList(sql, list);
    known.set(list, names);
    return names;
  };
  return (profile) =>
    listsNamedBy(profile).reduce((sum, list) => sum + namesOf(list), BASE + effortOfFollowing(profile, around));
}

function effortOfFollowing({ firewall, proxies = {} }: Profile, around: Documents): number {
  if (firewall === undefined) return 0;
  const policy = around.get({ kind: 'firewall', id: firewall }) as Policy | null;
  const zones = Object.keys(policy?.zones ?? {}).length;
  const pairs = zones * (Object.keys(proxies).length + 1);
  return zones * ZONE + Math.ceil((pairs * (policy?.rules?.length ?? 0)) / RULES_A_NAME);
}

function sizeOfList(sql: Sql, list: string): number {
  const totals = readReport(sql, list)?.totals;
  return totals === undefined ? 0 : totals.names + totals.ranges + totals.patterns;
}
