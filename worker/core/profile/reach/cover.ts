/** Which requests have earlier rules decided already? Pure; a cover is filled rule by rule. */
import { matchesWildcard } from '../../net/wildcard.ts';
import { AXES, type Axis, type Box, HOST_PATTERN, isAllNames, isInside, narrowed, WHOLE } from './box.ts';
import { type Intervals, isSubset, union } from './intervals.ts';
import { holderBelow, holderOf, isNoName, type Names, type Region, type Regions } from './names.ts';

/** Comparisons with earlier boxes and patterns, over a whole profile; after them nothing more is said. About 0.5 s. */
const MAX_COMPARISONS = 500_000;

/** The rules that decide every request of a box, as far as they are known by name; null when something may be left. */
export type Deciders = readonly number[] | null;

/** What earlier rules decide. Boxes that narrow one axis only are added up, the others are compared one by one. */
export interface Cover {
  readonly names: Map<string, Region>;
  readonly sets: Map<Axis, Intervals>;
  /** Host patterns that decide alone, with their first rule. */
  readonly patterns: Map<string, number>;
  /** By the axes that they narrow. */
  readonly others: Map<number, { readonly box: Box; readonly rule: number }[]>;
  comparisons: number;
}

/** Nothing decided yet. */
export function emptyCover(): Cover {
  return { names: new Map(), sets: new Map(), patterns: new Map(), others: new Map(), comparisons: 0 };
}

/** Notes that a rule decides every request of a box. */
export function decide(cover: Cover, box: Box, rule: number): void {
  const pattern = onlyPattern(box);
  const axis = onlyAxis(box);
  const { within } = box.names;
  if (pattern !== null) cover.patterns.set(pattern, cover.patterns.get(pattern) ?? rule);
  else if (axis === null) keep(cover, box, rule);
  else if (axis !== 'literal') addSet(cover, axis, box.sets[axis]);
  else if (within === null) keep(cover, box, rule);
  else {
    addSet(cover, 'literal', box.sets.literal);
    addNames(cover.names, within, rule);
  }
}

/** Who decides every request of a box, if that is certain. */
export function decidersOf(cover: Cover, box: Box): Deciders {
  for (const [axis, set] of cover.sets) if (axis !== 'literal' && isSubset(box.sets[axis], set)) return [];
  return samePattern(cover, box) ?? hostDeciders(cover, box) ?? pairDecider(cover, box);
}

function addSet({ sets }: Cover, axis: Axis, set: Intervals): void {
  sets.set(axis, union(sets.get(axis) ?? [], set));
}

function addNames(names: Map<string, Region>, within: Regions, rule: number): void {
  for (const [name, { self, below }] of within) {
    const known = names.get(name);
    names.set(name, {
      self: known?.self ?? (self === null ? null : rule),
      below: known?.below ?? (below === null ? null : rule),
    });
  }
}

function keep({ others }: Cover, box: Box, rule: number): void {
  const mask = narrowed(box);
  const same = others.get(mask);
  if (same === undefined) others.set(mask, [{ box, rule }]);
  else same.push({ box, rule });
}

function samePattern({ patterns }: Cover, { atoms }: Box): Deciders {
  for (const [key, answer] of atoms) {
    const rule = answer && key.startsWith(HOST_PATTERN) ? patterns.get(key.slice(HOST_PATTERN.length)) : undefined;
    if (rule !== undefined) return [rule];
  }
  return null;
}

function hostDeciders(cover: Cover, { sets, names }: Box): Deciders {
  if (!isSubset(sets.literal, cover.sets.get('literal') ?? [])) return null;
  return isNoName(names) ? [] : nameDeciders(cover, names);
}

function nameDeciders(cover: Cover, { within }: Names): Deciders {
  if (within === null) return null;
  const rules = new Set<number>();
  for (const [name, { self, below }] of within) {
    const mine = self === null ? undefined : (holderOf(cover.names, name) ?? patternFor(cover, name, false));
    const under = below === null ? undefined : (holderBelow(cover.names, name) ?? patternFor(cover, `.${name}`, true));
    if (mine === null || under === null) return null;
    for (const rule of [mine, under]) if (rule !== undefined) rules.add(rule);
  }
  return [...rules].sort((one, other) => one - other);
}

/** `isTail`: all that ends like this must match, so the pattern has to begin with a star that takes what stands before. */
function patternFor(cover: Cover, text: string, isTail: boolean): number | null {
  for (const [pattern, rule] of cover.patterns) {
    if (++cover.comparisons > MAX_COMPARISONS) return null;
    if ((!isTail || pattern.startsWith('*')) && matchesWildcard(pattern, text)) return rule;
  }
  return null;
}

function pairDecider(cover: Cover, box: Box): Deciders {
  const mask = narrowed(box);
  for (const [other, boxes] of cover.others) {
    if ((other & ~mask) !== 0) continue;
    for (const { box: outer, rule } of boxes) {
      if (++cover.comparisons > MAX_COMPARISONS) return null;
      if (isInside(box, outer)) return [rule];
    }
  }
  return null;
}

/** The pattern of a box that asks for a host pattern and nothing else. */
function onlyPattern({ sets, names, atoms }: Box): string | null {
  const [[key, answer] = ['', false]] = [...atoms];
  if (atoms.size !== 1 || !answer || !key.startsWith(HOST_PATTERN)) return null;
  return isAllNames(names) && AXES.every((axis) => sets[axis] === WHOLE[axis]) ? key.slice(HOST_PATTERN.length) : null;
}

/** The one axis that a box narrows; `literal` stands for the whole host, when its names are plainly listed. */
function onlyAxis({ sets, names, atoms }: Box): Axis | null {
  const axes = AXES.filter((axis) => axis !== 'literal' && sets[axis] !== WHOLE[axis]);
  const isHostNarrowed = sets.literal !== WHOLE.literal || !isAllNames(names);
  if (atoms.size > 0 || axes.length + (isHostNarrowed ? 1 : 0) !== 1) return null;
  if (!isHostNarrowed) return axes[0] ?? null;
  return names.outside.length === 0 && names.dots === 'any' ? 'literal' : null;
}
