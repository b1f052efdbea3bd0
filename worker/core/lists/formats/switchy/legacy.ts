/** How is the older rule list of Proxy Switchy read? Pure. */
import { isRefused } from '../../../net/refused.ts';
import { type LineReading, readLines } from '../../by-line.ts';
import { exception, type Item, type Reading } from '../../item.ts';
import type { Chunks } from '../../lines.ts';
import { readUrlExpression } from '../../read-expression.ts';
import { urlWildcard } from './conditions.ts';

/** Readers of the sections. */
const SECTIONS: Readonly<Record<string, (pattern: string) => Reading>> = {
  WILDCARD: (pattern) => urlWildcard(completed(pattern)),
  REGEXP: readUrlExpression,
};

/** What stands between `#BEGIN` and `#END`: lines of `[Wildcard]` (at first) and `[RegExp]`; `!` is an exception. */
export function* readLegacy(chunks: Chunks): Generator<Item> {
  let isInside = false;
  let section = 'WILDCARD';
  yield* readLines(chunks, (line): LineReading => {
    const upper = line.toUpperCase();
    if (!isInside) isInside = upper === '#BEGIN';
    else if (upper === '#END') isInside = false;
    else if (/^\[.*\]$/.test(line)) section = upper.slice(1, -1);
    else if (!line.startsWith(';')) return readRule(line, section);
    return null;
  });
}

function readRule(line: string, section: string): Reading {
  const isException = line.startsWith('!');
  const pattern = isException ? line.slice(1) : line;
  if (pattern === '') return { code: 'list.unreadable', error: 'expected a pattern behind !' };
  const read = (Object.hasOwn(SECTIONS, section) ? SECTIONS[section] : undefined)?.(pattern);
  if (read === undefined) return { code: 'list.unreadable', error: 'expected the section [Wildcard] or [RegExp]' };
  return isException && !isRefused(read) ? exception(read) : read;
}

/** A pattern stands for what contains it, unless it begins with `@`. */
function completed(pattern: string): string {
  if (pattern.startsWith('@')) return pattern.slice(1);
  const front = pattern.indexOf('://') <= 0 && !pattern.startsWith('*') ? `*${pattern}` : pattern;
  return front.endsWith('*') ? front : `${front}*`;
}
