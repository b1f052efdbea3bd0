/** Can a host pattern match any of these names? Pure. */
import type { Names } from './names.ts';

/** Steps that one comparison may take; beyond them the answer is "it may". */
const MAX_STEPS = 100_000;

/** False only when it is certain that the pattern matches none of the names. */
export function patternMayMeet(pattern: string, { within, dots }: Names): boolean {
  if (within === null) return dots !== 'none' || !pattern.includes('.');
  let steps = 0;
  for (const [name, { self, below }] of within) {
    steps += pattern.length * (name.length + 2);
    if (steps > MAX_STEPS) return true;
    if (self !== null && doPatternsMeet(pattern, name)) return true;
    if (below !== null && doPatternsMeet(pattern, `*.${name}`)) return true;
  }
  return false;
}

/** Whether some text matches both wildcards. `*` is any run, `?` is one character. */
function doPatternsMeet(one: string, other: string): boolean {
  let row = prefixRow(other);
  for (const character of one) {
    const next: boolean[] = [row[0] === true && character === '*'];
    for (let j = 0; j < other.length; j++) {
      const theirs = other[j] ?? '';
      const either = (character === '*' && (row[j + 1] || next[j])) || (theirs === '*' && (next[j] || row[j + 1]));
      const both = row[j] === true && character !== '*' && theirs !== '*' && isSame(character, theirs);
      next.push(Boolean(either) || both);
    }
    row = next;
  }
  return row.at(-1) === true;
}

/** Which prefixes of a pattern match the empty text. */
function prefixRow(pattern: string): boolean[] {
  const stars = /^\**/.exec(pattern)?.[0].length ?? 0;
  return Array.from({ length: pattern.length + 1 }, (_, length) => length <= stars);
}

function isSame(one: string, other: string): boolean {
  return one === other || one === '?' || other === '?';
}
