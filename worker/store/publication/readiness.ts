/** Is what was written on its way to clients? From the outbox, and from what KV has confirmed. */
import type { Readiness } from '../contract/upkeep.ts';
import { instant } from '../instant.ts';
import { KV_KEYS } from '../kv-keys.ts';
import { backlog } from '../work/due.ts';
import type { World } from '../world.ts';

/** How it stands with the outbox. Reads two small tables. */
export function readinessOf({ sql, now }: World): Readiness {
  const { count, since } = backlog(sql, 'publish');
  const oldestSeconds = since === null ? 0 : Math.max(0, Math.round((now() - since) / 1000));
  const { prefix } = KV_KEYS.manifest;
  const [last] = sql.all<{ at: number | null }>(
    'SELECT max(written_at) AS at FROM kv_key WHERE substr(key, 1, ?) = ? AND print IS NOT NULL',
    prefix.length,
    prefix,
  );
  const at = last?.at ?? null;
  return { outbox: { waiting: count, oldestSeconds }, lastPublishedAt: at === null ? null : instant(at) };
}
