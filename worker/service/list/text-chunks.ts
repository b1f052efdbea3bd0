/** How does a stream of bytes become text that can be gone through? */

/** The text of UTF-8 bytes, in pieces. All of it is in memory afterwards. */
export async function textChunks(stream: ReadableStream<Uint8Array>): Promise<readonly string[]> {
  const chunks: string[] = [];
  const decoder = new TextDecoder();
  for await (const bytes of stream) chunks.push(decoder.decode(bytes, { stream: true }));
  return [...chunks, decoder.decode()];
}
