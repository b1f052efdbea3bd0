/** Which preconditions does a request state? `If-Match` and `If-None-Match` (RFC 9110, 13.1). */
import { Fault } from '../service/fault.ts';
import type { Precondition } from '../store/contract/documents.ts';

/** A list of strong or weak entity tags. */
const ENTITY_TAGS = /^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*$/;

/** Reads both headers. A header that cannot be read is refused: ignoring it would overwrite what it protects. */
export function readPrecondition(header: (name: string) => string | undefined): Precondition {
  const ifMatch = header('If-Match');
  const ifNoneMatch = header('If-None-Match');
  return {
    ...(ifMatch === undefined ? {} : { ifMatch: readIfMatch(ifMatch) }),
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch: readIfNoneMatch(ifNoneMatch) }),
  };
}

/** The strong tags named; a weak one never matches (strong comparison, RFC 9110, 13.1.1). */
function readIfMatch(value: string): readonly string[] | '*' {
  if (value.trim() === '*') return '*';
  if (!ENTITY_TAGS.test(value)) throw unreadable('If-Match', '"*" or entity tags in double quotes', value);
  return readTags(value).filter((tag) => !tag.startsWith('W/'));
}

function readIfNoneMatch(value: string): '*' {
  if (value.trim() === '*') return '*';
  throw unreadable('If-None-Match', '"*" (create only)', value);
}

/** The entity tags of a header, in order. */
export function readTags(value: string): string[] {
  return value.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

const unreadable = (parameter: string, expected: string, found: string): Fault =>
  new Fault('invalid', `${parameter}: expected ${expected}.`, {
    errors: [{ pointer: '', parameter, code: 'header.unreadable', detail: `Expected ${expected}.`, expected, found }],
  });
