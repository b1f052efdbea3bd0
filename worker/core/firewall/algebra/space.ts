/** How do policies and questions become boxes of atoms? One space for each family, so that families are never paired. Pure. */
import type { Protocol } from '../../../../schemas/firewall.ts';
import type { IpRange } from '../../net/address.ts';
import { parseAddress } from '../../net/address.ts';
import type { NameEntry } from '../../pac/program.ts';
import { namesHost } from '../peers.ts';
import type { Peers, PolicyRule, PortSpan, Services } from '../policy.ts';
import { ofFamily, wholeFamily } from '../ranges.ts';
import { type Axis, cutAxis, type Span } from './axis.ts';
import { addBit, addWords, type Bits, bitsOf, blankWords, EMPTY, hasBit, lowestBit, members, wordAt } from './bits.ts';
import type { Box } from './box.ts';
import type { Entry } from './search.ts';

/** The sets that the axes must be able to express: those of all rules and of all questions. */
export interface SpaceInput {
  readonly rules: readonly PolicyRule[];
  readonly sources?: readonly Peers[];
  readonly destinations?: readonly Peers[];
  readonly services?: readonly Services[];
}

/** The flows of one family, cut as finely as the rules and questions need. Rules are known by their place in the input. */
export interface Space {
  readonly family: 4 | 6;
  readonly rules: readonly PolicyRule[];
  readonly src: Axis;
  readonly dst: Axis;
  readonly svc: Axis;
  readonly sourceBits: (peers: Peers) => Bits;
  readonly destinationBits: (peers: Peers) => Bits;
  readonly serviceBits: (services: Services) => Bits;
  readonly boxes: readonly Box[];
  readonly index: RuleIndex;
}

/** For each atom of each axis: the places of the rules that hold it. */
interface RuleIndex {
  readonly src: (bits: Bits) => Bits;
  readonly dst: (bits: Bits) => Bits;
  readonly svc: (bits: Bits) => Bits;
}

/**
 * The flows to destinations of one kind. `host` null: the destination is an address. Else it is a name without known
 * addresses: rules with that name match it whatever its address is, all others as its address, any address, has it.
 */
export interface Universe {
  readonly space: Space;
  readonly host: UnknownHost | null;
  /** Places of the rules that name the host. */
  readonly naming: Bits;
}

/** A host name without addresses, or some other name below a name, which only `below` patterns match. */
export type UnknownHost = NameEntry & { readonly match: 'exact' | 'below' };

/** Documentation addresses (RFC 5737, RFC 3849) make better examples than 0.0.0.1. */
const EXAMPLES = { 4: ['192.0.2.1'], 6: ['2001:db8::1'] } as const;

/** Services on one axis: tcp ports, then udp ports. */
const UDP_OFFSET = 65_535n;
const SERVICES: Span = { first: 1n, last: UDP_OFFSET * 2n };

/** Bits of the index of one axis, 32 MB. 5,000 rules with random port ranges need 41 million bits. */
const MAX_INDEX_BITS = 256 * 1024 * 1024;

/** The space of one family; null when cutting its axes would cost more than an analysis may. */
export function makeSpace(family: 4 | 6, input: SpaceInput): Space | null {
  const { rules, sources = [], destinations = [], services = [] } = input;
  const whole = wholeFamily(family);
  const preferred = EXAMPLES[family].flatMap((text) => parseAddress(text)?.value ?? []);
  const addresses = ({ ranges }: Peers): readonly Span[] => ofFamily(ranges, family);
  const src = cut([...rules.map((rule) => rule.from), ...sources], addresses, { whole, preferred });
  const dst = cut([...rules.map((rule) => rule.to), ...destinations], addresses, { whole, preferred });
  const svc = cut([...rules.map((rule) => rule.services), ...services], serviceSpans, { whole: SERVICES });
  if (src === null || dst === null || svc === null) return null;
  if ([src, dst, svc].some(({ axis }) => axis.size * rules.length > MAX_INDEX_BITS)) return null;
  const boxes = rules.map((rule) => ({
    src: src.bits(rule.from),
    dst: dst.bits(rule.to),
    svc: svc.bits(rule.services),
  }));
  return {
    family,
    rules,
    src: src.axis,
    dst: dst.axis,
    svc: svc.axis,
    sourceBits: src.bits,
    destinationBits: dst.bits,
    serviceBits: svc.bits,
    boxes,
    index: {
      src: indexAxis(
        src.axis,
        boxes.map((box) => box.src),
      ),
      dst: indexAxis(
        dst.axis,
        boxes.map((box) => box.dst),
      ),
      svc: indexAxis(
        svc.axis,
        boxes.map((box) => box.svc),
      ),
    },
  };
}

