/** Where do the requests of a rule go when it sends them direct? A bound that is never too small. Pure. */
import type { PortSpan } from '../firewall/policy.ts';
import type { DirectUse } from '../firewall/questions/reach.ts';
import { mergePorts } from '../firewall/services.ts';
import { entryOf } from '../lists/names/key.ts';
import type { IpRange } from '../net/address.ts';
import { defaultPort } from '../net/port.ts';
import type { NameEntry, SortedNames, Test } from '../pac/program.ts';
import { isGroup, type TestOf } from '../pac/walk.ts';

/** What requests have in common that pass a test; null where the test says nothing about it. */
interface Bound {
  readonly ranges: readonly IpRange[] | null;
  readonly names: readonly NameEntry[] | null;
  readonly ports: readonly PortSpan[] | null;
  readonly schemes: readonly string[];
}

const UNBOUND: Bound = { ranges: null, names: null, ports: null, schemes: [] };

/** From how many alternatives on a test is looked at more coarsely; people write a handful. */
const MAX_ALTERNATIVES = 64;

/** Names of one rule list that are looked at one by one; a longer one may lead anywhere. As many as a key of a rule may have. */
const MAX_NAMES = 10_000;

/** What a browser asks for when nobody says a port. */
const WEB: readonly PortSpan[] = [
  [80, 80],
  [443, 443],
];

/**
 * Where requests that pass a test may go: to its address ranges, else to its names, else anywhere (neither ranges nor
 * names), on its ports, else on 80, 443 and the default ports of its schemes. One use for each set of ports; none
 * when the test never holds. `test` is folded: `always` and `never` stand alone.
 */
export function directUsesOf(test: Test): DirectUse[] {
  const byPorts = new Map<string, { readonly ports: readonly PortSpan[]; readonly bounds: Bound[] }>();
  for (const bound of boundsOf(test)) {
    const ports = bound.ports ?? defaultPorts(bound.schemes);
    const group = byPorts.get(ports.join()) ?? { ports, bounds: [] };
    group.bounds.push(bound);
    byPorts.set(ports.join(), group);
  }
  return [...byPorts.values()].map(({ ports, bounds }) => ({ ...destinationsOf(bounds), ports }));
}

type Bounds = readonly Bound[];

/** The tests that say something about where a request goes. What says nothing may let anything pass. */
const BOUNDS: { readonly [Kind in Test['is']]?: (test: TestOf<Kind>) => Bounds } = {
  never: () => [],
  names: ({ names, sorted = [] }) => [sorted.some(({ size }) => size > MAX_NAMES) ? UNBOUND : bound(names, sorted)],
  ranges: ({ on, ranges }) => [on === 'client' ? UNBOUND : { ...UNBOUND, ranges }],
  port: ({ ranges }) => [{ ...UNBOUND, ports: mergePorts(ranges) }],
  scheme: ({ schemes }) => [{ ...UNBOUND, schemes }],
};

const bound = (names: readonly NameEntry[], sorted: readonly SortedNames[]): Bound => ({
  ...UNBOUND,
  names: [...names, ...sorted.flatMap((set) => [...set.keys()].map(entryOf))],
});

function boundsOf(test: Test): Bounds {
  if (isGroup(test)) {
    const parts = test.of.map(boundsOf);
    return test.is === 'any' ? atMost(parts.flat()) : parts.reduce(bothOf, [UNBOUND]);
  }
  const own = BOUNDS[test.is] as ((test: Test) => Bounds) | undefined;
  return own === undefined ? [UNBOUND] : own(test);
}

function bothOf(some: Bounds, others: Bounds): Bounds {
  return atMost(some.flatMap((one) => others.flatMap((other) => meet(one, other))));
}

/** Of two sets of ranges, or of names, the first stands: it holds whatever is in both. */
function meet(one: Bound, other: Bound): Bound[] {
  const ports =
    one.ports === null || other.ports === null ? (one.ports ?? other.ports) : common(one.ports, other.ports);
  if (ports?.length === 0) return [];
  const schemes = [...new Set([...one.schemes, ...other.schemes])];
  return [{ ranges: one.ranges ?? other.ranges, names: one.names ?? other.names, ports, schemes }];
}

function common(some: readonly PortSpan[], others: readonly PortSpan[]): PortSpan[] {
  return some.flatMap(([first, last]) =>
    others.flatMap(([from, to]): PortSpan[] => {
      const span: PortSpan = [Math.max(first, from), Math.min(last, to)];
      return span[0] <= span[1] ? [span] : [];
    }),
  );
}

/** Too many alternatives become two: one of all that name no ports, one of all that do. Both may go anywhere. */
function atMost(bounds: Bounds): Bounds {
  if (bounds.length <= MAX_ALTERNATIVES) return bounds;
  const open = bounds.filter(({ ports }) => ports === null);
  const spans = bounds.flatMap(({ ports }) => ports ?? []);
  const schemes = [...new Set(open.flatMap((bound) => bound.schemes))];
  return [
    ...(open.length === 0 ? [] : [{ ...UNBOUND, schemes }]),
    ...(spans.length === 0 ? [] : [{ ...UNBOUND, ports: mergePorts(spans) }]),
  ];
}

function defaultPorts(schemes: readonly string[]): readonly PortSpan[] {
  const more = schemes.flatMap((scheme) => defaultPort(scheme) ?? []);
  return mergePorts([...WEB, ...more.map((port): PortSpan => [port, port])]);
}

function destinationsOf(bounds: Bounds): Pick<DirectUse, 'ranges' | 'names'> {
  if (bounds.some(({ ranges, names }) => ranges === null && names === null)) return { ranges: [], names: [] };
  return {
    ranges: bounds.flatMap(({ ranges }) => ranges ?? []),
    names: bounds.flatMap(({ ranges, names }) => (ranges === null ? (names ?? []) : [])),
  };
}
