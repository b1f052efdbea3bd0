/** Which symbols, in which contexts, say a sorted list of names? Pure. */
import type { NameIndex } from '../../hosts/host-index.ts';
import {
  ALPHABET,
  AMONG_HEADS,
  BLOCK_BEGINS,
  COLUMNS,
  contextOf,
  END,
  GROUPS,
  LABEL_END,
  LAST,
  LAST_PART,
  MAX_SHARED,
  placeOf,
  SYMBOL_OF,
  SYMBOLS,
} from './symbols.ts';

/** How names are cut: blocks, found through their first names (heads), of which each shelf has one in clear. */
export interface Shape {
  /** Names per block: what a look-up reads half of. */
  readonly block: number;
  /** Blocks per shelf: the heads that are read together. */
  readonly shelf: number;
}

/** A run of symbols that is read on its own. */
export interface Section {
  /** In clear before the symbols; empty where there is nothing. */
  readonly clear: string;
  /** Places in the stream. */
  readonly from: number;
  readonly to: number;
}

/** All symbols of a list, each with its context, and how they are cut. */
export interface SymbolStream {
  /** Each symbol in its context (`placeOf`); what stands behind the last section is not said. */
  readonly places: Uint32Array;
  /** How often each of them is said. */
  readonly counts: Uint32Array;
  readonly sections: readonly Section[];
}

/** Says a list. Per shelf there is a section of its heads, then one for each of its blocks. */
export function streamOf(index: NameIndex, shape: Shape, tagged: boolean): SymbolStream {
  return new Recorder(index, tagged).record(shape);
}

/** Says a list in sections that are read whole: the first name in clear, its kind, then the others with theirs. */
export function wholeStreamOf(index: NameIndex, block: number, tagged: boolean): SymbolStream {
  return new Recorder(index, tagged).recordWhole(block);
}

/** The longest host name has 253 characters (RFC 1035, section 3.1); names of the index may be longer and never match. */
const LONGEST = 1024;
/** Symbols of one name besides its characters: shared length, end, and parts of its kind. */
const EXTRA = 12;
/** Symbols that most lists say per name, or less. */
const USUAL = 8;

/** The character of a name as a number. */
function symbolAt(labels: string, place: number): number {
  return SYMBOL_OF[labels.charCodeAt(place)] as number;
}

class Recorder {
  readonly #names: readonly string[];
  readonly #kindOf: Uint32Array;
  readonly #tagged: boolean;
  readonly #counts: Uint32Array;
  readonly #sections: Section[] = [];
  #places: Uint32Array;
  /** The symbols of the name before, with an end. */
  readonly #before = new Uint8Array(LONGEST);
  #beforeLength = 0;
  #length = 0;

  constructor({ labels, kindOf }: NameIndex, tagged: boolean) {
    this.#names = labels;
    this.#kindOf = kindOf;
    this.#tagged = tagged;
    this.#counts = new Uint32Array((tagged ? GROUPS.kind + 1 : GROUPS.kind) * SYMBOLS * COLUMNS * ALPHABET);
    this.#places = new Uint32Array(labels.length * USUAL + LONGEST);
  }

  record({ block, shelf }: Shape): SymbolStream {
    for (let start = 0; start < this.#names.length; start += block * shelf) {
      const end = Math.min(this.#names.length, start + block * shelf);
      this.#heads(start, end, block);
      for (let head = start; head < end; head += block) this.#block(head, Math.min(end, head + block));
    }
    return this.#stream();
  }

