/** `url`: does the whole URL look like this, with `*` and `?`? Pure. */
import { isRefused, type Refused } from '../../net/refused.ts';
import { readUrlPattern } from '../../net/url-pattern.ts';
import { matchesWildcard } from '../../net/wildcard.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind, Report } from '../kind.ts';
import { tellPathHidden } from '../path-hidden.ts';

/** Matched against the URL in the client's view (see `clientView`), with regard to case. */
export const url: ConditionKind<'url', readonly string[]> = {
  key: 'url',
  parse: (value, context) => readEntries(value, context, readPattern),
  spell: (patterns, written) => inShapeOf(written, patterns),
  holds: (patterns, facts) => patterns.some((pattern) => matchesWildcard(pattern, facts.url)),
  found: (facts) => facts.url,
  lower: (patterns) => (patterns.includes('*') ? { is: 'always' } : { is: 'wildcard', on: 'url', patterns }),
};

function readPattern(text: string, report: Report): string | Refused {
  const read = readUrlPattern(text);
  if (isRefused(read)) return read;
  if (read.needsPath) tellPathHidden(report, text);
  return read.text;
}
