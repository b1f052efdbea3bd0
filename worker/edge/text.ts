/** In which form does a client get a text that was found, or does it have it already? */
import { namedTag, textAnswer, unchangedTextAnswer } from './answer.ts';
import type { FoundText } from './artifact.ts';
import { acceptedCodings, type Coding, entityTag } from './coding.ts';
import type { Memory } from './memory.ts';
import type { Variant } from './variant.ts';

/** Who asks, and how long it may keep the answer. */
export interface TextAsked {
  readonly request: Request;
  readonly memory: Memory;
  /** Seconds. */
  readonly maxAge: number;
}

/**
 * 304 when the client has this text in a coding that it takes: that coding is then the one that it would get. Null: it
 * has not.
 */
export function unchangedSince({ request, memory, maxAge }: TextAsked, variant: Variant): Response | null {
  const known = request.headers.get('If-None-Match');
  if (known === null) return null;
  const tags = codingsOf(request, memory).map((coding) => entityTag(variant.hash, coding));
  const tag = namedTag(known, tags);
  return tag === null ? null : unchangedTextAnswer({ ...variant, maxAge }, tag);
}

/** The text, or 304 when what was found is not what was wanted, and the client has just that. */
export function deliverText(asked: TextAsked, { variant, forms }: FoundText): Response {
  const { request, memory, maxAge } = asked;
  const codings = codingsOf(request, memory);
  return (
    unchangedSince(asked, variant) ?? textAnswer({ ...variant, maxAge }, forms, { codings, method: request.method })
  );
}

/** What the client itself takes: `Accept-Encoding` is the network's own word inside a Worker, whatever the client sent. */
function codingsOf(request: Request, { codings }: Memory): readonly Coding[] {
  const header = (request.cf?.clientAcceptEncoding as string | undefined) ?? '';
  const remembered = codings.get(header);
  if (remembered !== undefined) return remembered;
  const accepted = acceptedCodings(header);
  codings.set(header, accepted);
  return accepted;
}
