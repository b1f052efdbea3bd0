/** Which symbols, in which contexts, say a sorted list of names? Pure. */
import type { NameIndex } from '../../hosts/host-index.ts';
import {
  AMONG_HEADS,
  BLOCK_BEGINS,
  contextOf,
  END,
  GROUPS,
  LABEL_END,
  LAST_PART,
  MAX_SHARED,
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
  readonly contexts: Uint16Array;
  readonly symbols: Uint8Array;
  readonly length: number;
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

class Recorder {
  readonly #names: readonly string[];
  readonly #kindOf: Uint32Array;
  readonly #tagged: boolean;
  readonly #contexts: Uint16Array;
  readonly #symbols: Uint8Array;
  readonly #sections: Section[] = [];
  /** The symbols of the name before, and those of the name itself. */
  #before = new Uint8Array(LONGEST);
  #own = new Uint8Array(LONGEST);
  #beforeLength = 0;
  #length = 0;

  constructor({ labels, kindOf }: NameIndex, tagged: boolean) {
    this.#names = labels;
    this.#kindOf = kindOf;
    this.#tagged = tagged;
    // Heads are said twice at most.
    const most = labels.reduce((sum, name) => sum + name.length + EXTRA, 0) * 2;
    this.#contexts = new Uint16Array(most);
    this.#symbols = new Uint8Array(most);
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
    return {
      contexts: this.#contexts,
      symbols: this.#symbols,
      length: this.#length,
      sections: this.#sections,
    };
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
    this.#beforeLength = this.#read(at, this.#before);
  }

  #read(at: number, into: Uint8Array): number {
    const labels = this.#names[at] ?? '';
    for (let place = 0; place < labels.length; place++) into[place] = SYMBOL_OF[labels.charCodeAt(place)] ?? 0;
    into[labels.length] = END;
    return labels.length;
  }

  /** Says a name after the one before; the length that they share. Called for every name, it keeps to local variables. */
  #name(at: number, sharedBefore: number): number {
    const [before, own, contexts, symbols] = [this.#before, this.#own, this.#contexts, this.#symbols];
    const length = this.#read(at, own);
    let shared = 0;
    const most = Math.min(MAX_SHARED, this.#beforeLength);
    while (shared < most && before[shared] === own[shared]) shared++;
    let said = this.#length;
    contexts[said] = contextOf(GROUPS.shared, sharedBefore, Math.min(SYMBOLS - 1, this.#beforeLength));
    symbols[said++] = shared;
    let earlier = shared > 0 ? (own[shared - 1] ?? LABEL_END) : LABEL_END;
    let last = own[shared] ?? END;
    contexts[said] = contextOf(GROUPS.first, before[shared] ?? END, earlier);
    symbols[said++] = last;
    for (let place = shared + 1; last !== END; place++) {
      const next = own[place] ?? END;
      contexts[said] = contextOf(GROUPS.later, last, earlier);
      symbols[said++] = next;
      earlier = last;
      last = next;
    }
    this.#length = said;
    this.#before = own;
    this.#own = before;
    this.#beforeLength = length;
    return shared;
  }

  #kind(before: number, kind: number): void {
    let row = Math.min(SYMBOLS - 1, before);
    let rest = kind;
    for (; rest >= LAST_PART; rest = Math.floor(rest / 10)) {
      this.#say(contextOf(GROUPS.kind, row, 0), LAST_PART + (rest % 10));
      row = SYMBOLS - 1;
    }
    this.#say(contextOf(GROUPS.kind, row, 0), rest);
  }

  #say(context: number, symbol: number): void {
    this.#contexts[this.#length] = context;
    this.#symbols[this.#length++] = symbol;
  }
}
