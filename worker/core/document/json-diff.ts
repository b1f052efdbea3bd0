/** What changed between two documents, as edits by JSON Pointer? Pure; the only file that imports diff. */
import { diffArrays } from 'diff';
import type { Diff } from '../../../schemas/api.ts';
import { pointerTo } from './pointer.ts';

/** One edit, in the sense of RFC 6902; `before` and `after` say what was and what will be there. */
export type Change = Diff['changes'][number];

/** Edits that a list may differ by before entries are compared by position; the search takes the square of it. */
const MAX_LIST_EDITS = 400;

/**
 * The edits that turn one plain value into another, in order: applied one after the other (RFC 6902: `add` inserts
 * into lists, `remove` closes the gap) they give exactly `after`. Lists are compared by content, so that a rule that
 * was put in front is one `add` and not a change of every rule behind it.
 */
export function diffJson(before: unknown, after: unknown): Change[] {
  return changesAt('', before, after);
}

type PlainMap = Readonly<Record<string, unknown>>;

function changesAt(path: string, before: unknown, after: unknown): Change[] {
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(path, before, after);
  if (isMap(before) && isMap(after)) return mapChanges(path, before, after);
  return keyOf(before) === keyOf(after) ? [] : [{ op: 'replace', path, before, after }];
}

function mapChanges(path: string, before: PlainMap, after: PlainMap): Change[] {
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  const kept = Object.keys(before).filter((key) => Object.hasOwn(after, key));
  return [
    ...removed.map((key): Change => ({ op: 'remove', path: pointerTo(path, key), before: before[key] })),
    ...kept.flatMap((key) => changesAt(pointerTo(path, key), before[key], after[key])),
    ...added.map((key): Change => ({ op: 'add', path: pointerTo(path, key), after: after[key] })),
  ];
}

/** Entries that went and entries that came at one place are changes of the same entries as far as they pair up. */
function listChanges(path: string, before: readonly unknown[], after: readonly unknown[]): Change[] {
  const changes: Change[] = [];
  let index = 0;
  for (const { gone, come, kept } of runsOf(before, after)) {
    const paired = Math.min(gone.length, come.length);
    for (let pair = 0; pair < paired; pair++) {
      changes.push(...changesAt(pointerTo(path, index + pair), gone[pair], come[pair]));
    }
    index += paired;
    for (const entry of gone.slice(paired)) changes.push({ op: 'remove', path: pointerTo(path, index), before: entry });
    for (const entry of come.slice(paired)) changes.push({ op: 'add', path: pointerTo(path, index++), after: entry });
    index += kept;
  }
  return changes;
}

/** A stretch of a list: entries that went, entries that came in their place, then entries that stayed. */
interface Run {
  gone: unknown[];
  come: unknown[];
  kept: number;
}

function runsOf(before: readonly unknown[], after: readonly unknown[]): Run[] {
  const parts = diffArrays(before.map(keyOf), after.map(keyOf), { maxEditLength: MAX_LIST_EDITS });
  if (parts === undefined) return [{ gone: [...before], come: [...after], kept: 0 }];
  const runs: Run[] = [{ gone: [], come: [], kept: 0 }];
  let from = 0;
  let to = 0;
  for (const { added, removed, count } of parts) {
    const run = latest(runs, added || removed);
    if (removed) run.gone.push(...before.slice(from, from + count));
    else if (added) run.come.push(...after.slice(to, to + count));
    else run.kept += count;
    if (!added) from += count;
    if (!removed) to += count;
  }
  return runs;
}

/** The run that a part belongs to: a change after entries that stayed opens a new one. */
function latest(runs: Run[], isChange: boolean): Run {
  const last = runs.at(-1);
  if (last !== undefined && !(isChange && last.kept > 0)) return last;
  const next: Run = { gone: [], come: [], kept: 0 };
  runs.push(next);
  return next;
}

/** Equal for equal values, whatever the order of keys. */
function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, part) => (isMap(part) ? sorted(part) : part)) ?? 'undefined';
}

function sorted(map: PlainMap): PlainMap {
  return Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((key) => [key, map[key]]),
  );
}

function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
