/** How does a page say where the next one begins? By the last entry's own key, so that changes never shift a page. Pure. */
import type { Page, PageRequest } from './contract/page.ts';

/** An opaque cursor that stands behind the entry with this key. */
export function writeCursor(key: string | number): string {
  return btoa(JSON.stringify([key]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The key in a cursor, or null when it is none of ours. */
export function readCursor(cursor: string): string | number | null {
  try {
    const read: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')));
    const [key] = Array.isArray(read) && read.length === 1 ? (read as unknown[]) : [];
    return typeof key === 'string' || Number.isSafeInteger(key) ? (key as string | number) : null;
  } catch {
    return null;
  }
}

/** Whether a text can be a cursor; routes refuse the others before they ask the store. */
export const isCursor = (text: string): boolean => readCursor(text) !== null;

/** What an entry is known by within its list. */
interface Keys {
  readonly string: string;
  readonly number: number;
}

const isOfKind = <Kind extends keyof Keys>(key: unknown, kind: Kind): key is Keys[Kind] => typeof key === kind;

/** The key that a page begins behind, null for the first page; undefined when the cursor has no key of this kind. */
function keyBefore<Kind extends keyof Keys>(cursor: string | null, kind: Kind): Keys[Kind] | null | undefined {
  if (cursor === null) return null;
  const key = readCursor(cursor);
  return isOfKind(key, kind) ? key : undefined;
}

/**
 * One page: `read` gives up to `limit` entries behind `after` (null: from the start), each with its key. One entry more
 * than wanted is read, which tells whether there is a next page. A cursor that is none of ours, or that belongs to a
 * list with another kind of key, gives an empty last page.
 */
export function pageOf<Kind extends keyof Keys, Entry, Item>(
  { limit, cursor }: PageRequest,
  list: {
    readonly keys: Kind;
    read(after: Keys[Kind] | null, limit: number): readonly Entry[];
    keyOf(entry: Entry): Keys[Kind];
    show(entry: Entry): Item;
  },
): Page<Item> {
  const after = keyBefore(cursor, list.keys);
  if (after === undefined) return { items: [], nextCursor: null };
  const entries = list.read(after, limit + 1);
  const items = entries.slice(0, limit);
  const last = entries.length > limit ? items.at(-1) : undefined;
  return { items: items.map(list.show), nextCursor: last === undefined ? null : writeCursor(list.keyOf(last)) };
}
