/** Which names, ranges and conditions lead to a route of a profile? What a list for another tool is made of. Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import { type ExportLoss, MAX_REPORTED } from '../../../../schemas/list.ts';
import type { Profile } from '../../../../schemas/profile.ts';
import { safe } from '../../findings/quote.ts';
import { isRefused } from '../../net/refused.ts';
import { newEffort } from '../../rules/regex/effort.ts';
import { checkReading } from '../checked.ts';
import { conditionOf, conditionText } from '../condition-of.ts';
import { conditionRead, nameRead, type Read, type Reading, rangeRead } from '../item.ts';
import type { Layer } from '../layers.ts';
import { type MemberCollector, memberCollector } from '../members.ts';
import { readHostPattern, readName, readRange } from '../read-host.ts';
import type { Held } from './export.ts';
import { added, takenAway } from './held.ts';

/** The layers of the lists that a profile may name. */
export type ListLayers = ReadonlyMap<string, readonly Layer[]>;

/** What leads to a route, as the layers of a list, and what no list can say of it. */
export interface RouteLayers {
  readonly layers: readonly Layer[];
  /** How much no list can say. */
  readonly losses: number;
  /** The first hundred of it. */
  readonly lost: readonly ExportLoss[];
}

/**
 * The rules as layers: those of the route add, those of others take away from later ones, as the first rule that holds
 * decides. What asks for more than a list can (a zone, a time) is lost, and so is what only the default sends there.
 */
export function routeLayers(profile: Profile, route: string, lists: ListLayers): RouteLayers {
  const losses = lossCollector();
  const runs: { readonly adds: boolean; readonly members: MemberCollector }[] = [];
  const effort = newEffort();
  for (const { when, use, disabled } of profile.rules ?? []) {
    if (disabled === true) continue;
    const adds = use === route;
    const last = runs.at(-1);
    const run = last?.adds === adds ? last : { adds, members: memberCollector() };
    if (run !== last) runs.push(run);
    for (const part of partsOf(when, lists)) {
      const checked = part.is === 'exception' ? null : checkReading(part.reading, effort);
      if (checked === null || isRefused(checked)) losses.add(lossOf(part, adds));
      else run.members.add(checked.meaning);
    }
  }
  if (profile.default === route) losses.add(EVERYTHING_ELSE);
  return { layers: runs.map(({ adds, members }) => ({ adds, members: members.finish() })), ...losses.all() };
}

/** One alternative of a condition, or what a list takes away from inside what it adds. */
type Part =
  | { readonly is: 'alternative'; readonly written: Condition; readonly reading: Reading }
  | { readonly is: 'exception'; readonly written: Condition };

function* partsOf(when: Condition, lists: ListLayers): Generator<Part> {
  const keys = Object.keys(when);
  const only = keys.length === 1 ? keys[0] : undefined;
  if (only === 'any') for (const one of [when.any ?? []].flat()) yield* partsOf(one, lists);
  else if (only === 'list') for (const id of [when.list ?? []].flat()) yield* partsOfList(lists.get(id) ?? []);
  else if (only === 'domain') yield* each('domain', when.domain, (text) => readName(text, 'suffix'));
  else if (only === 'host') yield* each('host', when.host, readHostPattern);
  else if (only === 'cidr') yield* each('cidr', when.cidr, readRange);
  else yield { is: 'alternative', written: when, reading: conditionRead(when) };
}

function* each(
  key: 'domain' | 'host' | 'cidr',
  value: string | readonly string[] | undefined,
  read: (text: string) => Reading,
): Generator<Part> {
  for (const text of [value ?? []].flat()) {
    yield { is: 'alternative', written: { [key]: text }, reading: read(text) };
  }
}

/** Names that the list takes away as a whole are left out; an exception inside what it adds has no place. */
function* partsOfList(layers: readonly Layer[]): Generator<Part> {
  for (const held of added(layers)) yield { is: 'alternative', ...readingOf(held) };
  for (const held of takenAway(layers)) yield { is: 'exception', written: readingOf(held).written };
}

function readingOf(held: Held): { readonly written: Condition; readonly reading: Read } {
  const read = held.is === 'name' ? nameRead(held.entry.name, held.entry.match) : readingOfOther(held);
  return { written: conditionOf(read.meaning), reading: read };
}

const readingOfOther = (held: Exclude<Held, { is: 'name' }>): Read =>
  held.is === 'range' ? rangeRead(held.range) : conditionRead(held.condition);

function lossOf({ is, written }: Part, adds: boolean): ExportLoss {
  const what = safe(conditionText(written));
  if (is === 'exception') {
    const reason = 'a list that a rule names takes it away, and later rules decide about it';
    return { what, except: true, reason, effect: adds ? 'wider' : 'narrower' };
  }
  const reason = 'it asks for more than a list can be asked for';
  return adds ? { what, reason, effect: 'narrower' } : { what, except: true, reason, effect: 'wider' };
}

const EVERYTHING_ELSE: ExportLoss = {
  what: 'everything else',
  reason: 'the route is also the default of the profile',
  effect: 'narrower',
};

function lossCollector() {
  const lost: ExportLoss[] = [];
  let losses = 0;
  return {
    add(loss: ExportLoss) {
      losses += 1;
      if (lost.length < MAX_REPORTED) lost.push(loss);
    },
    all: () => ({ losses, lost }),
  };
}
