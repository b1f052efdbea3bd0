/** Which patterns and names are not what they look like? Moves both to the test that fits them. Pure. */
import type { NameEntry, Test } from '../program.ts';
import { anyOf, rewriteProgram } from '../walk.ts';
import type { Pass } from './pass.ts';

/**
 * Names that the host index can hold: labels of letters, digits, hyphen and underscore, the last one no number, since a
 * host with such a label is an IPv4 literal and the index looks literals up by their address.
 */
const INDEXABLE = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$(?<!(?:^|\.)[0-9]+)/;

/** `name` and `*.name` over the host are names: moves them where their number costs nothing. */
export const wildcardsToNames: Pass = {
  name: 'wildcards-to-names',
  does: 'Turns host patterns without a real wildcard, and `*.name`, into names.',
  run: (program) => rewriteProgram(program, patternsToNames),
};

/** Names beyond the index's alphabet (legal in URLs, rare) become regular expressions of the same meaning. */
export const oddNames: Pass = {
  name: 'odd-names',
  does: 'Turns names with characters that the index does not hold into regular expressions.',
  run: (program) => rewriteProgram(program, oddNamesToRegex),
};

function patternsToNames(test: Test): Test {
  if (test.is !== 'wildcard' || test.on !== 'host') return test;
  const names: NameEntry[] = [];
  const patterns: string[] = [];
  for (const pattern of test.patterns) {
    const entry = nameOfPattern(pattern);
    if (entry === null) patterns.push(pattern);
    else names.push(entry);
  }
  if (names.length === 0) return test;
  const rest: Test[] = patterns.length === 0 ? [] : [{ ...test, patterns }];
  return anyOf([{ is: 'names', names }, ...rest]);
}

function nameOfPattern(pattern: string): NameEntry | null {
  const below = /^\*+\.(?=.)/.exec(pattern);
  const name = below === null ? pattern : pattern.slice(below[0].length);
  return INDEXABLE.test(name) ? { name, match: below === null ? 'exact' : 'below' } : null;
}

function oddNamesToRegex(test: Test): Test {
  if (test.is !== 'names') return test;
  const odd = test.names.filter((entry) => !INDEXABLE.test(entry.name));
  if (odd.length === 0) return test;
  const names = test.names.filter((entry) => INDEXABLE.test(entry.name));
  const kept: Test[] = names.length === 0 && test.sorted === undefined ? [] : [{ ...test, names }];
  return anyOf([...kept, { is: 'regex', on: 'host', sources: odd.map(regexOfName) }]);
}

const PREFIX = { suffix: '^(?:.*\\.)?', exact: '^', below: '^.*\\.' } as const;

function regexOfName({ name, match }: NameEntry): string {
  return `${PREFIX[match]}${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$`;
}
