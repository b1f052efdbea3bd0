/** `regex`: does an expression of the checked subset match the host, the URL, or both? Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import type { Test } from '../../pac/program.ts';
import { inShapeOf, type OneOrMany, readEntries } from '../entries.ts';
import type { ConditionKind, Facts, Report } from '../kind.ts';
import { tellPathHidden } from '../path-hidden.ts';
import { checkRegex, REGEX_URL_LENGTH, type Subject } from '../regex/check.ts';
import type { Effort } from '../regex/effort.ts';
import { allOf, anyOf } from '../tests.ts';

type Written = Exclude<NonNullable<Condition['regex']>, unknown[]>;

/** Expressions over one text; at least one of them must match it. */
interface Part {
  readonly on: Subject;
  readonly sources: readonly string[];
}

/** One entry: all of its parts must match. */
export interface ParsedRegex {
  readonly parts: readonly Part[];
  readonly written: Written;
}

/** Unanchored, with regard to case. See `checkRegex` for the subset and `REGEX_URL_LENGTH` for what is seen of a URL. */
export const regex: ConditionKind<'regex', readonly ParsedRegex[]> = {
  key: 'regex',
  parse: (value, context) =>
    readEntries<Written, ParsedRegex>(value, context, (written, report) => readEntry(written, report, context.effort)),
  spell: (entries, written) =>
    inShapeOf(
      written,
      entries.map((entry) => entry.written),
    ),
  holds: (entries, facts) => entries.some(({ parts }) => parts.every((part) => matches(part, facts))),
  found: (facts, entries) =>
    entries.some(({ parts }) => parts.some((part) => part.on === 'url')) ? facts.url : facts.host,
  lower: (entries) => anyOf(entries.map(({ parts }) => allOf(parts.map(lowerPart)))),
};

function matches({ on, sources }: Part, facts: Facts): boolean {
  const text = on === 'host' ? facts.host : facts.url.slice(0, REGEX_URL_LENGTH);
  return sources.some((source) => new RegExp(source).test(text));
}

function lowerPart({ on, sources }: Part): Test {
  return { is: 'regex', on, sources };
}

function readEntry(written: Written, report: Report, effort: Effort): ParsedRegex | null {
  const parts = (['host', 'url'] as const).map((on) => readPart({ on, value: written[on] }, report, effort));
  const given = parts.filter((part) => part !== null);
  const wanted = [written.host, written.url].filter((value) => value !== undefined);
  return given.length === wanted.length ? { parts: given, written } : null;
}

interface WrittenPart {
  readonly on: Subject;
  readonly value: OneOrMany<string> | undefined;
}

function readPart({ on, value }: WrittenPart, report: Report, effort: Effort): Part | null {
  if (value === undefined) return null;
  const inPart: Report = (finding) => report({ ...finding, at: `/${on}${finding.at ?? ''}` });
  const sources = readEntries(value, { report: inPart }, (source, tell) => {
    if (effort.isTrusted) return source;
    if (on === 'url') tellPathHidden(tell, source);
    return checkRegex(source, on, effort) ?? source;
  });
  return sources === null ? null : { on, sources };
}
