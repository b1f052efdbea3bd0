/** How does the parser of policies say what is wrong? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Refused } from '../net/refused.ts';

/** Takes a finding about a place of the document. */
export type Tell = (finding: Finding) => void;

/** An error at a place, in the words of the reader that refused the text there. */
export function refusal(refused: Refused, path: string, found: string): Finding {
  const fix = refused.fix === undefined ? {} : { fix: refused.fix };
  return { code: refused.code, severity: 'error', path, message: refused.error, found, ...fix };
}