/** Every flow of a universe's family. */
export function everything({ src, dst, svc }: Space): Box {
  return { src: src.all, dst: dst.all, svc: svc.all };
}

/** The flows to addresses. */
export function addressUniverse(space: Space): Universe {
  return { space, host: null, naming: EMPTY };
}

/** The flows to one name that has no known addresses. */
export function nameUniverse(space: Space, host: UnknownHost): Universe {
  const naming = blankWords(space.rules.length);
  space.rules.forEach((rule, place) => {
    if (rule.to.names.some((entry) => namesUnknown(entry, host))) addBit(naming, place);
  });
  return { space, host, naming: bitsOf(naming) };
}

/** Whether a pattern of a rule holds every host that `host` stands for. */
export function namesUnknown(entry: NameEntry, host: UnknownHost): boolean {
  if (host.match === 'exact') return namesHost(entry, host.name);
  return entry.match === 'below' && (entry.name === host.name || host.name.endsWith(`.${entry.name}`));
}

/** The flows that a rule matches in a universe. */
export function boxIn({ space, naming }: Universe, place: number): Box {
  const box = space.boxes[place] as Box;
  return hasBit(naming, place) ? { ...box, dst: space.dst.all } : box;
}

/** A run of places: from the first, included, to the last, not included. */
export type PlaceRange = readonly [from: number, to: number];

/**
 * The rules that meet a region, ascending: a list to search in. Asking with the box of a rule is quick, because what
 * meets its sets is known; for a part of it, ask for the whole and let the search leave out the rest.
 */
export function entriesMeeting(universe: Universe, region: Box, range: PlaceRange): Entry<number>[] {
  return placesMeeting(universe, region, range).map((place) => ({ key: place, box: boxIn(universe, place) }));
}

/** The places of the rules that meet a region, ascending. */
export function placesMeeting({ space: { index }, naming }: Universe, region: Box, range: PlaceRange): number[] {
  const [src, dst, svc] = [index.src(region.src), index.dst(region.dst), index.svc(region.svc)];
  return membersWhere(range, (w) => wordAt(src, w) & wordAt(svc, w) & (wordAt(dst, w) | wordAt(naming, w)));
}

/** The places of the rules that have sources and services in common with a region, whatever their destinations. */
export function placesBeside({ space: { index } }: Universe, region: Box, range: PlaceRange): number[] {
  const [src, svc] = [index.src(region.src), index.svc(region.svc)];
  return membersWhere(range, (w) => wordAt(src, w) & wordAt(svc, w));
}

/** The members of a set that is computed word by word, as far as they are in range. */
function membersWhere([from, to]: PlaceRange, wordFor: (w: number) => number): number[] {
  const out: number[] = [];
  for (let w = from >>> 5; w * 32 < to; w++) {
    for (let rest = wordFor(w); rest !== 0; rest &= rest - 1) {
      const place = w * 32 + lowestBit(rest);
      if (from <= place && place < to) out.push(place);
    }
  }
  return out;
}

/** The spans of services on their axis. */
export function serviceSpans({ protocols, ports }: Services): Span[] {
  return protocols.flatMap((protocol) => {
    const offset = protocol === 'udp' ? UDP_OFFSET : 0n;
    return ports.map(([first, last]) => ({ first: BigInt(first) + offset, last: BigInt(last) + offset }));
  });
}

