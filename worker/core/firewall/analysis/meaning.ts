/** Which rules mean the same, whatever their names? Numbers instead of texts: lists are long, and many rules share one. Pure. */
import { type Budget, spend } from '../algebra/budget.ts';
import type { Peers, PolicyRule, Services } from '../policy.ts';

/** What a rule does, as a text that is equal for rules that match and decide the same flows. */
export type MeaningOf = (rule: PolicyRule) => string;

/** Ranges and names of a list that are read, or compared with another list, in one step. */
const ENTRIES_A_STEP = 16;

/**
 * Meanings of the rules of one or more policies. Each list of peers is looked at once, however many rules have it (the
 * parser gives rules with equal lists one object), is kept nowhere, and costs steps by its length.
 */
export function meanings(budget: Budget): MeaningOf {
  const sides = numbersOf<Peers>({ hash: hashOfPeers, same: isSame, size: sizeOf }, budget);
  const services = new Map<Services, string>();
  const textOf = (one: Services) => {
    const text = services.get(one) ?? `${one.protocols} ${one.ports.join(' ')}`;
    services.set(one, text);
    return text;
  };
  return (rule) => `${rule.action} ${sides(rule.from)} ${sides(rule.to)} ${textOf(rule.services)}`;
}

/** How things are told apart: `hash` may be equal for different things, `same` may not. */
interface Likeness<Thing> {
  readonly hash: (thing: Thing) => number;
  readonly same: (a: Thing, b: Thing) => boolean;
  readonly size: (thing: Thing) => number;
}

/** Numbers things, equal ones alike. */
function numbersOf<Thing extends object>({ hash, same, size }: Likeness<Thing>, budget: Budget) {
  const known = new Map<Thing, number>();
  const byHash = new Map<number, { readonly thing: Thing; readonly number: number }[]>();
  let next = 0;
  const pay = (thing: Thing) => spend(budget, Math.floor(size(thing) / ENTRIES_A_STEP));
  return (thing: Thing): number => {
    const seen = known.get(thing);
    if (seen !== undefined) return seen;
    pay(thing);
    const key = hash(thing);
    const alike = byHash.get(key) ?? [];
    byHash.set(key, alike);
    const equal = alike.find((other) => {
      pay(thing);
      return same(other.thing, thing);
    });
    const number = equal?.number ?? next++;
    if (equal === undefined) alike.push({ thing, number });
    known.set(thing, number);
    return number;
  };
}

const sizeOf = ({ ranges, names }: Peers): number => ranges.length + names.length;

/** FNV-1a over the low halves of the edges, which is where lists of a policy differ. */
function hashOfPeers({ ranges, names }: Peers): number {
  let hash = 0x811c_9dc5;
  const add = (value: number) => {
    hash = Math.imul(hash ^ value, 0x0100_0193);
  };
  for (const { first, last } of ranges) {
    for (const edge of [first, last]) {
      add(Number(BigInt.asUintN(32, edge)));
      add(Number(BigInt.asUintN(32, edge >> 64n)));
    }
  }
  for (const { name } of names) for (let at = 0; at < name.length; at++) add(name.charCodeAt(at));
  return hash;
}

function isSame(a: Peers, b: Peers): boolean {
  if (a.ranges.length !== b.ranges.length || a.names.length !== b.names.length) return false;
  const areRangesSame = a.ranges.every(({ family, first, last }, at) => {
    const other = b.ranges[at];
    return other?.family === family && other.first === first && other.last === last;
  });
  return (
    areRangesSame && a.names.every(({ match, name }, at) => b.names[at]?.match === match && b.names[at]?.name === name)
  );
}
