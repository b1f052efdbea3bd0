/** How is a rule set of sing-box read? Pure. */
import { isRefused } from '../../net/refused.ts';
import type { ListFormat } from '../format.ts';
import { conditionRead, type Item } from '../item.ts';
import { type Chunks, wholeText } from '../lines.ts';
import { type LocatedMap, readLocated } from './sing-box/located.ts';
import { entriesOf, isMap, isPlainRule, readHostEntry, readRule } from './sing-box/rule.ts';

/**
 * The source form of a rule set, version 1 to 4: `{ "version": 3, "rules": [ … ] }`. Rules of nothing but names and
 * ranges are read entry by entry; those that also ask for ports or sources, or join rules, are one condition each.
 */
export const singBox: ListFormat = {
  name: 'sing-box',
  title: 'sing-box rule set (JSON)',
  source: 'sing-box documentation, "Rule Set / Source Format", "Headless Rule"',
  order: () => 'exceptions',
  signature: ({ start }) => (/^\s*\{/.test(start) && /"rules"\s*:/.test(start) ? 'it is JSON with "rules"' : null),
  looksLike: () => false,
  read,
};

function* read(chunks: Chunks): Generator<Item> {
  const whole = readLocated(wholeText(chunks));
  if (whole.is === 'broken') {
    yield refused(whole.line, whole.expected);
    return;
  }
  const rules = whole.is === 'map' ? whole.entries.get('rules') : undefined;
  if (rules?.is !== 'list') {
    yield refused(whole.line, 'expected a map with a list of rules');
    return;
  }
  if (whole.is === 'map') yield* readVersion(whole);
  for (const [index, rule] of rules.items.entries()) {
    const line = rules.lines[index] ?? whole.line;
    if (!isMap(rule)) yield refused(line, 'expected a rule');
    else if (isPlainRule(rule) && hasEntries(rule)) yield* readEntries(rule);
    else yield readWhole(rule, line);
  }
}

/** The versions that the fields below are known of. */
const LATEST = 4;

/** A version that is not known is told; what is known of its rules is read all the same. */
function* readVersion({ entries }: LocatedMap): Generator<Item> {
  const version = entries.get('version');
  const value = version?.is === 'scalar' ? version.value : null;
  if (version === undefined || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LATEST)) return;
  const text = `version: ${version.is === 'scalar' ? value : version.is}`;
  const error = `expected version 1 to ${LATEST}: the rules are read as those of version ${LATEST}`;
  yield { line: version.line, text, reading: { code: 'list.unreadable', error } };
}

/** Whether any field of a rule has an entry; what asks nothing is read as a whole, and refused so. */
const hasEntries = (rule: LocatedMap): boolean =>
  [...rule.entries].some(([field, value]) => field !== 'invert' && entriesOf(value).items.length > 0);

function* readEntries(rule: LocatedMap): Generator<Item> {
  for (const [field, value] of rule.entries) {
    if (field === 'invert') continue;
    const { items, lines } = entriesOf(value);
    for (const [index, item] of items.entries()) {
      const text = typeof item === 'string' ? `${field}: ${item}` : field;
      yield { line: lines[index] ?? value.line, text, reading: readHostEntry(field, item) };
    }
  }
}

function readWhole(rule: LocatedMap, line: number): Item {
  const condition = readRule(rule);
  const text = rule.entries.size === 0 ? 'rule of nothing' : `rule of ${[...rule.entries.keys()].join(', ')}`;
  return { line, text, reading: isRefused(condition) ? condition : conditionRead(condition) };
}

function refused(line: number, expected: string): Item {
  return { line, text: '', reading: { code: 'list.unreadable', error: expected } };
}
