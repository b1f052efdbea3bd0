/** How does a refusal of the store become a fault? */
import { MAX_CONTENT_BYTES } from '../../schemas/list.ts';
import type { Refusal } from '../store/contract/documents.ts';
import { entriesOf, Fault } from './fault.ts';

/** Refusals to faults, one per reason. */
const REFUSED: {
  readonly [R in Refusal['reason']]: (refusal: Extract<Refusal, { reason: R }>, what: string) => Fault;
} = {
  stale: ({ etag }, what) =>
    new Fault('precondition', `If-Match: expected the entity tag of ${what}, ${etag ?? 'which does not exist'}.`, {
      headers: etag === null ? {} : { ETag: etag },
    }),
  exists: ({ etag }, what) =>
    new Fault('precondition', `If-None-Match: expected no ${what}, found one.`, { headers: { ETag: etag } }),
  missing: (_, what) => new Fault('absent', `There is no ${what}.`),
  invalid: ({ findings }, what) => {
    const errors = entriesOf(findings);
    return new Fault('invalid', `Expected ${what} to be without errors, found ${errors.length}.`, { errors });
  },
  'in-use': ({ dependents }, what) =>
    new Fault('in-use', `Expected nothing to use ${what}, found ${dependents.length} that do.`, {
      errors: dependents.map(({ kind, id }) => ({ pointer: '', code: 'in-use', detail: `${kind} ${id}`, found: id })),
    }),
};

/** The fault for a refusal; `what` names the document in words. */
export function refused(refusal: Refusal, what: string): Fault {
  const make = REFUSED[refusal.reason] as (refusal: Refusal, what: string) => Fault;
  return make(refusal, what);
}

/** The fault for a list whose content is larger than contents may be. */
export const contentTooLarge = (): Fault =>
  new Fault('too-large', `Expected at most ${MAX_CONTENT_BYTES} bytes of UTF-8, found more.`);
