/** What is known about a request from its host alone? Sets of groups that no answer can tell apart are one result. Pure. */
import { MAX_TEXT, TooLong } from '../limit.ts';
import type { Decision, HostGroup } from './group.ts';

/** What is known about a request once its host has been looked up. */
export interface HostResult {
  /** How many planned steps can still come before the answer. */
  readonly steps: number;
  /** The answer if none of these steps matches. */
  readonly answer: number;
  /** Groups that the host is in, as far as those steps look at them; ascending. */
  readonly groups: readonly number[];
}

/**
 * Memberships of all results together. Each takes a character of the text at least, unless groups have the same results;
 * so many take some 16 MB here.
 */
const MAX_MEMBERSHIPS = MAX_TEXT;

/** The results that sets of groups come to. Result 0 is that of hosts in no group. */
export class Results {
  readonly values: HostResult[] = [];
  readonly #groups: readonly HostGroup[];
  readonly #answers: readonly number[];
  /** The list that was asked for last, and its number: names below one name mostly ask for the same list again. */
  #latest: { readonly set: readonly number[]; readonly id: number } | null = null;
  #memberships = 0;
  readonly #bySet = new Map<string, number>();
  readonly #byMeaning = new Map<string, number>();

  /** `answers`: the answer of each planned step. */
  constructor(groups: readonly HostGroup[], answers: readonly number[]) {
    this.#groups = groups;
    this.#answers = answers;
    this.of([]);
  }

  /** The number of the result of hosts in exactly these groups (ascending). Throws `TooLong`. */
  of(set: readonly number[]): number {
    if (this.#latest?.set !== set) this.#latest = { set, id: this.#find(set) };
    return this.#latest.id;
  }

  #find(set: readonly number[]): number {
    const key = set.join();
    const known = this.#bySet.get(key);
    if (known !== undefined) return known;
    const id = this.#intern(this.#reduce(set));
    this.#bySet.set(key, id);
    return id;
  }

  #intern(result: HostResult): number {
    const key = `${result.steps} ${result.answer} ${result.groups.join()}`;
    const known = this.#byMeaning.get(key);
    if (known !== undefined) return known;
    this.#memberships += result.groups.length;
    if (this.#memberships > MAX_MEMBERSHIPS) throw new TooLong();
    this.#byMeaning.set(key, this.values.length);
    return this.values.push(result) - 1;
  }

  #reduce(set: readonly number[]): HostResult {
    const first = set
      .flatMap((id) => this.#groups[id]?.decision ?? [])
      .reduce<Decision | null>((best, one) => (best !== null && best.position < one.position ? best : one), null);
    const answer = first?.answer ?? 0;
    let steps = first?.after ?? this.#answers.length;
    // A step with the answer that would come anyway need not be asked.
    while (steps > 0 && this.#answers[steps - 1] === answer) steps--;
    return { steps, answer, groups: set.filter((id) => (this.#groups[id]?.firstUse ?? steps) < steps) };
  }
}
