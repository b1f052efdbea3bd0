/** How much may it cost to ask all rules about URLs? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import { REGEX_URL_LENGTH } from './regex/check.ts';
import type { RuleSet } from './ruleset.ts';

/**
 * What one call or write may ask of the rules, in comparisons of names: one takes 0.02 to 0.07 µs (one core, busy), so
 * some 5 s at the very worst.
 */
export const MAX_WORK = 50_000_000;
/** Steps of a wildcard or an expression in the time of one comparison of names; a step took 4 to 5 ns at the worst. */
const STEPS_PER_NAME = 10;

/**
 * An upper bound: no rule decides early, and every pattern has its worst text. A wildcard then takes pattern × text
 * steps (`matchesWildcard`), an expression half the square of the text for each of its ways (`MAX_WAYS`), because
 * engines begin anew at every place.
 */
export function workOf({ rules, ways }: RuleSet, urls: readonly string[]): number {
  const { entries, host, url } = rules.reduce((sum, { when }) => add(sum, sizeOf(when.written)), NOTHING);
  return urls.reduce((sum, text) => {
    const hostLength = Math.min(hostOf(text).length, MAX_HOST);
    const seen = Math.min(text.length, REGEX_URL_LENGTH);
    const wildcards = host * hostLength + url * text.length;
    const expressions = (ways.host * hostLength ** 2 + ways.url * seen ** 2) / 2;
    return sum + entries + (wildcards + expressions) / STEPS_PER_NAME;
  }, 0);
}

/** RFC 1035, section 2.3.4. */
const MAX_HOST = 253;

/** What stands in conditions: entries that are compared at once, and characters of wildcards. */
interface Size {
  readonly entries: number;
  readonly host: number;
  readonly url: number;
}

const NOTHING: Size = { entries: 0, host: 0, url: 0 };

function add(one: Size, other: Size): Size {
  return { entries: one.entries + other.entries, host: one.host + other.host, url: one.url + other.url };
}

function sizeOf({ host = [], url = [], any = [], all = [], not = [], ...rest }: Condition): Size {
  const own = {
    entries: Object.values(rest).reduce<number>((sum, value) => sum + [value].flat().length, 0),
    host: [host].flat().join('').length,
    url: [url].flat().join('').length,
  };
  return [any, all, not].flat(2).reduce((sum, group) => add(sum, sizeOf(group)), own);
}

/** What stands where a URL has its host: the text up to the first `/`, `?` or `#` behind the scheme. */
function hostOf(url: string): string {
  return /^[^:]*:[/\\]*([^/\\?#]*)/.exec(url)?.[1] ?? url;
}
