/** Which WPAD names are bound to which profile? A name belongs to one. */
import type { Finding } from '../../../schemas/finding.ts';
import { finding } from '../../core/findings/finding.ts';
import type { Delivery } from '../compiler.ts';
import { KV_KEYS } from '../kv-keys.ts';
import type { Sql } from '../world.ts';

/** The profile that is served under a name, or null. */
export function binderOf(sql: Sql, name: string): string | null {
  const row = sql.all<{ profile: string }>("SELECT profile FROM wpad WHERE name = ? AND slot = 'current'", name)[0];
  return row?.profile ?? null;
}

/** The names under which a profile is served. */
export function namesOf(sql: Sql, profile: string): string[] {
  return sql
    .all<{ name: string }>("SELECT name FROM wpad WHERE profile = ? AND slot = 'current' ORDER BY name", profile)
    .map(({ name }) => name);
}

/** The names whose pointer in KV was last written on behalf of a profile, and may be there. */
export function pointedNames(sql: Sql, profile: string): string[] {
  const { prefix } = KV_KEYS.wpad;
  return sql
    .all<{ key: string }>(
      "SELECT key FROM kv_key WHERE profile = ? AND substr(key, 1, ?) = ? AND (print IS NULL OR print <> '')",
      profile,
      prefix.length,
      prefix,
    )
    .map(({ key }) => key.slice(prefix.length));
}

/** An error for every name that another profile has, published or waiting. */
export function takenNames(sql: Sql, profile: string, { wpad }: Delivery): Finding[] {
  return wpad.flatMap((name, index) => {
    const holder = sql.all<{ profile: string }>(
      'SELECT profile FROM wpad WHERE name = ? AND profile <> ? LIMIT 1',
      name,
      profile,
    )[0];
    if (holder === undefined) return [];
    return finding('delivery.wpad-taken', `/delivery/wpad/${index}`, {
      message: `The name ${name} is bound to the profile ${holder.profile}`,
      expected: 'a name that no other profile binds',
      found: name,
    });
  });
}
