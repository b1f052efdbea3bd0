/** May what a publisher answered take the place of the last good content? Pure. */
import { DEFAULT_MAX_SHRINK, type ListTotals, type RuleList } from '../../../../schemas/list.ts';
import type { Refused } from '../../net/refused.ts';
import { entriesOf } from '../check.ts';
import { sampleOf } from '../detect.ts';
import type { Chunks } from '../lines.ts';

/** An answer with a body. */
export interface Answered {
  readonly chunks: Chunks;
  /** The header, if there was one. */
  readonly contentType: string | null;
}

/**
 * Why the last good content is kept before a line is read: servers answer with a page where the list has gone, often
 * with status 200. Null for everything else.
 */
export function refusalOfPage({ chunks, contentType }: Answered): Refused | null {
  const isPage =
    /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType ?? '') ||
    /^\s*(?:<!doctype\s+html|<html|<head|<body|<\?xml)/i.test(sampleOf(chunks).start);
  return isPage ? { code: 'list.answer-is-page', error: 'expected a list, found a page (HTML)' } : null;
}

/**
 * Why the last good content is kept once its lines are read: the answer holds nothing, or too much is gone at once.
 * `entries`: how many things the last good content holds; null without one.
 */
export function refusalOfTotals(
  { source }: Pick<RuleList, 'source'>,
  totals: ListTotals,
  entries: number | null,
): Refused | null {
  const now = entriesOf(totals);
  if (now === 0) return { code: 'list.answer-is-empty', error: 'expected entries, found none' };
  const allowed = source?.maxShrink ?? DEFAULT_MAX_SHRINK;
  if (entries === null || now >= entries * (1 - allowed)) return null;
  const error = `expected at least ${Math.ceil(entries * (1 - allowed))} of ${entries} entries to be left, found ${now}`;
  return { code: 'list.answer-shrank', error };
}
