/** Does a client have these bytes already? */
import { readTags } from './preconditions.ts';

/** Whether `If-None-Match` names the entity tag, by weak comparison (RFC 9110, 13.1.2). */
export function isKnownTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === '*' || readTags(ifNoneMatch).some((tag) => tag.replace(/^W\//, '') === etag);
}
