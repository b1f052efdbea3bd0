/** How does a text leave the store that may be larger than a message? As bytes, made while they are taken. */

/** Bytes that are gathered before they are handed over: each handing over costs a message. */
const PIECE = 65_536;

/** The UTF-8 bytes of a text in pieces. A stream of bytes is what passes an RPC boundary. */
export function bytesOfText(pieces: Iterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.iterator]();
  const next = (): string => {
    let text = '';
    while (text.length < PIECE) {
      const { value, done } = iterator.next();
      if (done === true) return text;
      text += value;
    }
    return text;
  };
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const text = next();
      if (text !== '') controller.enqueue(encoder.encode(text));
      else {
        controller.close();
        // A reader that brought its own buffer is told so.
        controller.byobRequest?.respond(0);
      }
    },
    cancel: () => {
      iterator.return?.();
    },
  });
}
