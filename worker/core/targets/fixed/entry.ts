/** What can go past a proxy: a host, a name with what is below it, a range, names without a dot? Pure. */
import { blocksOf } from '../../firewall/ranges.ts';
import { entryOf } from '../../lists/names/key.ts';
import type { IpRange } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import type { NameEntry, SortedNames, Test } from '../../pac/program.ts';
import type { TestOf } from '../../pac/walk.ts';

/** Hosts. A range is always one CIDR block. */
export type Hosts =
  | { readonly is: 'suffix' | 'exact' | 'below'; readonly name: string }
  | { readonly is: 'range'; readonly range: IpRange }
  | { readonly is: 'pattern'; readonly pattern: string }
  | { readonly is: 'plain' }
  | { readonly is: 'every' };

/** Hosts that go direct, perhaps only on some ports or for URLs of some schemes. */
export interface BypassEntry {
  readonly hosts: Hosts;
  /** Null: on all of them. */
  readonly ports: readonly number[] | null;
  readonly schemes: readonly string[] | null;
}

/** The entries that a test comes to, and in words what no list of hosts can hold. */
export interface Entries {
  readonly entries: readonly BypassEntry[];
  readonly lost: readonly string[];
}

const NOTHING: Entries = { entries: [], lost: [] };

/** Names, or ranges, of one rule list that are still written one by one: as many as a key of a rule may have. */
const MAX_LISTED = 10_000;

/** Ports of one rule that are still written one by one. */
const MAX_PORTS = 16;

type Readers = { readonly [Kind in Test['is']]: (test: TestOf<Kind>) => Entries };

/** How each kind of test is read as a list of hosts. */
const READERS: Readers = {
  always: () => hosts([{ is: 'every' }]),
  never: () => NOTHING,
  names: ({ names, sorted = [] }) => joined([hosts(names.map(ofName)), ...sorted.map(listed)]),
  plain: () => hosts([{ is: 'plain' }]),
  ranges: ({ on, ranges }) => {
    if (on === 'client') return lost('the client’s own address');
    const literals = ranges.length > MAX_LISTED ? tooMany(ranges.length, 'ranges of addresses') : hosts(blocks(ranges));
    return on === 'host' ? literals : joined([literals, lost('names that resolve into a range')]);
  },
  wildcard: ({ on, patterns }) =>
    on === 'host' ? hosts(patterns.map((pattern) => ({ is: 'pattern', pattern }))) : lost('patterns of URLs'),
  regex: () => lost('regular expressions'),
  scheme: ({ schemes }) => ({ entries: [{ hosts: { is: 'every' }, ports: null, schemes }], lost: [] }),
  port: ({ ranges }) => {
    const ports = singles(ranges);
    if (ports === null) return lost('ranges of ports');
    return { entries: [{ hosts: { is: 'every' }, ports, schemes: null }], lost: [] };
  },
  time: () => lost('times'),
  not: () => lost('exceptions (“not”)'),
  any: ({ of }) => joined(of.map(entriesOf)),
  all: ({ of }) => narrowed(of),
};

/** Reads the test of a rule as a list of hosts, as far as it is one. */
export function entriesOf(test: Test): Entries {
  return (READERS[test.is] as (test: Test) => Entries)(test);
}

/** An entry in a profile's words, for people. */
export function describeEntry({ hosts: what, ports, schemes }: BypassEntry): string {
  const limits = [
    ...(schemes === null ? [] : [`${schemes.join('/')} URLs`]),
    ...(ports === null ? [] : [`port ${ports.join(', ')}`]),
  ];
  return limits.length === 0 ? describeHosts(what) : `${describeHosts(what)} (${limits.join(', ')})`;
}

const DESCRIBED: { readonly [Kind in Hosts['is']]: (hosts: Extract<Hosts, { is: Kind }>) => string } = {
  suffix: ({ name }) => name,
  exact: ({ name }) => `the host ${name}`,
  below: ({ name }) => `*.${name}`,
  range: ({ range }) => formatRange(range),
  pattern: ({ pattern }) => pattern,
  plain: () => 'names without a dot',
  every: () => 'every host',
};

function describeHosts(what: Hosts): string {
  return (DESCRIBED[what.is] as (hosts: Hosts) => string)(what);
}

function hosts(all: readonly Hosts[]): Entries {
  return { entries: all.map((one) => ({ hosts: one, ports: null, schemes: null })), lost: [] };
}

const ofName = ({ name, match }: NameEntry): Hosts => ({ is: match, name });

/** The names of a rule list: all of them, or none when they are too many. */
function listed(set: SortedNames): Entries {
  if (set.size > MAX_LISTED) return tooMany(set.size, 'names of a list');
  return hosts([...set.keys()].map(entryOf).map(ofName));
}

const blocks = (ranges: readonly IpRange[]): Hosts[] =>
  ranges.flatMap(blocksOf).map((range) => ({ is: 'range', range }));

function tooMany(count: number, what: string): Entries {
  return lost(`${count} ${what} (at most ${MAX_LISTED} are written)`);
}

function lost(words: string): Entries {
  return { entries: [], lost: [words] };
}

function joined(all: readonly Entries[]): Entries {
  return { entries: all.flatMap(({ entries }) => entries), lost: all.flatMap((one) => one.lost) };
}

/** A conjunction: one list of hosts, narrowed to ports and schemes. Two lists of hosts at once are more than formats can say. */
function narrowed(tests: readonly Test[]): Entries {
  const ports = tests.flatMap((test) => (test.is === 'port' ? [singles(test.ranges)] : []));
  const schemes = tests.flatMap((test) => (test.is === 'scheme' ? [test.schemes] : []));
  const rest = tests.filter(({ is }) => is !== 'port' && is !== 'scheme');
  const [first = { is: 'always' } as const, second] = rest;
  if (rest.some((test) => entriesOf(test).entries.length === 0)) return joinedLosses(rest);
  if (second !== undefined || ports.length > 1 || schemes.length > 1) return lost('several conditions at once');
  const [port = null] = ports;
  if (ports.length > 0 && port === null) return lost('ranges of ports');
  const { entries, lost: words } = entriesOf(first);
  if (entries.some((entry) => entry.ports !== null || entry.schemes !== null))
    return lost('several conditions at once');
  return { entries: entries.map((entry) => ({ ...entry, ports: port, schemes: schemes[0] ?? null })), lost: words };
}

function joinedLosses(tests: readonly Test[]): Entries {
  return { entries: [], lost: [...new Set(tests.flatMap((test) => entriesOf(test).lost))] };
}

function singles(ranges: readonly (readonly [first: number, last: number])[]): readonly number[] | null {
  const count = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  if (count > MAX_PORTS) return null;
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, offset) => first + offset));
}
