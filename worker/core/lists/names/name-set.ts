/** Which names does a list hold? A sorted set in a few large texts, a character or so more than the names. Pure. */
import type { NameEntry } from '../../pac/program.ts';
import { entryOf, labelsOf, type NameKey, reversed } from './key.ts';

/** Keys per text. Larger costs time for a single question, smaller costs memory for the whole. */
export const BLOCK = 512;

/** Sorted names, none of them a duplicate or covered by another. */
export interface NameSet {
  readonly size: number;
  /** Whether the canonical host is one of the names or stands below one that says so. */
  has(host: string): boolean;
  /** The name that says so, or null. */
  find(host: string): NameEntry | null;
  /** In the order of their keys: a name directly before the names below it. */
  keys(): Iterable<NameKey>;
  /** The same as names. */
  entries(): Iterable<NameEntry>;
}

/** A set of sorted blocks, each of keys that are parted and surrounded by line feeds. */
export function nameSet(blocks: readonly string[], size: number): NameSet {
  const firsts = blocks.map((block) => copied(block.slice(1, block.indexOf('\n', 1))));
  function* keys(): Generator<NameKey> {
    for (const block of blocks) yield* block.slice(1, -1).split('\n');
  }
  const hasKey = (key: NameKey) => {
    const at = lastNotAfter(firsts, key);
    return at >= 0 && (blocks[at] ?? '').includes(`\n${key}\n`);
  };
  const holding = (host: string): NameKey | null => {
    const labels = reversed(host);
    const own = [`${labels} e`, `${labels} s`].find(hasKey);
    if (own !== undefined) return own;
    for (let end = labels.lastIndexOf('#'); end > 0; end = labels.lastIndexOf('#', end - 1)) {
      const above = labels.slice(0, end);
      const found = [`${above} s`, `${above} b`].find(hasKey);
      if (found !== undefined) return found;
    }
    return null;
  };
  return {
    size,
    has: (host) => holding(host) !== null,
    find(host) {
      const key = holding(host);
      return key === null ? null : entryOf(key);
    },
    keys,
    *entries() {
      for (const key of keys()) yield entryOf(key);
    },
  };
}

/** A block of keys. */
export function blockOf(keys: readonly NameKey[]): string {
  return `\n${keys.join('\n')}\n`;
}

/** Whether `key` lies below the name of `above`. */
export function isBelow(key: NameKey, above: NameKey): boolean {
  return key.startsWith(`${labelsOf(above)}#`);
}

function lastNotAfter(firsts: readonly string[], key: NameKey): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firsts[middle] ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A text of its own: a slice would keep the whole block it was cut from. */
function copied(text: string): string {
  return text.split('').join('');
}
