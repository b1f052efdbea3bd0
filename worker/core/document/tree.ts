/** What was written, and where? The shape that the JSON and the YAML reader share, so that both are checked alike. Pure. */
import { segmentsOf } from './pointer.ts';

/** A value as it was written; offsets are UTF-16 units into the text. */
export type Tree =
  | { readonly is: 'map'; readonly offset: number; readonly entries: readonly Entry[] }
  | { readonly is: 'list'; readonly offset: number; readonly items: readonly Tree[] }
  | {
      readonly is: 'scalar';
      readonly offset: number;
      readonly value: string | number | boolean | null;
      /** The characters of a plain scalar, for numbers whose spelling matters. */
      readonly source: string;
    };

/** One key of a map with its value, in the order written; the same key may stand there twice. */
export interface Entry {
  readonly key: string;
  readonly offset: number;
  readonly value: Tree;
}

/** The offset of what a pointer names: of the key in a map, of the item in a list; of the nearest thing around it otherwise. */
export function offsetAt(root: Tree, pointer: string): number | null {
  const segments = segmentsOf(pointer);
  if (segments === null) return null;
  let place: { readonly offset: number; readonly tree: Tree } = { offset: root.offset, tree: root };
  for (const segment of segments) {
    const next = child(place.tree, segment);
    if (next === null) break;
    place = next;
  }
  return place.offset;
}

function child(tree: Tree, segment: string): { offset: number; tree: Tree } | null {
  if (tree.is === 'map') {
    const entry = tree.entries.findLast(({ key }) => key === segment);
    return entry === undefined ? null : { offset: entry.offset, tree: entry.value };
  }
  const item = tree.is === 'list' && /^(0|[1-9][0-9]*)$/.test(segment) ? tree.items[Number(segment)] : undefined;
  return item === undefined ? null : { offset: item.offset, tree: item };
}