  recordWhole(block: number): SymbolStream {
    for (let head = 0; head < this.#names.length; head += block) {
      const from = this.#length;
      if (this.#tagged) this.#kind(0, this.#kindAt(head));
      this.#rest(head, Math.min(this.#names.length, head + block));
      this.#sections.push({ clear: `${this.#names[head]}!`, from, to: this.#length });
    }
    return this.#stream();
  }

  #stream(): SymbolStream {
    return { places: this.#places, counts: this.#counts, sections: this.#sections };
  }

  #heads(start: number, end: number, step: number): void {
    const from = this.#length;
    if (this.#tagged) this.#kind(0, this.#kindAt(start));
    this.#begin(start);
    for (let head = start + step; head < end; head += step) {
      this.#name(head, AMONG_HEADS);
      if (this.#tagged) this.#kind(this.#kindAt(head - step), this.#kindAt(head));
    }
    const clear = `${this.#names[start]}!`;
    this.#sections.push({ clear, from, to: this.#length });
  }

  #block(head: number, end: number): void {
    const from = this.#length;
    this.#rest(head, end);
    this.#sections.push({ clear: '', from, to: this.#length });
  }

  /** The names of a block behind its head. */
  #rest(head: number, end: number): void {
    let shared = BLOCK_BEGINS;
    this.#begin(head);
    for (let at = head + 1; at < end; at++) {
      shared = this.#name(at, shared);
      if (this.#tagged) this.#kind(this.#kindAt(at - 1), this.#kindAt(at));
    }
  }

  #kindAt(at: number): number {
    return this.#kindOf[at] ?? 0;
  }

  /** Makes a name the one before, without saying it. */
  #begin(at: number): void {
    const labels = this.#names[at] ?? '';
    for (let place = 0; place < labels.length; place++) this.#before[place] = symbolAt(labels, place);
    this.#before[labels.length] = END;
    this.#beforeLength = labels.length;
  }

  /** Says a name after the one before; the length that they share. Called for every name, it keeps to local variables. */
  #name(at: number, sharedBefore: number): number {
    const labels = this.#names[at] ?? '';
    const places = this.#placesFor(labels.length + EXTRA);
    const [before, counts] = [this.#before, this.#counts];
    const most = Math.min(MAX_SHARED, this.#beforeLength, labels.length);
    let shared = 0;
    while (shared < most && before[shared] === symbolAt(labels, shared)) shared++;
    let said = this.#length;
    let place = placeOf(contextOf(GROUPS.shared, sharedBefore, Math.min(SYMBOLS - 1, this.#beforeLength)), shared);
    places[said++] = place;
    counts[place] = (counts[place] as number) + 1;
    let earlier = shared > 0 ? (before[shared - 1] as number) : LABEL_END;
    const end = labels.length - 1;
    let last = symbolAt(labels, shared);
    place = placeOf(contextOf(GROUPS.first, before[shared] as number, earlier), shared < end ? last : last + LAST);
    places[said++] = place;
    counts[place] = (counts[place] as number) + 1;
    before[shared] = last;
    for (let next = shared + 1; next <= end; next++) {
      const symbol = symbolAt(labels, next);
      place = placeOf(contextOf(GROUPS.later, last, earlier), next < end ? symbol : symbol + LAST);
      places[said++] = place;
      counts[place] = (counts[place] as number) + 1;
      before[next] = symbol;
      earlier = last;
      last = symbol;
    }
    before[labels.length] = END;
    this.#length = said;
    this.#beforeLength = labels.length;
    return shared;
  }

  #kind(before: number, kind: number): void {
    let row = Math.min(SYMBOLS - 1, before);
    let rest = kind;
    for (; rest >= LAST_PART; rest = Math.floor(rest / 10)) {
      this.#say(placeOf(contextOf(GROUPS.kind, row, 0), LAST_PART + (rest % 10)));
      row = SYMBOLS - 1;
    }
    this.#say(placeOf(contextOf(GROUPS.kind, row, 0), rest));
  }

  #say(place: number): void {
    this.#placesFor(1)[this.#length++] = place;
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
  }

  /** The places, with room for some more. */
  #placesFor(more: number): Uint32Array {
    if (this.#length + more <= this.#places.length) return this.#places;
    const places = new Uint32Array(2 * this.#places.length + more);
    places.set(this.#places);
    this.#places = places;
    return places;
  }
}
