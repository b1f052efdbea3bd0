/** Could a request that a rule decides also go to a host of a bypass entry? Pure; "no" only where that is certain. */
import { formatAddress, type IpRange } from '../../net/address.ts';
import { matchesWildcard } from '../../net/wildcard.ts';
import type { Test } from '../../pac/program.ts';
import { type BypassEntry, entriesOf, type Hosts } from './entry.ts';
import { sortedMeet } from './sorted-names.ts';

/** Whether some request that the test holds for could go to a host of the entry. */
export function couldMeet(test: Test, entry: BypassEntry): boolean {
  return meets(test)(entry);
}

/** `couldMeet` for many entries: the test is read once. */
export function meets(test: Test): (entry: BypassEntry) => boolean {
  if (test.is === 'any' || test.is === 'all') {
    const parts = test.of.map(meets);
    return (entry) => (test.is === 'any' ? parts.some((part) => part(entry)) : parts.every((part) => part(entry)));
  }
  if (test.is === 'scheme') return ({ schemes }) => schemes?.some((one) => test.schemes.includes(one)) ?? true;
  if (test.is === 'port') return ({ ports }) => ports?.some((port) => inSpans(port, test.ranges)) ?? true;
  if (test.is === 'names' && test.sorted !== undefined) {
    const { names, sorted } = test;
    const [inNames, inSorted] = [meets({ is: 'names', names }), sortedMeet(sorted)];
    return (entry) => inNames(entry) || inSorted(entry.hosts);
  }
  if (test.is === 'ranges' && test.on === 'host') {
    return ({ hosts }) => hosts.is === 'every' || test.ranges.some((range) => rangeMeets(range, hosts));
  }
  const { entries, lost } = entriesOf(test);
  return (entry) => lost.length > 0 || entries.some(({ hosts }) => hostsMeet(hosts, entry.hosts));
}

function inSpans(port: number, spans: readonly (readonly [first: number, last: number])[]): boolean {
  return spans.some(([first, last]) => first <= port && port <= last);
}

type Named = Extract<Hosts, { name: string }>;

/** Whether some host belongs to both, by what the two are; the order of the two means nothing. */
function hostsMeet(one: Hosts, other: Hosts): boolean {
  if (one.is === 'every' || other.is === 'every') return true;
  if (one.is === 'range') return rangeMeets(one.range, other);
  if (other.is === 'range') return rangeMeets(other.range, one);
  if (one.is === 'pattern') return patternMeets(one.pattern, other);
  if (other.is === 'pattern') return patternMeets(other.pattern, one);
  if (one.is === 'plain') return other.is === 'plain' || !other.name.includes('.');
  return other.is === 'plain' ? !one.name.includes('.') : namesMeet(one, other);
}

/** Names never lie in ranges; a pattern of hosts also sees the text of an address. */
function rangeMeets(range: IpRange, other: Hosts): boolean {
  if (other.is === 'range') {
    return other.range.family === range.family && other.range.first <= range.last && range.first <= other.range.last;
  }
  if (other.is !== 'pattern') return false;
  return range.first !== range.last || matchesWildcard(other.pattern, formatAddress(addressOf(range)));
}

const addressOf = ({ family, first }: IpRange) => ({ family, value: first });

function patternMeets(pattern: string, other: Hosts): boolean {
  return other.is !== 'exact' || matchesWildcard(pattern, other.name);
}

function namesMeet(one: Named, other: Named): boolean {
  const [upper, lower] = one.name.length <= other.name.length ? [one, other] : [other, one];
  if (upper.name !== lower.name) return upper.is !== 'exact' && lower.name.endsWith(`.${upper.name}`);
  return upper.is === lower.is || upper.is === 'suffix' || lower.is === 'suffix';
}
