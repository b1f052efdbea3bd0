/** Along which ways can an expression be matched? Its position automaton, with the number of ways counted. Pure. */
import type { AST } from '@eslint-community/regexpp';
import { type Characters, charactersOf, isMatcher } from './characters.ts';
import type { Effort } from './effort.ts';
import type { RegexFlaw } from './subset.ts';

/** One place of the expression that matches one character; repetitions make several of one place. */
export interface Position {
  readonly characters: Characters;
  /** Where a person should look: the innermost repetition around it, else the place itself. */
  readonly offset: number;
}

/** In how many ways each position is reached. */
export type Ways = ReadonlyMap<number, number>;

/**
 * The automaton of Glushkov (1961), weighted: a backtracking matcher tries each way by itself, so two ways to the same
 * position count twice. Assertions count as passed, which only makes it more ways.
 */
export interface Automaton {
  readonly positions: readonly Position[];
  readonly first: Ways;
  readonly follow: readonly Ways[];
  /** In how many ways the expression may end behind a position; `free`: at least one of them without an assertion. */
  readonly last: ReadonlyMap<number, Ending>;
  /** In how many ways the expression matches nothing at all. */
  readonly empty: number;
}

/** How an expression may end behind a position. */
export interface Ending {
  readonly ways: number;
  readonly free: boolean;
}

/** Counted repetitions are written out; an expression that needs more positions than this is refused. */
const MAX_POSITIONS = 1_000;
/** How many pairs of neighbouring positions an expression may have; time and memory of this file grow with them. */
const MAX_NEIGHBOURS = 20_000;
/** Numbers of ways above this are all the same: too many. */
const SATURATED = 1_000_000;

/** How many entries of fragments are copied in the time that a step of the walk over the automaton takes. */
const COPIES_PER_STEP = 16;

/** Builds the automaton of the alternatives of a pattern, a group or a look-ahead. */
export function automatonOf(alternatives: readonly AST.Alternative[], effort: Effort): Automaton | RegexFlaw {
  const builder = new Builder();
  const whole = builder.anyOf(alternatives);
  effort.left -= builder.copies / COPIES_PER_STEP;
  if (builder.flaw !== null) return builder.flaw;
  return {
    positions: builder.positions,
    first: whole.first,
    follow: builder.follow,
    last: whole.last,
    empty: whole.empty,
  };
}

/** A part of the expression, as its neighbours see it. */
interface Fragment {
  readonly empty: number;
  /** Whether it matches nothing without looking at anything. */
  readonly freelyEmpty: boolean;
  readonly first: Ways;
  readonly last: ReadonlyMap<number, Ending>;
}

const EMPTY: Fragment = { empty: 1, freelyEmpty: true, first: new Map(), last: new Map() };
const ASSERTION: Fragment = { ...EMPTY, freelyEmpty: false };

/** Collects positions and their followers while fragments are put together. A class, because it grows. */
class Builder {
  readonly positions: Position[] = [];
  readonly follow: Map<number, number>[] = [];
  flaw: RegexFlaw | null = null;
  /** How many entries of fragments were copied: the time that all of this takes. */
  copies = 0;
  #repetition: number | null = null;
  #neighbours = 0;

  anyOf(alternatives: readonly AST.Alternative[]): Fragment {
    const all = eitherOf(alternatives.map((one) => this.#sequence(one.elements)));
    this.copies += all.first.size + all.last.size;
    return all;
  }

  #sequence(elements: readonly AST.Element[]): Fragment {
    return elements.reduce((before, element) => this.#then(before, this.#element(element)), EMPTY);
  }

  #element(node: AST.Element): Fragment {
    if (this.flaw !== null) return EMPTY;
    if (isMatcher(node)) return this.#position(node);
    if (node.type === 'Quantifier') return this.#quantified(node);
    if (node.type === 'Group' || node.type === 'CapturingGroup') return this.anyOf(node.alternatives);
    return ASSERTION;
  }

  #position(node: Parameters<typeof charactersOf>[0]): Fragment {
    const offset = this.#repetition ?? node.start;
    if (this.positions.length >= MAX_POSITIONS) {
      this.#tooLarge(offset);
      return EMPTY;
    }
    const index = this.positions.push({ characters: charactersOf(node), offset }) - 1;
    this.follow.push(new Map());
    const last = new Map([[index, { ways: 1, free: true }]]);
    return { empty: 0, freelyEmpty: false, first: new Map([[index, 1]]), last };
  }

