/** `host`: does the whole host look like this, with `*` and `?`? Pure. */
import { formatAddress, type IpAddress, parseAddress } from '../../net/address.ts';
import { rangeOf } from '../../net/cidr.ts';
import { canonicalHost, readHost } from '../../net/host.ts';
import { canonicalHostPattern } from '../../net/host-pattern.ts';
import { isRefused, type Refused } from '../../net/refused.ts';
import { hasWildcard, matchesWildcard } from '../../net/wildcard.ts';
import type { NameEntry, Test } from '../../pac/program.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';
import { anyOf } from '../tests.ts';

/** A host or a pattern in canonical spelling. Patterns also see the text of address literals (`10.*`). */
export const host: ConditionKind<'host', readonly string[]> = {
  key: 'host',
  parse: (value, context) => readEntries(value, context, readPattern),
  spell: (patterns, written) => inShapeOf(written, patterns),
  holds: (patterns, facts) => patterns.some((pattern) => matchesWildcard(pattern, facts.host)),
  found: (facts) => facts.host,
  lower: lowerPatterns,
};

function readPattern(text: string): string | Refused {
  if (hasWildcard(text)) return canonicalHostPattern(text);
  const read = readHost(text);
  return isRefused(read) ? read : read.text;
}

/** Patterns that are names in disguise become names, which the compiler looks up instead of trying one by one. */
function lowerPatterns(patterns: readonly string[]): Test {
  if (patterns.includes('*')) return { is: 'always' };
  const names = patterns.flatMap((pattern) => nameIn(pattern) ?? []);
  const literals = patterns.flatMap((pattern) => literalIn(pattern) ?? []);
  const rest = patterns.filter((pattern) => nameIn(pattern) === null && literalIn(pattern) === null);
  return anyOf([
    ...(names.length > 0 ? [{ is: 'names', names } as const] : []),
    ...(literals.length > 0 ? [{ is: 'ranges', on: 'host', ranges: literals.map(rangeOf) } as const] : []),
    ...(rest.length > 0 ? [{ is: 'wildcard', on: 'host', patterns: rest } as const] : []),
  ]);
}

/** `www.x.example` is that name, `*.x.example` is below it; null for what is no name. */
function nameIn(pattern: string): NameEntry | null {
  const below = pattern.startsWith('*.');
  const name = below ? pattern.slice(2) : pattern;
  if (canonicalHost(name) !== name) return null;
  return { name, match: below ? 'below' : 'exact' };
}

/** The address that a pattern without wildcards spells as clients do. */
function literalIn(pattern: string): IpAddress | null {
  const address = parseAddress(pattern);
  return address !== null && formatAddress(address) === pattern ? address : null;
}
