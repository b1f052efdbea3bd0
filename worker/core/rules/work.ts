/** How much may it cost to ask all rules about URLs? Pure. */
import { type AskCost, addCosts, costOf, NOTHING } from './ask-cost.ts';
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
export function workOf({ rules, ways: own, surroundings }: RuleSet, urls: readonly string[]): number {
  const list = (id: string): AskCost => surroundings.list(id)?.cost ?? NOTHING;
  const whole = rules.reduce((sum, { when }) => addCosts(sum, costOf(when.written, list)), { ...NOTHING, ways: own });
  const { entries, host, url, ways } = whole;
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

/** What stands where a URL has its host: the text up to the first `/`, `?` or `#` behind the scheme. */
function hostOf(url: string): string {
  return /^[^:]*:[/\\]*([^/\\?#]*)/.exec(url)?.[1] ?? url;
}