  #quantified({ element, min, max, start }: AST.Quantifier): Fragment {
    const outer = this.#repetition;
    this.#repetition = start;
    const fragment = this.#repeated(() => this.#element(element), { min, max, start });
    this.#repetition = outer;
    return fragment;
  }

  #repeated(copy: () => Fragment, { min, max, start }: { min: number; max: number; start: number }): Fragment {
    const body = copy();
    if (max > 1 && body.empty > 0) {
      const error = 'expected no repetition of what can match nothing: there are endless ways to do so';
      this.flaw = { code: 'regex.unsafe', offset: start, error };
      return EMPTY;
    }
    let needed = EMPTY;
    let next: Fragment | null = body;
    for (let count = 1; count < Math.max(min, 1) && this.flaw === null; count++) {
      needed = this.#then(needed, next ?? copy());
      next = null;
    }
    return this.#then(needed, this.#tail(next ?? copy(), copy, { min, max }));
  }

  /** What follows the needed copies but one: that one with its loop or its optional copies. */
  #tail(body: Fragment, copy: () => Fragment, { min, max }: { min: number; max: number }): Fragment {
    if (max === Number.POSITIVE_INFINITY) {
      this.#connect(body, body);
      return min === 0 ? optional(body) : body;
    }
    const bodies = [body];
    for (let count = Math.max(min, 1); count < max && this.flaw === null; count++) bodies.push(copy());
    const [head = body, ...rest] = bodies;
    const more = rest.reduceRight<Fragment>((after, one) => optional(this.#then(one, after)), EMPTY);
    const all = this.#then(head, more);
    return min === 0 ? optional(all) : all;
  }

  #then(before: Fragment, after: Fragment): Fragment {
    this.#connect(before, after);
    if (this.flaw !== null) return EMPTY;
    this.copies += before.first.size + after.first.size + 2 * before.last.size + after.last.size;
    return {
      empty: before.empty * after.empty,
      freelyEmpty: before.freelyEmpty && after.freelyEmpty,
      first: sum(before.first, times(after.first, before.empty)),
      last: join(after.last, through(before.last, after)),
    };
  }

  #tooLarge(offset = 0): void {
    const error = `expected a smaller expression: at most ${MAX_POSITIONS} characters with its repetitions written out, and fewer optional parts`;
    this.flaw ??= { code: 'regex.unsafe', offset, error };
  }

  /** Every ending of the one may be followed by every beginning of the other. */
  #connect(before: Fragment, after: Fragment): void {
    this.#neighbours += before.last.size * after.first.size;
    if (this.#neighbours > MAX_NEIGHBOURS) this.#tooLarge();
    if (this.flaw !== null) return;
    for (const [from, { ways }] of before.last) {
      const follow = this.follow[from];
      if (follow === undefined) continue;
      for (const [to, more] of after.first) follow.set(to, Math.min(SATURATED, (follow.get(to) ?? 0) + ways * more));
    }
  }
}

function optional(body: Fragment): Fragment {
  return { ...body, empty: body.empty + 1, freelyEmpty: true };
}

function eitherOf(fragments: readonly Fragment[]): Fragment {
  return {
    empty: Math.min(
      SATURATED,
      fragments.reduce((all, { empty }) => all + empty, 0),
    ),
    freelyEmpty: fragments.some(({ freelyEmpty }) => freelyEmpty),
    first: sum(...fragments.map(({ first }) => first)),
    last: join(...fragments.map(({ last }) => last)),
  };
}

function sum(...parts: readonly Ways[]): Ways {
  const all = new Map<number, number>();
  for (const part of parts) {
    for (const [position, ways] of part) all.set(position, Math.min(SATURATED, (all.get(position) ?? 0) + ways));
  }
  return all;
}

function times(ways: Ways, factor: number): Ways {
  if (factor === 0) return new Map();
  return new Map([...ways].map(([position, count]) => [position, Math.min(SATURATED, count * factor)]));
}

/** Endings that pass through a part which may match nothing. */
function through(last: Fragment['last'], after: Fragment): Fragment['last'] {
  if (after.empty === 0) return new Map();
  return new Map(
    [...last].map(([position, { ways, free }]) => [
      position,
      { ways: Math.min(SATURATED, ways * after.empty), free: free && after.freelyEmpty },
    ]),
  );
}

function join(...parts: readonly Fragment['last'][]): Fragment['last'] {
  const all = new Map<number, Ending>();
  for (const part of parts) {
    for (const [position, { ways, free }] of part) {
      const known = all.get(position);
      all.set(position, { ways: Math.min(SATURATED, ways + (known?.ways ?? 0)), free: free || known?.free === true });
    }
  }
  return all;
}
