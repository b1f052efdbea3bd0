/** How is a list of SwitchyOmega conditions read? Pure. */
import { isRefused } from '../../../net/refused.ts';
import { type LineReading, readLines } from '../../by-line.ts';
import { exception, type Item, type Reading, type Weakness, weakened } from '../../item.ts';
import { type Chunks, linesOf } from '../../lines.ts';
import { readCondition } from './conditions.ts';

/** Which results a list has. */
interface Results {
  /** The result of the last line `* +name`, else `direct`; null in lists without results. */
  readonly fallback: string | null;
  /** The first result that is another one: what the list answers yes for. */
  readonly meant: string | null;
}

/**
 * Conditions, one a line. `!` is an exception. With `@with result` every line ends in ` +name`: lines with the result
 * that the last line (`* +name`) has are exceptions, all others are what the list holds.
 */
export function* readOmega(chunks: Chunks): Generator<Item> {
  const results = resultsOf(chunks);
  yield* readLines(chunks, (line) => readRule(line, results));
}

function readRule(line: string, results: Results): LineReading {
  if (/^[[;@#]/.test(line)) return null;
  const isException = line.startsWith('!');
  const text = isException ? line.slice(1).trim() : line;
  const { condition, result } = results.fallback === null ? { condition: text, result: null } : splitResult(text);
  if (results.fallback !== null && !isException && result === null) {
    return { code: 'list.unreadable', error: 'expected a result behind the condition, such as +proxy' };
  }
  const away = isException || result === results.fallback;
  const weak = away || result === null || result === results.meant ? null : otherResult(result, results.meant ?? '');
  const readings = readCondition(condition.replace(/^:\s+/, ''));
  return readings.map((reading) => ({
    text: line,
    reading: marked(reading, (away && results.fallback !== null) || isException, weak),
  }));
}

function marked(reading: Reading, isException: boolean, weak: Weakness | null): Reading {
  if (isRefused(reading)) return reading;
  const read = isException ? exception(reading) : reading;
  return weak === null ? read : weakened(read, weak);
}

function otherResult(result: string, meant: string): Weakness {
  const reason = `a list answers yes or no: +${result.slice(0, 40)} counts as +${meant.slice(0, 40)}, which is not what the last line says either`;
  return { code: 'list.several-results', reason, effect: 'other' };
}

function splitResult(text: string): { readonly condition: string; readonly result: string | null } {
  const at = text.lastIndexOf(' +');
  if (at < 0) return { condition: text, result: null };
  return { condition: text.slice(0, at).trim(), result: text.slice(at + 2).trim() };
}

function resultsOf(chunks: Chunks): Results {
  let hasResults = false;
  let fallback = 'direct';
  const found = new Set<string>();
  for (const { text } of linesOf(chunks)) {
    hasResults ||= /^@with\s+results?$/i.test(text);
    if (!hasResults || /^[[;@#!]/.test(text)) continue;
    const { condition, result } = splitResult(text);
    if (result === null) continue;
    if (condition === '*') fallback = result;
    else if (found.size < 100) found.add(result);
  }
  if (!hasResults) return { fallback: null, meant: null };
  return { fallback, meant: [...found].find((result) => result !== fallback) ?? null };
}
