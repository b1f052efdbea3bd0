/** How do hundreds of thousands of names become a sorted set without an object for each? Pure. */
import type { NameMatch } from '../../pac/program.ts';
import { keyOf, labelsOf, matchOf, type NameKey } from './key.ts';
import { BLOCK, blockOf, isBelow, type NameSet, nameSet } from './name-set.ts';

/** Names that are sorted at once. Each takes a string of its own until then, some 40 bytes beside its characters. */
const RUN = 32_768;

/** Names as they come, and the set of them in the end. */
export interface NameCollector {
  add(name: string, match: NameMatch): void;
  /** Ends the collecting. */
  finish(): CollectedNames;
}

/** A set, and what was not needed for it. */
export interface CollectedNames {
  readonly names: NameSet;
  /** Names that were there already with the same match. */
  readonly duplicates: number;
  /** Names that a name above them, or the same name with a wider match, holds too. */
  readonly covered: number;
}

/** Collects canonical names in sorted runs, which are merged in the end. */
export function nameCollector(): NameCollector {
  let pending: NameKey[] = [];
  const runs: string[][] = [];
  let duplicates = 0;
  const sortPending = () => {
    if (pending.length === 0) return;
    pending.sort();
    const distinct = pending.filter((key, index) => key !== pending[index - 1]);
    duplicates += pending.length - distinct.length;
    const blocks: string[] = [];
    for (let start = 0; start < distinct.length; start += BLOCK)
      blocks.push(blockOf(distinct.slice(start, start + BLOCK)));
    // Backwards, so that merged blocks can be let go from the end.
    runs.push(blocks.reverse());
    pending = [];
  };
  return {
    add(name, match) {
      if (pending.push(keyOf(name, match)) >= RUN) sortPending();
    },
    finish() {
      sortPending();
      const needed = withoutCovered(merged(runs));
      return { ...needed, duplicates: duplicates + needed.duplicates };
    },
  };
}

/** The keys of all runs in order, equal ones behind each other. Blocks are let go as soon as they are read. */
function* merged(runs: readonly string[][]): Generator<NameKey> {
  const heads = runs.map((blocks) => headOf(blocks)).filter((head) => head !== null);
  while (heads.length > 0) {
    let least = 0;
    for (let at = 1; at < heads.length; at++) if ((heads[at]?.key ?? '') < (heads[least]?.key ?? '')) least = at;
    const head = heads[least];
    if (head === undefined) return;
    yield head.key;
    if (!head.advance()) heads.splice(least, 1);
  }
}

interface Head {
  key: NameKey;
  advance(): boolean;
}

function headOf(blocks: string[]): Head | null {
  let keys: readonly string[] = [];
  let at = 0;
  const head: Head = {
    key: '',
    advance() {
      if (++at >= keys.length) {
        const block = blocks.pop();
        if (block === undefined) return false;
        keys = block.slice(1, -1).split('\n');
        at = 0;
      }
      head.key = keys[at] ?? '';
      return true;
    },
  };
  return head.advance() ? head : null;
}

/** Keeps the keys that no other makes needless; `exact` and `below` of one name become `suffix`. */
function withoutCovered(keys: Iterable<NameKey>): CollectedNames {
  const builder = blockBuilder();
  let duplicates = 0;
  let covered = 0;
  let before: NameKey = '';
  // The last name that holds everything below it. Keys are sorted, so that nothing can lie below an earlier one.
  let above: NameKey | null = null;
  let own: NameKey[] = [];
  const settle = () => {
    const { kept, lost } = united(own);
    covered += lost;
    if (kept !== null) builder.add(kept);
    if (kept !== null && matchOf(kept) !== 'exact') above = kept;
    own = [];
  };
  for (const key of keys) {
    if (key === before) duplicates++;
    else if (above !== null && isBelow(key, above)) covered++;
    else {
      const [first] = own;
      if (first !== undefined && labelsOf(first) !== labelsOf(key)) settle();
      // What was settled may hold this one.
      if (above !== null && isBelow(key, above)) covered++;
      else own.push(key);
    }
    before = key;
  }
  settle();
  return { names: builder.finish(), duplicates, covered };
}

/** The one key that the distinct keys of one name come to, and how many others it holds. */
function united(keys: readonly NameKey[]): { readonly kept: NameKey | null; readonly lost: number } {
  const [first] = keys;
  if (first === undefined) return { kept: null, lost: 0 };
  if (keys.length === 1) return { kept: first, lost: 0 };
  const hasSuffix = keys.some((key) => matchOf(key) === 'suffix');
  // Two of them together say more than either, so that none was needless.
  return { kept: `${labelsOf(first)} s`, lost: hasSuffix ? keys.length - 1 : 0 };
}

function blockBuilder() {
  const blocks: string[] = [];
  let open: NameKey[] = [];
  let size = 0;
  const close = () => {
    if (open.length > 0) blocks.push(blockOf(open));
    open = [];
  };
  return {
    add(key: NameKey) {
      size++;
      if (open.push(key) >= BLOCK) close();
    },
    finish(): NameSet {
      close();
      return nameSet(blocks, size);
    },
  };
}
