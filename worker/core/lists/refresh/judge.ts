/** May what a publisher answered take the place of the last good content? Pure. */
import { DEFAULT_MAX_SHRINK, type RuleList } from '../../../../schemas/list.ts';
import { isRefused, type Refused } from '../../net/refused.ts';
import { entriesOf } from '../check.ts';
import { sampleOf } from '../detect.ts';
import type { Chunks } from '../lines.ts';
import { type ParsedList, parseList } from '../parse.ts';

/** An answer with a body. */
export interface Answered {
  readonly chunks: Chunks;
  /** The header, if there was one. */
  readonly contentType: string | null;
}

/**
 * The list that the answer makes, or why the last good content is kept: it is a page, its format is unknown, it holds
 * nothing, or too much is gone at once. `entries`: how many things the last good content holds; null without one.
 */
export function judgeAnswer(list: RuleList, answered: Answered, entries: number | null): ParsedList | Refused {
  if (isPage(answered)) {
    return { code: 'list.answer-is-page', error: 'expected a list, found a page (HTML)' };
  }
  const parsed = parseList({ format: list.format, chunks: answered.chunks });
  if (isRefused(parsed)) return parsed;
  const now = entriesOf(parsed.report.totals);
  if (now === 0) return { code: 'list.answer-is-empty', error: 'expected entries, found none' };
  const allowed = list.source?.maxShrink ?? DEFAULT_MAX_SHRINK;
  if (entries === null || now >= entries * (1 - allowed)) return parsed;
  const error = `expected at least ${Math.ceil(entries * (1 - allowed))} of ${entries} entries to be left, found ${now}`;
  return { code: 'list.answer-shrank', error };
}

/** Servers answer with a page where the list has gone, often with status 200. */
function isPage({ chunks, contentType }: Answered): boolean {
  if (/^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType ?? '')) return true;
  return /^\s*(?:<!doctype\s+html|<html|<head|<body|<\?xml)/i.test(sampleOf(chunks).start);
}
