/** How are many patterns tested at once? Factors wildcards into a few regular expressions. Pure. */

/** Patterns in the forms that a script tests. */
export interface PatternText {
  /** Sources of regular expressions; a text matches the patterns if it matches one of them. */
  readonly sources: readonly string[];
  /** Patterns whose search could take time beyond linear as a regular expression; `glob` takes them. */
  readonly globs: readonly string[];
}

/** Alternatives per expression: Duktape and JavaScript-C refuse or fail on some ten thousand. */
const MAX_ALTERNATIVES = 500;
/** Nesting of groups that comes from common beginnings; deeper ones are written out. */
const MAX_GROUPS = 16;

/** Patterns of one shape: without the runs at their ends, which anchors stand for. */
interface Shape {
  readonly openLeft: boolean;
  readonly openRight: boolean;
  readonly bodies: string[];
}

/** Sorts patterns into shapes and factors each. `*` is any run of characters, `?` is one. */
export function factorPatterns(patterns: readonly string[]): PatternText {
  const shapes = new Map<string, Shape>();
  const globs: string[] = [];
  for (const pattern of new Set(patterns.map((pattern) => pattern.replace(/\*+/g, '*')))) {
    // No host and no URL holds a line terminator; `.` would not match one either.
    if (/[\n\r\u2028\u2029]/.test(pattern)) continue;
    const openLeft = pattern.startsWith('*');
    const openRight = pattern.endsWith('*');
    const body = pattern.slice(openLeft ? 1 : 0, openRight ? -1 : undefined);
    if (!linear(body, openLeft)) globs.push(pattern);
    else shapeOf(shapes, openLeft, openRight).bodies.push(body);
  }
  return { sources: [...shapes.values()].flatMap(sourcesOf), globs };
}

/** A backtracking engine walks the text once per inner run, and once more where the beginning is open. */
function linear(body: string, openLeft: boolean): boolean {
  const runs = body.split('*').length - 1;
  return runs === 0 || (runs === 1 && !openLeft);
}

function shapeOf(shapes: Map<string, Shape>, openLeft: boolean, openRight: boolean): Shape {
  const key = `${openLeft} ${openRight}`;
  const shape = shapes.get(key) ?? { openLeft, openRight, bodies: [] };
  shapes.set(key, shape);
  return shape;
}

function sourcesOf({ openLeft, openRight, bodies }: Shape): string[] {
  const sorted = bodies.map(tokens).sort(byText);
  const sources: string[] = [];
  for (let start = 0; start < sorted.length; start += MAX_ALTERNATIVES) {
    const text = factor(sorted.slice(start, start + MAX_ALTERNATIVES), { openRight, at: 0, depth: 0 });
    const grouped = text.includes('|') && !(openLeft && openRight) ? `(?:${text})` : text;
    sources.push(`${openLeft ? '' : '^'}${grouped}${openRight ? '' : '$'}`);
  }
  return sources;
}

function tokens(body: string): string[] {
  return [...body].map((char) => WILD[char] ?? char.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'));
}

const WILD: { readonly [char: string]: string } = { '*': '.*', '?': '.' };

function byText(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a.join(''), b.join('')];
  return left < right ? -1 : left > right ? 1 : 0;
}

interface Place {
  readonly openRight: boolean;
  readonly at: number;
  readonly depth: number;
}

/** The alternatives of `words` from position `at` on, with common beginnings written once. */
function factor(words: readonly (readonly string[])[], { openRight, at, depth }: Place): string {
  if (depth >= MAX_GROUPS) return `(?:${words.map((word) => word.slice(at).join('')).join('|')})`;
  const ends = words.some((word) => word.length === at);
  if (ends && openRight) return '';
  const byFirst = Map.groupBy(
    words.filter((word) => word.length > at),
    (word) => word[at] ?? '',
  );
  const branches = [...byFirst].map(([, group]) => branch(group, { openRight, at, depth }));
  if (branches.length === 0) return '';
  if (branches.length === 1 && !ends) return branches.join('');
  return ends ? `(?:${branches.join('|')})?` : depth === 0 ? branches.join('|') : `(?:${branches.join('|')})`;
}

function branch(group: readonly (readonly string[])[], { openRight, at, depth }: Place): string {
  const [first] = group;
  if (first === undefined) return '';
  let end = at + 1;
  while (end < first.length && group.every((word) => word[end] === first[end])) end++;
  const start = first.slice(at, end).join('');
  if (group.length === 1) return start;
  return start + factor(group, { openRight, at: end, depth: depth + 1 });
}
