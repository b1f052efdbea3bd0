/** Which text are these bytes, when somebody saved a list with whatever editor there was? */

/** Decodes bytes that come in pieces. */
export interface TextDecoding {
  text(bytes: Uint8Array): string;
  /** What was left of an unfinished character. */
  end(): string;
}

/** Bytes of the longest byte order mark that is looked for. */
const MARK_BYTES = 2;

/**
 * UTF-8, or UTF-16 when it begins with the byte order mark that Windows writes (Encoding Standard, 6, "BOM sniff").
 * The mark is dropped. What is no character of the encoding becomes U+FFFD: a comment in some old encoding must not
 * cost the whole list, and a line that needs the character is refused and reported.
 */
export function decodeText(): TextDecoding {
  let start: Uint8Array | null = new Uint8Array(0);
  let decoder = new TextDecoder();
  const begin = (bytes: Uint8Array): string => {
    start = null;
    decoder = new TextDecoder(encodingOf(bytes));
    return decoder.decode(bytes, { stream: true });
  };
  return {
    text(bytes) {
      if (start === null) return decoder.decode(bytes, { stream: true });
      start = joined(start, bytes);
      return start.byteLength < MARK_BYTES ? '' : begin(start);
    },
    end: () => (start === null ? '' : begin(start)) + decoder.decode(),
  };
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.byteLength + other.byteLength);
  bytes.set(one);
  bytes.set(other, one.byteLength);
  return bytes;
}
