/** What is served of a profile, what was served before, and what waits to be? Three slots; the pointer flips here. */
import type { Flavour } from '../../../schemas/profile.ts';
import { NO_ZONES } from '../../core/follow/zone-table.ts';
import type { Delivery, Reference } from '../compiler.ts';
import type { Sql } from '../world.ts';
import { noteNaming } from './artifacts.ts';

/** `current` is served, `previous` was, `next` is stored but not published. */
export type SlotName = 'current' | 'previous' | 'next';

/** One text of a slot, by variant. */
export interface SlotText {
  /** Empty for the generic text. */
  readonly zone: string;
  readonly flavour: Flavour;
  readonly hash: string;
}

/** A revision as it is, or would be, handed out. */
export interface Slot {
  readonly revision: number;
  readonly delivery: Delivery;
  readonly texts: readonly SlotText[];
  /** The documents that the texts were made with. */
  readonly references: readonly Reference[];
}

/** What a slot holds, or null. */
export function readSlot(sql: Sql, profile: string, slot: SlotName): Slot | null {
  const row = sql.all<{ revision: number; delivery: string }>(
    'SELECT revision, delivery FROM slot WHERE profile = ? AND slot = ?',
    profile,
    slot,
  )[0];
  if (row === undefined) return null;
  const texts = sql.all<SlotText>(
    'SELECT zone, flavour, hash FROM variant WHERE profile = ? AND slot = ? ORDER BY zone, flavour',
    profile,
    slot,
  );
  const references = sql.all<Reference>(
    'SELECT kind, id FROM reference WHERE profile = ? AND slot = ? ORDER BY kind, id',
    profile,
    slot,
  );
  const delivery = JSON.parse(row.delivery) as Delivery;
  // Slots that were written before there were zones have no table.
  return { revision: row.revision, delivery: { ...delivery, zones: delivery.zones ?? NO_ZONES }, texts, references };
}

/** Lets a revision wait as the next one. Gives false when it already does. */
export function stage(sql: Sql, profile: string, slot: Slot, now: number): boolean {
  return change(sql, profile, now, { next: slot });
}

/**
 * Makes a revision the one that is served; what was served becomes the previous one, unless it was the same texts (a
 * fall-back should be something else). The newest revision is always in a slot: when an older one is published, the
 * newest waits as the next. Gives false when nothing changed.
 */
export function makeCurrent(sql: Sql, profile: string, slot: Slot, facts: { newest: number; now: number }): boolean {
  const current = readSlot(sql, profile, 'current');
  const next = readSlot(sql, profile, 'next');
  const isNewest = slot.revision === facts.newest;
  const waiting = isNewest ? null : (next ?? current);
  const previous = current === null || sameTexts(current, slot) ? readSlot(sql, profile, 'previous') : current;
  return change(sql, profile, facts.now, { current: slot, previous, next: waiting });
}

/** Withdraws a profile: nothing is served and nothing waits. */
export function clearSlots(sql: Sql, profile: string, now: number): void {
  change(sql, profile, now, { current: null, previous: null, next: null });
}

type Changes = Partial<Readonly<Record<SlotName, Slot | null>>>;

function change(sql: Sql, profile: string, now: number, changes: Changes): boolean {
  const before = hashesOf(sql, profile);
  let isChanged = false;
  for (const [slot, wanted] of Object.entries(changes) as [SlotName, Slot | null][]) {
    if (isSame(readSlot(sql, profile, slot), wanted)) continue;
    isChanged = true;
    writeSlot(sql, profile, slot, wanted);
  }
  if (isChanged) noteNaming(sql, new Set([...before, ...hashesOf(sql, profile)]), now);
  return isChanged;
}

function writeSlot(sql: Sql, profile: string, slot: SlotName, wanted: Slot | null): void {
  for (const table of ['slot', 'variant', 'wpad', 'reference']) {
    sql.all(`DELETE FROM ${table} WHERE profile = ? AND slot = ?`, profile, slot);
  }
  if (wanted === null) return;
  const delivery = JSON.stringify(wanted.delivery);
  sql.all(
    'INSERT INTO slot (profile, slot, revision, delivery) VALUES (?, ?, ?, ?)',
    profile,
    slot,
    wanted.revision,
    delivery,
  );
  for (const { zone, flavour, hash } of wanted.texts) {
    sql.all(
      'INSERT INTO variant (profile, slot, zone, flavour, hash) VALUES (?, ?, ?, ?, ?)',
      profile,
      slot,
      zone,
      flavour,
      hash,
    );
  }
  // What was served before binds no names and follows nothing; what waits does, so that it can be published later.
  if (slot === 'previous') return;
  for (const { kind, id } of wanted.references) {
    sql.all('INSERT OR IGNORE INTO reference (profile, slot, kind, id) VALUES (?, ?, ?, ?)', profile, slot, kind, id);
  }
  for (const name of wanted.delivery.wpad) {
    sql.all('INSERT OR IGNORE INTO wpad (name, profile, slot) VALUES (?, ?, ?)', name, profile, slot);
  }
}

function hashesOf(sql: Sql, profile: string): string[] {
  return sql
    .all<{ hash: string }>('SELECT DISTINCT hash FROM variant WHERE profile = ?', profile)
    .map(({ hash }) => hash);
}

const isSame = (one: Slot | null, other: Slot | null): boolean =>
  one === null || other === null
    ? one === other
    : one.revision === other.revision &&
      JSON.stringify(one.delivery) === JSON.stringify(other.delivery) &&
      sameTexts(one, other);

const sameTexts = (one: Slot, other: Slot): boolean => printOf(one) === printOf(other);

const printOf = ({ texts }: Slot): string =>
  texts
    .map(({ zone, flavour, hash }) => `${zone}|${flavour}|${hash}`)
    .sort()
    .join('\n');
