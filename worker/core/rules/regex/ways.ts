/** Can an attempt to match need more than linear time? Counts the ways that are open at once. Pure. */
import { type Characters, partition } from './characters.ts';
import type { Effort } from './effort.ts';
import type { Automaton, Position, Ways } from './positions.ts';

/**
 * How many ways may be open behind any text. An attempt then takes at most this many steps a character. Alternatives
 * that share a beginning are ways of their own, and lists of words have some dozens that begin with one letter.
 */
export const MAX_WAYS = 64;
/**
 * How much of the walk is done: successors looked at. Expressions as people write them need some hundreds; one that
 * needs more (about 50 ms) is refused, because its cost is not known.
 */
const MAX_WORK = 20_000;

/** How many ways are open at once behind the worst text; more than `MAX_WAYS` is told by the place where they pile up. */
export interface Pile {
  readonly ways: number;
  readonly worst: Position | null;
}

/**
 * Counts the ways, up to the first text that opens more than `MAX_WAYS` at once.
 *
 * A backtracking matcher that fails has tried every way, each way once: that is linear in the text if and only if the
 * number of ways open at one time is bounded, whatever the text. All texts are covered by walking the sets of open
 * ways (the subset construction, with counts), one character of each kind at a time.
 */
export function pileUp(automaton: Automaton, alphabet: Characters, effort: Effort): Pile {
  const walk = new Walk(automaton, alphabet);
  const worst = walk.run();
  effort.left -= walk.work;
  return { ways: walk.ways, worst };
}

class Walk {
  readonly #automaton: Automaton;
  readonly #alphabet: Characters;
  readonly #won: ReadonlySet<number>;
  readonly #seen = new Set<string>();
  readonly #open: Ways[] = [];
  /** Successors looked at. */
  work = 0;
  /** The most that were open at once; an expression that looks at no character has one way. */
  ways = 1;

  constructor(automaton: Automaton, alphabet: Characters) {
    this.#automaton = automaton;
    this.#alphabet = alphabet;
    this.#won = surelyWon(automaton);
  }

  run(): Position | null {
    if (this.#automaton.empty > MAX_WAYS) return this.#automaton.positions[0] ?? null;
    let worst = this.#step(this.#automaton.first);
    for (let open = this.#open.pop(); worst === null && open !== undefined; open = this.#open.pop()) {
      worst = this.#tooManyEnds(open) ?? this.#step(this.#followers(open));
    }
    return worst;
  }

  /** Takes every kind of character; gives the worst position of a set that is too large. */
  #step(next: Ways): Position | null {
    const sets = new Set([...next.keys()].map((position) => this.#characters(position)));
    for (const kind of partition(this.#alphabet, sets)) {
      this.work += next.size;
      const open = new Map([...next].filter(([position]) => (this.#characters(position) & kind) !== 0n));
      for (const position of open.keys()) if (this.#won.has(position)) open.delete(position);
      const worst = this.#enter(open);
      if (worst !== null) return worst;
    }
    return null;
  }

  #enter(open: Ways): Position | null {
    const key = [...open].toSorted(([a], [b]) => a - b).join(' ');
    if (open.size === 0 || this.#seen.has(key)) return null;
    this.#seen.add(key);
    this.#open.push(open);
    this.ways = Math.max(this.ways, total(open.values()));
    return this.ways > MAX_WAYS || this.work > MAX_WORK ? this.#worst(open) : null;
  }

  /** At the end of the text a failing `$` is tried once for each way to it. */
  #tooManyEnds(open: Ways): Position | null {
    const ends = [...open].map(([position, ways]) => ways * (this.#automaton.last.get(position)?.ways ?? 0));
    this.ways = Math.max(this.ways, total(ends));
    return this.ways > MAX_WAYS ? this.#worst(open) : null;
  }

  #followers(open: Ways): Ways {
    const next = new Map<number, number>();
    for (const [from, ways] of open) {
      for (const [to, more] of this.#automaton.follow[from] ?? []) next.set(to, (next.get(to) ?? 0) + ways * more);
    }
    return next;
  }

  #worst(open: Ways): Position | null {
    const [worst] = [...open].toSorted(([, a], [, b]) => b - a);
    return this.#automaton.positions[worst?.[0] ?? 0] ?? null;
  }

  #characters(position: number): Characters {
    return this.#automaton.positions[position]?.characters ?? 0n;
  }
}

/**
 * Positions behind which nothing can fail: the match may end there without looking at anything, and so it may at every
 * position reachable from there. A matcher that gets so far succeeds where it stops, and takes nothing back.
 */
function surelyWon({ follow, last, positions }: Automaton): ReadonlySet<number> {
  const won = new Set([...positions.keys()].filter((position) => last.get(position)?.free === true));
  for (let size = -1; size !== won.size; ) {
    size = won.size;
    for (const position of won) {
      for (const next of follow[position]?.keys() ?? []) if (!won.has(next)) won.delete(position);
    }
  }
  return won;
}

function total(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
