/** What do the options behind `$` do to a filter? Pure; the options of Adblock Plus, uBlock Origin and AdGuard. */
import type { Refused } from '../../../net/refused.ts';
import type { Weakness } from '../../item.ts';

/** What is left of options once they are judged. */
export interface Judged {
  readonly matchCase: boolean;
  readonly weak: readonly Weakness[];
}

/** Options that a filter of whole hosts may have: they change nothing that a PAC could see. */
const HARMLESS = new Set(['all', 'document', 'doc', 'network', 'match-case', '~match-case', 'popup', '_']);
/** Options that ask which page makes the request, and so cannot be kept; without them the filter holds for every page. */
const PARTY = new Set(['third-party', '3p', 'strict3p']);

const ASKS_PAGE: Weakness = {
  code: 'list.asks-page',
  reason: 'a PAC cannot see which page makes a request, so it holds for requests of every page',
  effect: 'wider',
};
const IMPORTANT: Weakness = {
  code: 'list.order',
  reason: 'exceptions of a list beat every line, important ones too',
  effect: 'narrower',
};

/** A filter and its options. Options are what follows the last `$`, if it looks like options. */
export function splitOptions(filter: string): { readonly body: string; readonly options: readonly string[] } {
  const at = filter.lastIndexOf('$');
  const text = filter.slice(at + 1);
  const isOptions = at >= 0 && /^~?[a-z0-9_-]+(?:=[^,]*)?(?:,~?[a-z0-9_-]+(?:=[^,]*)?)*$/i.test(text);
  // The `$` of an expression such as /x$/ is followed by the slash that ends it.
  if (!isOptions) return { body: filter, options: [] };
  return { body: filter.slice(0, at), options: text.toLowerCase().split(',') };
}

/** Whether a PAC can do what the options ask for: those that narrow a filter to some requests refuse it. */
export function judgeOptions(options: readonly string[]): Judged | Refused {
  const untestable = options.find((option) => !HARMLESS.has(option) && !PARTY.has(option) && option !== 'important');
  if (untestable !== undefined) {
    return {
      code: 'list.untestable',
      error: `expected no option "${untestable.slice(0, 40)}": a PAC sees neither the kind of a request nor the page that makes it`,
    };
  }
  return {
    matchCase: options.includes('match-case'),
    weak: [
      ...(options.some((option) => PARTY.has(option)) ? [ASKS_PAGE] : []),
      ...(options.includes('important') ? [IMPORTANT] : []),
    ],
  };
}
