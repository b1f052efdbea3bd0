/** How do policies and questions become boxes of atoms? One space for each family, so that families are never paired. Pure. */
import type { IpRange } from '../../net/address.ts';
import { parseAddress } from '../../net/address.ts';
import type { NameEntry } from '../../pac/program.ts';
import type { Peers, PolicyRule, Services } from '../policy.ts';
import { ofFamily, wholeFamily } from '../ranges.ts';
import { type Axis, type AxisRoom, cutAxis, type Span } from './axis.ts';
import { type AxisIndex, indexAxis } from './axis-index.ts';
import { type Bits, EMPTY, hasBit } from './bits.ts';
import type { Box } from './box.ts';
import { SERVICES, serviceSpans } from './service-axis.ts';

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
  readonly src: AxisIndex;
  readonly dst: AxisIndex;
  readonly svc: AxisIndex;
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
export const EXAMPLES = { 4: ['192.0.2.1'], 6: ['2001:db8::1'] } as const;

/** What the axes of both families may cost together. Beyond it a policy is not analysed. */
export interface Room extends AxisRoom {
  /** Atoms times rules: bits of the indexes. */
  bits: number;
}

/** 5,000 rules like an organisation's need 7 million cells, 5,000 with random port ranges 4 million, and 90 million bits (11 MB). */
export const roomOfGround = (): Room => ({ spans: 400_000, cells: 12_000_000, bits: 400_000_000 });

/** The axis of services, which both families share. */
export interface ServiceSide {
  readonly axis: Axis;
  readonly bits: (services: Services) => Bits;
  readonly index: AxisIndex;
}

/** Cuts the axis of services; null when there is no room for it. */
export function makeServices({ rules, services = [] }: SpaceInput, room: Room): ServiceSide | null {
  const side = cut([...rules.map((rule) => rule.services), ...services], serviceSpans, { whole: SERVICES }, room);
  if (side === null || !takesBits(side, rules, room)) return null;
  const sets = rules.map((rule) => side.bits(rule.services));
  return { ...side, index: indexAxis(side.axis, sets) };
}

function takesBits({ axis }: Pick<ServiceSide, 'axis'>, { length }: readonly PolicyRule[], room: Room): boolean {
  room.bits -= axis.size * length;
  return room.bits >= 0;
}

/** The space of one family; null when there is no room for its axes. */
export function makeSpace(family: 4 | 6, input: SpaceInput, svc: ServiceSide, room: Room): Space | null {
  const { rules, sources = [], destinations = [] } = input;
  const whole = wholeFamily(family);
  const preferred = EXAMPLES[family].flatMap((text) => parseAddress(text)?.value ?? []);
  const addresses = ({ ranges }: Peers): readonly Span[] => ofFamily(ranges, family);
  const src = cut([...rules.map((rule) => rule.from), ...sources], addresses, { whole, preferred }, room);
  if (src === null || !takesBits(src, rules, room)) return null;
  const dst = cut([...rules.map((rule) => rule.to), ...destinations], addresses, { whole, preferred }, room);
  if (dst === null || !takesBits(dst, rules, room)) return null;
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
      svc: svc.index,
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

/** The flows to one name that has no known addresses; `naming` are the places of the rules that name it. */
export function nameUniverse(space: Space, host: UnknownHost, naming: Bits): Universe {
  return { space, host, naming };
}

/** The flows that a rule matches in a universe. */
export function boxIn({ space, naming }: Universe, place: number): Box {
  const box = space.boxes[place] as Box;
  return hasBit(naming, place) ? { ...box, dst: space.dst.all } : box;
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
  room: Room,
): CutAxis<Set> | null {
  const distinct = [...new globalThis.Set(sets)];
  const axis = cutAxis({ ...rest, sets: distinct.map(spansOf) }, room);
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
