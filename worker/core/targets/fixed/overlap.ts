/** Could a request that a rule decides also go to a host of a bypass entry? Pure; "no" only where that is certain. */
import { formatAddress, type IpRange } from '../../net/address.ts';
import { matchesWildcard } from '../../net/wildcard.ts';
import type { Test } from '../../pac/program.ts';
import { type BypassEntry, entriesOf, type Hosts } from './entry.ts';

/** Whether some request that the test holds for could go to a host of the entry. */
export function couldMeet(test: Test, entry: BypassEntry): boolean {
  if (test.is === 'any') return test.of.some((one) => couldMeet(one, entry));
  if (test.is === 'all') return test.of.every((one) => couldMeet(one, entry));
  if (test.is === 'scheme') return entry.schemes?.some((one) => test.schemes.includes(one)) ?? true;
  if (test.is === 'port') return entry.ports?.some((port) => inSpans(port, test.ranges)) ?? true;
  const { entries, lost } = entriesOf(test);
  return lost.length > 0 || entries.some(({ hosts }) => hostsMeet(hosts, entry.hosts));
}

function inSpans(port: number, spans: readonly (readonly [first: number, last: number])[]): boolean {
  return spans.some(([first, last]) => first <= port && port <= last);
}

type Named = Extract<Hosts, { name: string }>;
type Pair = readonly [one: Hosts, other: Hosts];

/** Whether some host belongs to both, by what the two are; the order of the two means nothing. */
function hostsMeet(one: Hosts, other: Hosts): boolean {
  const pair: Pair = [one, other];
  if (pick(pair, 'every') !== null) return true;
  const [range, plain, pattern] = [pick(pair, 'range'), pick(pair, 'plain'), pick(pair, 'pattern')];
  if (range !== null) return rangeMeets(range[0].range, range[1]);
  if (pattern !== null) return patternMeets(pattern[0].pattern, pattern[1]);
  if (plain !== null) return plain[1].is === 'plain' || !(plain[1] as Named).name.includes('.');
  return namesMeet(one as Named, other as Named);
}

/** The one of this kind and its partner, or null when neither is. */
function pick<Kind extends Hosts['is']>([one, other]: Pair, is: Kind): [Extract<Hosts, { is: Kind }>, Hosts] | null {
  if (one.is === is) return [one as Extract<Hosts, { is: Kind }>, other];
  return other.is === is ? [other as Extract<Hosts, { is: Kind }>, one] : null;
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
