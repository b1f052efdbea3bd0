/** Which ranks say a list of names, in tables that learn while they are read? Pure. */
import type { NameIndex } from '../../hosts/host-index.ts';
import { END, type Rest, ROOM, restsOf } from './rests.ts';

/** What a rank says: the length shared, the first symbol behind it, a later one, a part of a kind. */
export const GROUPS = { shared: 0, first: 1, later: 2, kind: 3 } as const;
/** Where the lists of contexts stand: first those of two symbols before, the nearer one times `ROOM`, then the others. */
export const LISTS = {
  first: ROOM * ROOM,
  later: ROOM * (ROOM + 1),
  shared: ROOM * (ROOM + 2),
  kind: ROOM * (ROOM + 3),
  end: ROOM * (ROOM + 4),
} as const;
/** Parts of a kind below this end it; the others carry one more digit of this base, the least significant one first. */
export const LAST_PART = 20;

/** A list in ranks. */
export interface Ranks {
  readonly texts: readonly string[];
  /** Ranks, each above its group times `ROOM`. */
  readonly said: readonly number[];
}

/** A symbol stands in the lowest bits of an entry, below `ROOM`; how often it was said stands above. */
type List = number[];

/**
 * Each context keeps a list of symbols. What is said is a symbol's place in it, and moves the symbol forward: so
 * frequent ones stand in front without a table that says so. A context of two symbols begins with the list of the
 * later one alone.
 */
export function ranksOf(index: NameIndex, tagged: boolean): Ranks {
  const { texts, rests } = restsOf(index.labels);
  const teller = new Teller(texts);
  let before = '';
  let shared = 0;
  let kind = 0;
  rests.forEach((rest, at) => {
    teller.name(rest, before, shared);
    before = index.labels[at] ?? '';
    shared = rest.shared;
    if (tagged) teller.kind(index.kindOf[at] ?? 0, kind);
    kind = index.kindOf[at] ?? 0;
  });
  return { texts, said: teller.said };
}

class Teller {
  readonly said: number[] = [];
  readonly #numbers: ReadonlyMap<string, number>;
  /** Symbols by their text, and all of them in the order of their frequency. */
  readonly #sorted: List;
  readonly #all: List;
  readonly #lists: List[] = [];

  constructor(texts: readonly string[]) {
    this.#numbers = new Map(texts.map((text, symbol) => [text, symbol]));
    this.#sorted = [...texts].sort().map((text) => this.#numberOf(text));
    this.#all = texts.map((_, symbol) => symbol);
  }

  name({ shared, symbols }: Rest, before: string, sharedBefore: number): void {
    this.#say(GROUPS.shared, this.#list(LISTS.shared + sharedBefore), shared);
    const displaced = this.#numberOf(before[shared] ?? END);
    const [first = 0, ...later] = symbols;
    this.#say(GROUPS.first, this.#firstList(displaced), first);
    let earlier = this.#numberOf(shared > 0 ? (before[shared - 1] ?? '') : '#');
    let last = first;
    for (const symbol of later) {
      const own = last * ROOM + earlier;
      const list = this.#lists[own] ?? this.#list(LISTS.later + last);
      this.#say(GROUPS.later, list, symbol);
      this.#lists[own] ??= list.slice();
      earlier = last;
      last = symbol;
    }
  }

  kind(kind: number, before: number): void {
    let list = this.#list(LISTS.kind + Math.min(ROOM - 1, before));
    let rest = kind;
    for (; rest >= LAST_PART; rest = Math.floor(rest / LAST_PART)) {
      this.#say(GROUPS.kind, list, LAST_PART + (rest % LAST_PART));
      list = this.#list(LISTS.kind + ROOM - 1);
    }
    this.#say(GROUPS.kind, list, rest);
  }

  #numberOf(text: string): number {
    return this.#numbers.get(text) ?? 0;
  }

  #list(place: number): List {
    this.#lists[place] ??= this.#all.slice();
    return this.#lists[place];
  }

  /** Nothing sorts before what it displaces. */
  #firstList(displaced: number): List {
    const place = LISTS.first + displaced;
    this.#lists[place] ??= this.#sorted.slice(this.#sorted.indexOf(displaced));
    return this.#lists[place];
  }

  /**
   * A symbol that has been said as often as the one at half its rank takes its place, else that of its neighbour: nearly the
   * order of frequency, in two steps where sorting would take many.
   */
  #say(group: number, list: List, symbol: number): void {
    let rank = 0;
    while (((list[rank] as number) & (ROOM - 1)) !== symbol) rank++;
    this.said.push(group * ROOM + rank);
    const entry = (list[rank] as number) + ROOM;
    const most = entry + ROOM - 1 - symbol;
    for (const place of [rank >> 1, rank - 1]) {
      if (!((list[place] as number) < most)) continue;
      list[rank] = list[place] as number;
      rank = place;
      break;
    }
    list[rank] = entry;
  }
}
