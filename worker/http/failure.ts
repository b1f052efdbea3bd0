/** What becomes of anything that was thrown? A fault is told; everything else is logged, and only its request id is told. */
import { Fault } from '../service/fault.ts';

/** The fault to answer with. What is not a fault is logged first, without anything secret. */
export function faultOf(error: unknown, requestId: string): Fault {
  if (error instanceof Fault) return error;
  console.error(JSON.stringify({ level: 'error', requestId, ...describe(error) }));
  // The runtime marks what it could not deliver to a Durable Object (Workers documentation, "Error handling").
  if (isUndelivered(error)) {
    return new Fault('unavailable', 'Try again in a moment.', { headers: { 'Retry-After': '2' } });
  }
  return new Fault('internal', `It has been logged under the request id ${requestId}.`);
}

const isUndelivered = (error: unknown): boolean =>
  error instanceof Error && (('retryable' in error && error.retryable === true) || 'overloaded' in error);

function describe(error: unknown): { readonly error: string; readonly stack?: string } {
  if (!(error instanceof Error)) return { error: redact(String(error)) };
  return { error: redact(`${error.name}: ${error.message}`), ...(error.stack ? { stack: redact(error.stack) } : {}) };
}

/** Takes out whatever looks like a token, an authorisation or a capability URL. */
export function redact(text: string): string {
  return text
    .replace(/ptl_[A-Za-z0-9_-]+/g, 'ptl_…')
    .replace(/bearer\s+\S+/gi, 'Bearer …')
    .replace(/(\/(?:pac|config)\/[a-z0-9-]+\/)[A-Za-z0-9_-]{22,}/g, '$1…');
}
