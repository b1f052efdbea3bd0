/** Does what the client believes about the document still hold? RFC 9110, 13.1, inside the transaction of the write. */
import type { Precondition, Refusal } from '../contract/documents.ts';
import { entityTag, type Head } from './head.ts';

/** The refusal, or null when the write may go on. `head` is the live document, or null when there is none. */
export function checkPrecondition(head: Head | null, { ifMatch, ifNoneMatch }: Precondition): Refusal | null {
  if (ifMatch !== undefined) {
    if (head === null) return { ok: false, reason: 'stale', etag: null };
    const etag = entityTag(head);
    if (ifMatch !== '*' && !ifMatch.includes(etag)) return { ok: false, reason: 'stale', etag };
  }
  if (ifNoneMatch !== undefined && head !== null) return { ok: false, reason: 'exists', etag: entityTag(head) };
  return null;
}
