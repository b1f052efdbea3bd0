/** Which flows of a region does which rule decide? First match, by cutting boxes out of boxes. Exact. Pure. */
import { type Box, boxesMeet, boxInside, difference, intersection, wordsOf } from './box.ts';
import { type Budget, spend, stepsOf } from './budget.ts';

/** A rule in an ordered list; `Key` is what the caller knows it by. */
export interface Entry<Key> {
  readonly key: Key;
  readonly box: Box;
}

/** What is looked for: flows whose deciding rule (null: none of the list) is wanted. */
export type Wanted<Key> = (key: Key | null) => boolean;

/** Takes a piece of a region and the rule that decides all of it (null: none of the list); `true` ends the walk. */
export type Visit<Key> = (piece: Box, key: Key | null) => boolean;

/** A region and the rules that may decide in it, from `start` on. Lists nest as deep as policies are long: no recursion. */
export interface Task<Key> {
  readonly region: Box;
  readonly list: readonly Entry<Key>[];
  readonly start: number;
}

/**
 * Finds flows of the region that are decided by a wanted rule, or proves that there are none (null). All flows of the
 * answer are wanted, though one rule need not decide them all.
 */
export function find<Key>(
  region: Box,
  list: readonly Entry<Key>[],
  { wanted, budget }: { readonly wanted: Wanted<Key>; readonly budget: Budget },
): Box | null {
  const tasks: Task<Key>[] = [{ region, list, start: 0 }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const live = liveEntries(task, budget);
    const first = live.entries[0];
    const isWanted = live.entries.map(({ key }) => wanted(key));
    if (!live.isCovered) isWanted.push(wanted(null));
    if (!isWanted.includes(true)) continue;
    if (first === undefined || !isWanted.includes(false)) return task.region;
    if (isWanted[0] === true) return intersection(task.region, first.box);
    for (const piece of difference(task.region, first.box).reverse()) {
      tasks.push({ region: piece, list: live.entries, start: 1 });
    }
  }
  return null;
}

/** Cuts the region into disjoint pieces, each decided by one rule, and shows them; true when `visit` ended the walk. */
export function decide<Key>(
  region: Box,
  list: readonly Entry<Key>[],
  { visit, budget }: { readonly visit: Visit<Key>; readonly budget: Budget },
): boolean {
  const tasks: Task<Key>[] = [{ region, list, start: 0 }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const live = liveEntries(task, budget);
    const first = live.entries[0];
    const isDecided = first === undefined || (live.isCovered && live.entries.length === 1);
    const piece = isDecided ? task.region : intersection(task.region, first.box);
    if (visit(piece, first?.key ?? null)) return true;
    if (isDecided) continue;
    for (const rest of difference(task.region, first.box).reverse()) {
      tasks.push({ region: rest, list: live.entries, start: 1 });
    }
  }
  return false;
}

/** What can decide in a region. */
export interface Live<Key> {
  /** The entries that meet the region, up to the first that covers it. */
  readonly entries: readonly Entry<Key>[];
  readonly isCovered: boolean;
}

/** The rules from `start` on that can decide a flow of the region at all. */
export function liveEntries<Key>({ region, list, start }: Task<Key>, budget: Budget): Live<Key> {
  spend(budget, 1 + stepsOf(list.length - start, wordsOf(region)));
  const entries: Entry<Key>[] = [];
  for (let at = start; at < list.length; at++) {
    const entry = list[at] as Entry<Key>;
    if (!boxesMeet(region, entry.box)) continue;
    entries.push(entry);
    if (boxInside(region, entry.box)) return { entries, isCovered: true };
  }
  return { entries, isCovered: false };
}
