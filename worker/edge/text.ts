/** In which form does a client get a text that was found, or does it have it already? */
import type { TextForms } from '../store/packed.ts';
import { namedTag } from './answer.ts';
import type { FoundText } from './artifact.ts';
import { acceptedCodings, type Coding } from './coding.ts';
import { codedAs } from './head.ts';
import type { Memory } from './memory.ts';
import type { Variant } from './variant.ts';

/** Characters. A longer `Accept-Encoding` is read anew each time, so that strangers cannot fill the isolate; browsers send 30. */
const REMEMBERED_LENGTH = 200;

/** Who asks. */
export interface TextAsked {
  readonly request: Request;
  /** Of the request; every look at it makes a new text. */
  readonly method: string;
  readonly memory: Memory;
}

/**
 * 304 when the client has this text in a coding that it takes: that coding is then the one that it would get. Null: it
 * has not.
 */
export function unchangedSince({ request, memory }: TextAsked, variant: Variant): Response | null {
  const known = request.headers.get('If-None-Match');
  if (known === null) return null;
  const offered = codingsOf(request, memory).map((coding) => codedAs(variant, coding));
  const tag = namedTag(
    known,
    offered.map((coded) => coded.tag),
  );
  const coded = offered.find((one) => one.tag === tag);
  return coded === undefined ? null : new Response(null, coded.unchanged());
}

/** The text in the best coding that there is of it, or 304 when the client has just that; without its body for HEAD. */
export function deliverText(asked: TextAsked, { variant, forms }: FoundText): Response {
  const unchanged = unchangedSince(asked, variant);
  if (unchanged !== null) return unchanged;
  const { request, method, memory } = asked;
  const coding = bestCoding(forms, codingsOf(request, memory));
  const bytes = forms[coding] ?? forms.identity;
  return new Response(method === 'HEAD' ? null : bytes, codedAs(variant, coding).found(bytes.byteLength));
}

/**
 * The coding that the client likes best, of those that there are. Where that is Brotli, gzip if the client takes it too and
 * it came out smaller, as it does for some packed texts.
 */
function bestCoding(forms: TextForms, codings: readonly Coding[]): Coding {
  const best = codings.find((coding) => forms[coding] !== null) ?? 'identity';
  const isSmaller = forms.gzip !== null && forms.br !== null && forms.gzip.byteLength < forms.br.byteLength;
  return best === 'br' && isSmaller && codings.includes('gzip') ? 'gzip' : best;
}

/** What the client itself takes: `Accept-Encoding` is the network's own word inside a Worker, whatever the client sent. */
function codingsOf(request: Request, { codings }: Memory): readonly Coding[] {
  const header = (request.cf?.clientAcceptEncoding as string | undefined) ?? '';
  const remembered = codings.get(header);
  if (remembered !== undefined) return remembered;
  const accepted = acceptedCodings(header);
  if (header.length <= REMEMBERED_LENGTH) codings.set(header, accepted);
  return accepted;
}
