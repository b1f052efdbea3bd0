/** What becomes of lines in a format? Short forms for tables of tests. */
import type { FormatName, LineReport } from '../../../schemas/list.ts';
import { type ParsedList, parseList, reportLines } from '../../../worker/core/lists/parse.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';

/** A line, and what becomes of it: `became` with `~code` behind it when weakened, `!code` when refused, '' for silence. */
export type Row = readonly [line: string, outcome: string | readonly string[]];

/** The outcomes of a text, in the form of `Row`. */
export function outcomesOf(format: FormatName, text: string): string[] {
  return [...reportLines({ format, chunks: [text] })].map(shown);
}

/** Reads a text that must be readable. */
export function parsed(format: FormatName | 'auto', text: string | readonly string[]): ParsedList {
  const list = parseList({ format, chunks: typeof text === 'string' ? [text] : text });
  if (isRefused(list)) throw new Error(`refused: ${list.error}`);
  return list;
}

function shown({ outcome, except, became, code }: LineReport): string {
  if (outcome === 'refused') return `!${code}`;
  const away = except === true ? '- ' : '';
  return outcome === 'kept' ? `${away}${became}` : `${away}${became} ~${code}`;
}
