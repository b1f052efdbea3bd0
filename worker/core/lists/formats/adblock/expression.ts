/** How is a filter that is a regular expression read? Pure. */
import { isRefused } from '../../../net/refused.ts';
import { type Reading, weakened } from '../../item.ts';
import { readUrlExpression } from '../../read-expression.ts';
import { LETTER_CASE } from '../../weaknesses.ts';
import type { Judged } from './options.ts';

/** An expression over the URL. The subset that rules accept is checked later, with the rest of the condition. */
export function readExpression(source: string, { matchCase }: Judged): Reading {
  const read = readUrlExpression(source);
  return matchCase || isRefused(read) ? read : weakened(read, LETTER_CASE);
}
