/** How are entries without end answered? One JSON text a line (application/jsonl), as the client takes them. */
import { streamedTexts } from './streamed.ts';

/** The media type of the answer. */
export const JSON_LINES = 'application/jsonl';
/** What clients call it. */
const NAMES: readonly string[] = [JSON_LINES, 'application/x-ndjson', 'application/ndjson', 'application/x-jsonlines'];

/** True when `Accept` names JSON lines. */
export function wantsJsonLines(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  return types.some((type) => NAMES.includes(type));
}

/** The entries, one a line, as they come. */
export function jsonLines(entries: AsyncIterable<unknown>): Response {
  return streamedTexts(linesOf(entries), JSON_LINES);
}

async function* linesOf(entries: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}
