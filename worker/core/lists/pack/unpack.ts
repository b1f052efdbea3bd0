/** What does a kept list hold? Reads what `packList` wrote, in a tenth of the time that reading the content takes. Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import type { IpRange } from '../../net/address.ts';
import type { ParsedCondition } from '../../rules/kind.ts';
import { parseCondition } from '../../rules/parse-condition.ts';
import { TRUSTED } from '../../rules/regex/effort.ts';
import { ALONE } from '../../rules/surroundings.ts';
import type { Layer } from '../layers.ts';
import type { Chunks } from '../lines.ts';
import { type Members, membersOf } from '../members.ts';
import { BLOCK, blockOf, type NameSet, nameSet } from '../names/name-set.ts';
import { type RangeSet, rangeCollector } from '../ranges/collect.ts';
import { keyOfLine } from './key-line.ts';
import { PACK_END, PACK_HEADER } from './pack.ts';
import { rangeOfLine } from './range-line.ts';

/**
 * The layers of a packed list, as they were. Null for a text of another form, such as that of another version, and for
 * one that is not whole; what is between its first and its last line is trusted.
 */
export function unpackList(chunks: Chunks): readonly Layer[] | null {
  const lines = linesIn(chunks);
  const next = (): string => {
    const { value, done } = lines.next();
    return done === true ? CUT : value;
  };
  if (next() !== PACK_HEADER) return null;
  const layers: Layer[] = [];
  for (let line = next(); line !== PACK_END; line = next()) {
    const layer = LAYER.test(line) ? readLayer(line, next) : null;
    if (layer === null) return null;
    layers.push(layer);
  }
  return layers;
}

const LAYER = /^[+-](?: \d+){7}$/;
/** What comes behind the last line of a text that was cut off; no line is ever empty. */
const CUT = '';

/** Every line that has its end. */
function* linesIn(chunks: Chunks): Generator<string> {
  let rest = '';
  for (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

type Next = () => string;

function readLayer(head: string, next: Next): Layer | null {
  const [sign, ...numbers] = head.split(' ');
  const [names = 0, ranges = 0, conditions = 0, duplicates = 0, covered = 0, host = 0, url = 0] = numbers.map(Number);
  const nameSet = readNames(names, next);
  const rangeSet = nameSet && readRanges(ranges, next);
  const parsed = rangeSet && readConditions(conditions, next);
  if (!nameSet || !rangeSet || !parsed) return null;
  return {
    adds: sign === '+',
    members: membersOf({ names: nameSet, ranges: rangeSet, ...parsed, duplicates, covered, ways: { host, url } }),
  };
}

function readNames(size: number, next: Next): NameSet | null {
  const blocks: string[] = [];
  let open: string[] = [];
  let key = '';
  for (let left = size; left > 0; left--) {
    const line = next();
    if (line === CUT) return null;
    key = keyOfLine(line, key);
    if (open.push(key) < BLOCK) continue;
    blocks.push(blockOf(open));
    open = [];
  }
  if (open.length > 0) blocks.push(blockOf(open));
  return nameSet(blocks, size);
}

function readRanges(size: number, next: Next): RangeSet | null {
  const collector = rangeCollector();
  let range: IpRange | null = null;
  for (let left = size; left > 0; left--) {
    const line = next();
    if (line === CUT) return null;
    range = rangeOfLine(line, range);
    collector.add(range);
  }
  return collector.finish().ranges;
}

type Conditions = Pick<Members, 'conditions' | 'spelled'>;

function readConditions(size: number, next: Next): Conditions | null {
  const document = { surroundings: ALONE, tell: () => {}, effort: TRUSTED };
  const conditions: ParsedCondition[] = [];
  for (let left = size; left > 0; left--) {
    const line = next();
    const parsed = line === CUT ? null : parseCondition(JSON.parse(line) as Condition, '', document);
    if (parsed === null) return null;
    conditions.push(parsed);
  }
  return { conditions, spelled: conditions.map(({ written }) => written) };
}
