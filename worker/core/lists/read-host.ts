/** What does a text that names hosts mean: a name, an address, a range, a pattern? Shared by the formats. Pure. */
import { parseAddress } from '../net/address.ts';
import { parseCidr, rangeAround, rangeOf } from '../net/cidr.ts';
import { canonicalHost } from '../net/host.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import { hasWildcard } from '../net/wildcard.ts';
import type { NameMatch } from '../pac/program.ts';
import { conditionRead, nameRead, type Read, type Reading, rangeRead, weakened } from './item.ts';

/**
 * Names that are canonical as they stand, which nearly all names of a list are: at least two labels of lower-case
 * letters, digits and hyphens, the last one beginning with a letter, so that it is no number; no IDN prefix.
 */
const CANONICAL = /^(?!-)(?:(?!xn--)[a-z0-9_-]{1,63}\.){1,8}(?!xn--)[a-z][a-z0-9-]{0,30}$/;
/** Eight labels of 64 characters would be too long for a host; the pattern alone does not see it. */
const SHORT = 200;

/** A host name; addresses are refused. */
export function readName(text: string, match: NameMatch): Reading {
  const name = canonicalName(text);
  return isRefused(name) ? name : nameRead(name, match);
}

/** The canonical spelling of a host name, as `canonicalHost` gives it; quick for names that have it already. */
function canonicalName(text: string): string | Refused {
  return text.length <= SHORT && CANONICAL.test(text) ? text : canonicalHost(text);
}

/** A host name, an address, or a CIDR range. */
export function readHostOrRange(text: string, match: NameMatch): Reading {
  const name = canonicalName(text);
  if (!isRefused(name)) return nameRead(name, match);
  const bare = withoutBrackets(text);
  return looksLikeRange(bare) ? readRange(bare) : name;
}

/** An address or a CIDR range. With bits beyond the prefix it is read as tools do: the whole range. */
export function readRange(text: string): Reading {
  const range = parseCidr(text);
  if (!isRefused(range)) return rangeRead(range);
  if (range.code !== 'cidr.host-bits') return range;
  const [address = '', prefix = ''] = text.split('/');
  const parsed = parseAddress(address);
  if (parsed === null) return range;
  return weakened(rangeRead(rangeAround(parsed, Number(prefix))), {
    code: range.code,
    reason: `bits beyond /${prefix} are set; it is read as the whole range`,
    effect: 'wider',
  });
}

/** A range by its ends: `192.0.2.1-192.0.2.99`. */
export function readSpan(text: string): Reading {
  const [from = '', to = '', ...more] = text.split('-').map((end) => parseAddress(end.trim()));
  const isSpan = from !== null && to !== null && from !== '' && to !== '' && more.length === 0;
  if (!isSpan || from.family !== to.family || from.value > to.value) {
    return { code: 'cidr.invalid', error: 'expected the first and the last address of a range' };
  }
  return rangeRead({ family: from.family, first: from.value, last: to.value });
}

/** A host with `*` (any run of characters) and `?`; without them the host itself. */
export function readHostPattern(text: string): Reading {
  if (text === '*') return conditionRead({ host: '*' });
  const below = text.startsWith('*.') ? text.slice(2) : '';
  if (below !== '' && !hasWildcard(below)) {
    const read = readName(below, 'below');
    // `*.1` is a pattern of addresses, no name.
    if (!isRefused(read)) return read;
  }
  return hasWildcard(text) ? conditionRead({ host: text }) : readHostOrRange(text, 'exact');
}

/** Hosts that contain a word. */
export function readKeyword(word: string): Reading {
  if (word === '') return { code: 'list.unreadable', error: 'expected a word to look for' };
  if (hasWildcard(word)) return { code: 'list.unreadable', error: 'expected a word without * and ?' };
  return conditionRead({ host: `*${word.toLowerCase()}*` });
}

/** An address alone as its range, or null. */
export function addressRead(text: string): Read | null {
  const address = parseAddress(withoutBrackets(text));
  return address === null ? null : rangeRead(rangeOf(address));
}

/** An IPv6 address as URLs write it, without its brackets; other texts as they are. */
export function withoutBrackets(text: string): string {
  return /^\[[^\]]*\]$/.test(text) ? text.slice(1, -1) : text;
}

function looksLikeRange(text: string): boolean {
  return (
    /^[0-9a-f.:]+(?:\/[0-9]+)?$/i.test(text) &&
    /[0-9:]/.test(text) &&
    (text.includes(':') || /^[0-9.]+(?:\/|$)/.test(text))
  );
}
