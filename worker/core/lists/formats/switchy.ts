/** How is a rule list of Proxy Switchy or SwitchyOmega read? Pure. */
import type { ListFormat, Sample } from '../format.ts';
import type { Item } from '../item.ts';
import type { Chunks } from '../lines.ts';
import { readLegacy } from './switchy/legacy.ts';
import { readOmega } from './switchy/omega.ts';

const OMEGA = /^\s*\[SwitchyOmega Conditions/i;
const LEGACY = /^[ \t]*#BEGIN[ \t\r]*$/im;

/**
 * SwitchyOmega conditions (`[SwitchyOmega Conditions]`, `*.name`, `UrlWildcard: …`, `!` exceptions, `@with result`):
 * the first line that matches decides. The older format (`#BEGIN`, `[Wildcard]`, `[RegExp]`, `!`, `#END`): exceptions
 * beat every line.
 */
export const switchy: ListFormat = {
  name: 'switchy',
  title: 'SwitchyOmega conditions, Switchy rules',
  source:
    'SwitchyOmega wiki, "SwitchyOmega conditions format", "Host wildcard condition"; omega-pac/src/{rule_list,conditions}.coffee',
  order: (sample) => (isLegacy(sample.start) ? 'exceptions' : 'first'),
  signature: ({ start }) => {
    if (OMEGA.test(start)) return 'it begins with [SwitchyOmega Conditions]';
    return LEGACY.test(start) ? 'it has a line #BEGIN' : null;
  },
  looksLike: (line) =>
    /^(?:!|: )?(?:U|UW|Url\w*|UR|H|HW|Host\w*|R|HR|K|KW|Keyword|Ip|B|Bypass|Wildcard|Regex):\s/i.test(line) ||
    /\s\+\S+$/.test(line),
  read,
};

function read(chunks: Chunks): Iterable<Item> {
  const kept = [...chunks];
  return isLegacy(startOf(kept)) ? readLegacy(kept) : readOmega(kept);
}

function isLegacy(start: string): boolean {
  return !OMEGA.test(start) && LEGACY.test(start);
}

/** The beginning, as far as a `Sample` has it. */
function startOf(chunks: readonly string[]): Sample['start'] {
  return chunks
    .join('')
    .slice(0, 65_536)
    .replace(/^\uFEFF/, '');
}
