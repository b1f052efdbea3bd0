/** What has a script been found to need so far: data, helpers, parts of the request? Collects them while tests are written. Pure. */
import type { HostResult } from '../hosts/results.ts';
import { MAX_TEXT, TooLong } from '../limit.ts';
import type { HelperName } from './helpers.ts';
import { type PartName, partsWithNeeds } from './request.ts';

/** Up to so many results are compared one by one; for more a text of them, or with a digit for each result, is shorter. */
const MAX_COMPARED = 3;

/** Collects what the text of tests refers to. Equal data is declared once. */
export class Script {
  readonly helpers = new Set<HelperName>();
  /** Parts of the request that have a variable. */
  readonly locals = new Set<string>();
  readonly #data = new Map<string, string>();
  /** Characters of the data. */
  #length = 0;
  readonly #ready = new Set<PartName>();
  #wanted: PartName[] = [];
  readonly #members: ReadonlyMap<number, readonly number[]>;
  readonly #resultCount: number;

  constructor(results: readonly HostResult[]) {
    this.#members = membersOf(results);
    this.#resultCount = results.length;
  }

  /** Top-level declarations of the data. */
  get declarations(): string[] {
    return [...this.#data].map(([text, name]) => `var ${name}=${text};`);
  }

  /** The name of a top-level variable that holds the value of an expression. Throws `TooLong`. */
  data(text: string): string {
    const known = this.#data.get(text);
    if (known !== undefined) return known;
    this.#length += text.length;
    if (this.#length > MAX_TEXT) throw new TooLong();
    const name = `d${this.#data.size}`;
    this.#data.set(text, name);
    return name;
  }

  /** The name of a helper, which will be printed. */
  helper(name: HelperName): string {
    this.helpers.add(name);
    return name;
  }

  /** The variable of a part of the request, which will be set before the statement that is being written. */
  part(name: PartName): string {
    this.#wanted.push(name);
    return name;
  }

  /** A variable that is empty at the start of each call. */
  local(name: string): string {
    this.locals.add(name);
    return name;
  }

  /** Statements that set the parts wanted since the last call of this, as far as nothing has set them before. */
  takeParts(): string[] {
    const parts = partsWithNeeds(this.#wanted).filter(({ name }) => !this.#ready.has(name));
    this.#wanted = [];
    return parts.map(({ name, text }) => {
      this.#ready.add(name);
      this.local(name);
      return text;
    });
  }

  /** An expression: is the host in this group? */
  member(group: number): string {
    const inside = this.#members.get(group) ?? [];
    if (inside.length === this.#resultCount - 1 && !inside.includes(0)) return 'n>0';
    if (inside.length <= MAX_COMPARED) return inside.map((result) => `n==${result}`).join('||');
    const sparse = ` ${inside.join(' ')} `;
    if (sparse.length < this.#resultCount) return `${this.data(`"${sparse}"`)}.indexOf(" "+n+" ")>=0`;
    const bits = new Uint8Array(this.#resultCount);
    for (const result of inside) bits[result] = 1;
    return `${this.data(`"${bits.join('')}"`)}.charAt(n)==1`;
  }
}

/** Results by group. */
function membersOf(results: readonly HostResult[]): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  results.forEach(({ groups }, result) => {
    for (const group of groups) {
      const known = members.get(group);
      if (known === undefined) members.set(group, [result]);
      else known.push(result);
    }
  });
  return members;
}
