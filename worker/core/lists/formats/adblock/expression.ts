/** How is a filter that is a regular expression read? Pure. */

import { conditionRead, type Read, weakened } from '../../item.ts';
import { HIDDEN_PATH, LETTER_CASE } from '../../weaknesses.ts';
import type { Judged } from './options.ts';

/** An expression over the URL. The subset that rules accept is checked later, with the rest of the condition. */
export function readExpression(source: string, { matchCase }: Judged): Read {
  const read = weakened(conditionRead({ regex: { url: source } }), HIDDEN_PATH);
  return matchCase ? read : weakened(read, LETTER_CASE);
}