/** The protocol and port of a point of the axis of services. */
export function serviceAt(point: bigint): { readonly protocol: Protocol; readonly port: number } {
  return point > UDP_OFFSET
    ? { protocol: 'udp', port: Number(point - UDP_OFFSET) }
    : { protocol: 'tcp', port: Number(point) };
}

/** The services of a set of atoms, protocol by protocol. */
export function servicesIn(axis: Axis, bits: Bits): Services[] {
  const parts = axis.spans(bits).flatMap((span) => [portsOf('tcp', span), portsOf('udp', span)]);
  return (['tcp', 'udp'] as const)
    .map((protocol) => ({
      protocols: [protocol],
      ports: parts.flatMap((part) => (part?.protocol === protocol ? [part.ports] : [])),
    }))
    .filter(({ ports }) => ports.length > 0);
}

/** The part of a span that is about one protocol. Ports 65535/tcp and 1/udp are neighbours on the axis. */
function portsOf(protocol: Protocol, { first, last }: Span): { protocol: Protocol; ports: PortSpan } | null {
  const offset = protocol === 'udp' ? UDP_OFFSET : 0n;
  const [low, high] = [first - offset, last - offset];
  if (high < 1n || low > UDP_OFFSET) return null;
  return { protocol, ports: [Number(low < 1n ? 1n : low), Number(high > UDP_OFFSET ? UDP_OFFSET : high)] };
}

/** The addresses of a set of atoms. */
export function addressesOf(family: 4 | 6, axis: Axis, bits: Bits): IpRange[] {
  return axis.spans(bits).map(({ first, last }) => ({ family, first, last }));
}

interface CutAxis<Set> {
  readonly axis: Axis;
  readonly bits: (set: Set) => Bits;
}

/** Cuts an axis by the distinct sets among the given ones; afterwards each of them is known by its atoms. */
function cut<Set extends object>(
  sets: readonly Set[],
  spansOf: (set: Set) => readonly Span[],
  rest: { readonly whole: Span; readonly preferred?: readonly bigint[] },
): CutAxis<Set> | null {
  const distinct = [...new globalThis.Set(sets)];
  const axis = cutAxis({ ...rest, sets: distinct.map(spansOf) });
  if (axis === null) return null;
  const known = new Map(distinct.map((set, at) => [set, axis.sets[at] as Bits]));
  return {
    axis,
    bits: (set) => {
      const bits = known.get(set);
      if (bits === undefined) throw new Error('a set that the space was not made for');
      return bits;
    },
  };
}

/** Which rules meet a set of atoms: the sum of what its atoms meet, kept for every set that is asked about again. */
function indexAxis(axis: Axis, sets: readonly Bits[]): (bits: Bits) => Bits {
  const placesOf = Array.from({ length: axis.size }, () => blankWords(sets.length));
  const atomsOf = new Map<Bits, readonly number[]>();
  sets.forEach((bits, place) => {
    const atoms = atomsOf.get(bits) ?? members(bits);
    atomsOf.set(bits, atoms);
    for (const atom of atoms) addBit(placesOf[atom] as Uint32Array, place);
  });
  // What is left of a set after a subtraction is mostly long runs: whole words of atoms are added at once.
  const placesOfWord = Array.from({ length: (axis.size + 31) >>> 5 }, (_, w) => {
    const sum = blankWords(sets.length);
    for (const places of placesOf.slice(w * 32, w * 32 + 32)) addWords(sum, places);
    return sum;
  });
  const known = new WeakMap<Bits, Bits>();
  return (bits) => {
    const seen = known.get(bits);
    if (seen !== undefined) return seen;
    const sum = blankWords(sets.length);
    for (let w = bits.start; w < bits.start + bits.words.length; w++) {
      const word = wordAt(bits, w);
      if (word === wordAt(axis.all, w)) addWords(sum, placesOfWord[w] as Uint32Array);
      else
        for (let rest = word; rest !== 0; rest &= rest - 1)
          addWords(sum, placesOf[w * 32 + lowestBit(rest)] as Uint32Array);
    }
    const places = bitsOf(sum);
    known.set(bits, places);
    return places;
  };
}
