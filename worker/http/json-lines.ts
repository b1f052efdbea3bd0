/** How are entries without end answered? One JSON text a line (application/jsonl), as the client takes them. */

/** The media type of the answer. */
export const JSON_LINES = 'application/jsonl';
/** What clients call it. */
const NAMES: readonly string[] = [JSON_LINES, 'application/x-ndjson', 'application/ndjson', 'application/x-jsonlines'];

/** True when `Accept` names JSON lines. */
export function wantsJsonLines(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  return types.some((type) => NAMES.includes(type));
}

/** The entries, one a line. When one cannot be had, the answer breaks off: a client must not take a part for the whole. */
export function jsonLines(entries: AsyncIterable<unknown>): Response {
  const encoder = new TextEncoder();
  const left = entries[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await left.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    cancel: async () => {
      await left.return?.();
    },
  });
  return new Response(body, { headers: { 'Content-Type': JSON_LINES } });
}
