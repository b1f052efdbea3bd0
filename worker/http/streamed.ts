/** How is a list answered that may be larger than memory? Entry by entry, as the client takes them. */

/** A JSON map with one key, whose list is written while its entries are worked out. They must not throw. */
export function streamed(key: string, entries: Iterable<unknown>): Response {
  const encoder = new TextEncoder();
  const texts = textsOf(key, entries);
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { done, value } = texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'application/json' } });
}

function* textsOf(key: string, entries: Iterable<unknown>): Generator<string, undefined> {
  let before = `{${JSON.stringify(key)}:[`;
  for (const entry of entries) {
    yield `${before}${JSON.stringify(entry)}`;
    before = ',';
  }
  yield before === ',' ? ']}' : `${before}]}`;
}

/** Texts that come one by one. When one cannot be had, the answer breaks off: a client must not take a part for the whole. */
export function streamedTexts(texts: AsyncIterable<string>, mediaType: string): Response {
  const encoder = new TextEncoder();
  const left = texts[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await left.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await left.return?.();
    },
  });
  return new Response(body, { headers: { 'Content-Type': mediaType } });
}
