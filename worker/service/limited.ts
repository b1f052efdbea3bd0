/** How is a call refused whose allowance is used up? */
import type { Limited } from '../store/contract/limited.ts';
import { Fault } from './fault.ts';

/** The fault: 429 with `Retry-After` (RFC 6585, 4). `what` completes "Too many …". */
export function tooMany({ retryAfter }: Limited, what: string): Fault {
  return new Fault('too-many', `Too many ${what}; try again in ${retryAfter} s.`, {
    headers: { 'Retry-After': String(retryAfter) },
  });
}
