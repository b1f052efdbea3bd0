/** How does a parser's refusal become a finding? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import { complete } from '../findings/finding.ts';
import { show } from '../findings/quote.ts';
import type { Refused } from '../net/refused.ts';

/** The error of a value that a parser of `net` refused. */
export function refusal({ code, error, fix }: Refused, path: string, found: unknown): Finding {
  const advice = fix === undefined ? {} : { fix };
  return complete({ code, severity: 'error', path, message: error, found: show(found), ...advice });
}
