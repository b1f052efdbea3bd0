/** What does one question cost, by what a condition compares it with? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { Effort } from './regex/effort.ts';

/** What one question takes: entries that are compared at once, characters of wildcards, and ways of expressions. */
export interface AskCost {
  readonly entries: number;
  readonly host: number;
  readonly url: number;
  readonly ways: Effort['ways'];
}

/** Nothing is asked. */
export const NOTHING: AskCost = { entries: 0, host: 0, url: 0, ways: { host: 0, url: 0 } };

/** Both are asked. */
export function addCosts(one: AskCost, other: AskCost): AskCost {
  return {
    entries: one.entries + other.entries,
    host: one.host + other.host,
    url: one.url + other.url,
    ways: { host: one.ways.host + other.ways.host, url: one.ways.url + other.ways.url },
  };
}

/** The cost of a condition without its expressions, whose ways are counted where they are checked. */
export function costOf(condition: Condition, listCost: (id: string) => AskCost): AskCost {
  const { host = [], url = [], list = [], any = [], all = [], not = [], ...rest } = condition;
  const own = {
    ...NOTHING,
    entries: Object.values({ ...rest, list }).reduce<number>((sum, value) => sum + [value].flat().length, 0),
    host: [host].flat().join('').length,
    url: [url].flat().join('').length,
  };
  const groups = [any, all, not].flat(2).map((inner) => costOf(inner, listCost));
  return [...groups, ...[list].flat().map(listCost)].reduce(addCosts, own);
}
