/** What do the headers of a text say? Made once for each text and coding: making them takes longer than all else that a fetch asks for. */
import { type Coding, entityTag } from './coding.ts';

/** On every answer: no sniffing, no referrer out of a capability URL, no search engine. */
export const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
} as const;

/** The media type that every PAC client knows. */
const PAC_MEDIA_TYPE = 'application/x-ns-proxy-autoconfig';

/** What the headers of a text say. */
export interface TextHead {
  readonly hash: string;
  readonly revision: number;
  /** Seconds that a client may keep it. */
  readonly maxAge: number;
  /** What was asked for and is not known, so that the generic text stands in. */
  readonly unknown: readonly ('zone' | 'for')[];
}

/** How a text is answered in a coding. */
export interface Coded {
  /** The entity tag, quoted. */
  readonly tag: string;
  /** 304: the client has it (RFC 9110, 15.4.5). */
  unchanged(): ResponseInit;
  /** 200, for a body of so many bytes. */
  found(bytes: number): ResponseInit;
}

const CODED = new WeakMap<TextHead, Map<Coding, Coded>>();

/** How a text is answered in a coding; the same head is best asked again and again, as `chooseVariant` gives it. */
export function codedAs(head: TextHead, coding: Coding): Coded {
  const codings = CODED.get(head) ?? new Map<Coding, Coded>();
  if (codings.size === 0) CODED.set(head, codings);
  const remembered = codings.get(coding);
  if (remembered !== undefined) return remembered;
  const coded = create(head, coding);
  codings.set(coding, coded);
  return coded;
}

function create(head: TextHead, coding: Coding): Coded {
  const tag = entityTag(head.hash, coding);
  // A text's coding depends on what the client takes.
  const common = { ...headersOf(head, tag), Vary: 'Accept-Encoding' };
  let unchanged: ResponseInit | null = null;
  let last: { readonly bytes: number; readonly init: ResponseInit } | null = null;
  return {
    tag,
    unchanged: () => {
      unchanged ??= { status: 304, headers: new Headers(common) };
      return unchanged;
    },
    found(bytes) {
      if (last?.bytes !== bytes)
        last = { bytes, init: foundInit({ ...common, 'Content-Length': String(bytes) }, coding) };
      return last.init;
    },
  };
}

function foundInit(common: Readonly<Record<string, string>>, coding: Coding): ResponseInit {
  const headers = new Headers({ ...common, 'Content-Type': PAC_MEDIA_TYPE });
  if (coding === 'identity') return { status: 200, headers };
  headers.set('Content-Encoding', coding);
  // These very bytes: without it the runtime would compress them once more.
  return { status: 200, headers, encodeBody: 'manual' };
}

/** The headers that say what a text is, whatever its coding. */
export function headersOf(head: TextHead, tag: string): Record<string, string> {
  const headers: Record<string, string> = {
    ...ALWAYS,
    ETag: tag,
    'Cache-Control': `private, max-age=${head.maxAge}`,
    'Portolan-Revision': String(head.revision),
  };
  if (head.unknown.length > 0) headers['Portolan-Variant'] = `generic; unknown=${head.unknown.join(',')}`;
  return headers;
}
