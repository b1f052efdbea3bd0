/** Which lines of a list decide, when some add and some take away? Pure. */
import type { Refused } from '../net/refused.ts';
import type { Test } from '../pac/program.ts';
import { NEVER } from '../pac/walk.ts';
import { type AskCost, addCosts, costOf, NOTHING } from '../rules/ask-cost.ts';
import type { Facts, ListMeaning } from '../rules/kind.ts';
import { allOf, anyOf } from '../rules/tests.ts';
import type { Checked, CheckedMeaning } from './checked.ts';
import { conditionText } from './condition-of.ts';
import type { Order } from './format.ts';
import { type MemberCollector, type Members, memberCollector } from './members.ts';

/** Members that add or take away. The first layer that has a request decides; without one the list does not hold it. */
export interface Layer {
  readonly adds: boolean;
  readonly members: Members;
}

/** Checked lines as they come, and the layers in the end. */
export interface LayerCollector {
  /** Null, or why the line cannot take part. */
  add(checked: Checked): Refused | null;
  finish(): readonly Layer[];
}

/** Layers of a list; each is a group inside the one before, and engines parse groups by recursion. */
const MAX_LAYERS = 64;

/** What layers mean, to the compiler and to `explain`. */
export function meaningOf(layers: readonly Layer[]): ListMeaning {
  let test: Test | null = null;
  let cost: AskCost | null = null;
  return {
    // Made when a compiler asks, once for the texts of all zones and flavours.
    get test() {
      test ??= layers.reduceRight<Test>(before, NEVER);
      return test;
    },
    get cost() {
      cost ??= layers.map(costOfLayer).reduce(addCosts, NOTHING);
      return cost;
    },
    entryFor(facts) {
      const layer = layers.find(({ members }) => members.has(facts));
      const entry = layer?.members.find(facts);
      return layer === undefined || !entry ? null : { adds: layer.adds, entry: conditionText(entry) };
    },
    contains: (facts: Facts) => layers.find(({ members }) => members.has(facts))?.adds ?? false,
  };
}

/** Steps of the search in names and ranges, of which there may be 500,000. */
const SEARCH = 20;

function costOfLayer({ members: { spelled, ways } }: Layer): AskCost {
  const none = () => NOTHING;
  return spelled.map((one) => costOf(one, none)).reduce(addCosts, { ...NOTHING, entries: SEARCH, ways });
}

/** The test of a layer in front of what the layers behind it say. */
function before(behind: Test, { adds, members }: Layer): Test {
  const own = members.test();
  if (own.is === 'never') return behind;
  if (adds) return behind.is === 'never' ? own : anyOf([own, behind]);
  return behind.is === 'never' ? behind : allOf([{ is: 'not', of: own }, behind]);
}

/**
 * Conditions of one list, as many as one key of a rule may have. Each takes about a kilobyte until the list is compiled,
 * up to half a millisecond of compiling, and a place in every client's script, where it is asked for every host that
 * no name has decided.
 */
export const MAX_PATTERNS = 10_000;

/** Collects by the order of the format. */
export function layerCollector(order: Order): LayerCollector {
  const { add, finish } = order === 'exceptions' ? twoLayers() : manyLayers();
  let patterns = 0;
  return {
    add: (checked) =>
      checked.meaning.is === 'condition' && ++patterns > MAX_PATTERNS ? TOO_MANY_PATTERNS : add(checked),
    finish,
  };
}

const TOO_MANY_PATTERNS: Refused = {
  code: 'list.too-many-patterns',
  error: `expected at most ${MAX_PATTERNS} patterns, expressions and other conditions; names and ranges have no limit`,
};

/** Exceptions in front of everything. */
function twoLayers(): LayerCollector {
  const away = memberCollector();
  const added = memberCollector();
  return {
    add({ except, meaning }) {
      (except ? away : added).add(meaning);
      return null;
    },
    finish: () => [
      { adds: false, members: away.finish() },
      { adds: true, members: added.finish() },
    ],
  };
}

interface OpenLayer {
  readonly adds: boolean;
  readonly members: MemberCollector;
  readonly reach: Reach;
}

/**
 * A new layer for every change from adding to taking away, except where the order of two lines cannot matter: a line
 * that meets nothing of the last layer goes into the one before.
 */
function manyLayers(): LayerCollector {
  const layers: OpenLayer[] = [];
  const layerFor = ({ except, meaning }: Checked): OpenLayer | null => {
    const adds = !except;
    const last = layers.at(-1);
    if (last?.adds === adds) return last;
    const previous = layers.at(-2);
    if (last !== undefined && previous !== undefined && !last.reach.meets(meaning)) return previous;
    if (layers.length >= MAX_LAYERS) return null;
    // Nothing is ever moved in front of the first layer, so that it need not know what it reaches.
    const layer = { adds, members: memberCollector(), reach: layers.length === 0 ? EVERYTHING : reachOf() };
    layers.push(layer);
    return layer;
  };
  return {
    add(checked) {
      const layer = layerFor(checked);
      layer?.members.add(checked.meaning);
      layer?.reach.add(checked.meaning);
      return layer === null ? TOO_MANY : null;
    },
    finish: () => layers.map(({ adds, members }) => ({ adds, members: members.finish() })),
  };
}

const TOO_MANY: Refused = {
  code: 'list.too-many-changes',
  error: `expected at most ${MAX_LAYERS} changes between lines that add and lines that take away from the same hosts`,
};

/** Which requests a layer may hold, as far as that is quickly told. */
interface Reach {
  add(meaning: CheckedMeaning): void;
  /** False only when no request is in both. */
  meets(meaning: CheckedMeaning): boolean;
}

const EVERYTHING: Reach = { add: () => {}, meets: () => true };

function reachOf(): Reach {
  const names = new Set<string>();
  const above = new Set<string>();
  let hasRanges = false;
  let hasConditions = false;
  return {
    add(meaning) {
      if (meaning.is === 'condition') hasConditions = true;
      else if (meaning.is === 'range') hasRanges = true;
      else {
        names.add(meaning.name);
        for (const parent of parentsOf(meaning.name)) above.add(parent);
      }
    },
    meets(meaning) {
      if (hasConditions || meaning.is === 'condition') return true;
      if (meaning.is === 'range') return hasRanges;
      const { name } = meaning;
      return names.has(name) || above.has(name) || parentsOf(name).some((parent) => names.has(parent));
    },
  };
}

function parentsOf(name: string): string[] {
  const parents: string[] = [];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) parents.push(name.slice(dot + 1));
  return parents;
}
