/** How does a refusal look on the wire? `application/problem+json` (RFC 9457), made in this one place. */
import type { Problem } from '../../schemas/finding.ts';
import { FAULTS, type Fault, type FaultCode, type FaultEntry } from '../service/fault.ts';

/** The media type of every error of the management API. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Where a kind of problem is explained: a place on the page `/docs`, relative to the service (RFC 9457, 3.1.1). */
const problemType = (code: FaultCode): string => `/docs#problem-${code}`;

/** What is wrong, place by place. A fault about the call as a whole is one entry, so that its code need not be read from `type`. */
const placesOf = ({ code, message, errors }: Fault): readonly FaultEntry[] =>
  errors.length > 0 ? errors : [{ pointer: '', code, detail: message }];

/** The answer for a fault. */
export function problemAnswer(fault: Fault, requestId: string): Response {
  const { status, title } = FAULTS[fault.code];
  const body: Problem = {
    type: problemType(fault.code),
    title,
    status,
    detail: fault.message,
    instance: `urn:uuid:${requestId}`,
    errors: placesOf(fault).map((entry) => ({ ...entry })),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...fault.headers, 'Content-Type': PROBLEM_MEDIA_TYPE, 'Cache-Control': 'no-store' },
  });
}
