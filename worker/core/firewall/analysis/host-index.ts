/** Which rules name a host without addresses, and which hosts does a rule name? Looked up, never scanned. Pure. */
import type { NameEntry } from '../../pac/program.ts';
import type { UnknownHost } from '../algebra/space.ts';
import type { PolicyRule } from '../policy.ts';

/** The names without addresses of some rules. */
export interface HostIndex {
  /** The places of the rules that name every host which `host` stands for; the same list for hosts of the same rules. */
  readonly placesNaming: (host: UnknownHost) => readonly number[];
  /** The hosts, among those that any rule speaks of, that an entry of a rule names. */
  readonly hostsOf: (entry: NameEntry) => readonly UnknownHost[];
}

/** What a pattern of a rule stands for as a destination: the name, or some other name below it. */
export function asHost({ name, match }: NameEntry): UnknownHost {
  return { name, match: match === 'below' ? 'below' : 'exact' };
}

/** Whether a pattern of a rule holds every host that `host` stands for. */
export function namesUnknown(entry: NameEntry, host: UnknownHost): boolean {
  if (entry.match !== 'below') return host.match === 'exact' && host.name === entry.name;
  return host.name.endsWith(`.${entry.name}`) || (host.match === 'below' && host.name === entry.name);
}

/** Indexes the names of rules, each list once, however many rules have it; equal hosts are one object. */
export function indexHosts(rules: readonly PolicyRule[]): HostIndex {
  const lists = placesByList(rules);
  const namers = new Map<string, number[]>();
  const hosts = new Map<string, UnknownHost>();
  lists.forEach(({ names }, list) => {
    for (const entry of names) {
      const key = keyOf(entry);
      if (!hosts.has(key)) hosts.set(key, asHost(entry));
      push(namers, key, list);
    }
  });
  const under = new Map<string, UnknownHost[]>();
  for (const host of hosts.values()) {
    for (const key of namersOf(host)) if (hosts.has(key)) push(under, key, host);
  }
  const known = new Map<string, readonly number[]>();
  return {
    placesNaming(host) {
      const naming = [...new Set(namersOf(host).flatMap((key) => namers.get(key) ?? []))];
      const places = known.get(naming.join()) ?? naming.flatMap((list) => lists[list]?.places ?? []);
      known.set(naming.join(), places);
      return places;
    },
    hostsOf: (entry) => under.get(keyOf(entry)) ?? [],
  };
}

interface NameList {
  readonly names: readonly NameEntry[];
  readonly places: number[];
}

/** The lists of destinations that have names, with the places of their rules. */
function placesByList(rules: readonly PolicyRule[]): NameList[] {
  const lists = new Map<PolicyRule['to'], NameList>();
  rules.forEach(({ to }, place) => {
    if (to.names.length === 0) return;
    const list = lists.get(to) ?? { names: to.names, places: [] };
    lists.set(to, list);
    list.places.push(place);
  });
  return [...lists.values()];
}

/** The keys of all patterns that hold a host: its own, and that of everything below each of its parents. */
function namersOf({ name, match }: UnknownHost): string[] {
  const keys = [keyOf({ name, match })];
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    keys.push(keyOf({ name: name.slice(dot + 1), match: 'below' }));
  }
  return keys;
}

const keyOf = ({ name, match }: NameEntry): string => `${match === 'below' ? '*.' : ''}${name}`;

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
