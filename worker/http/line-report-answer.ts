/** How is the whole report of a list answered: as JSON lines, or as text that people and `cut` read? */
import type { LineReport } from '../../schemas/list.ts';
import { JSON_LINES } from './json-lines.ts';
import { prefers } from './negotiate.ts';

/** The report, which comes as JSON lines, in the form that the client asks for; null: only its head. */
export function reportAnswer(accept: string | undefined, lines: ReadableStream<Uint8Array> | null): Response {
  const asText = prefers(accept, 'text/plain');
  const headers = { 'Content-Type': asText ? 'text/plain; charset=utf-8' : JSON_LINES, Vary: 'Accept' };
  return new Response(asText && lines !== null ? lines.pipeThrough(asTexts()) : lines, { headers });
}

/** JSON lines to lines of text; the bytes may be cut anywhere. */
function asTexts(): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  return new TransformStream({
    transform(bytes, controller) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      const texts = lines.map((line) => textOf(JSON.parse(line) as LineReport));
      if (texts.length > 0) controller.enqueue(encoder.encode(texts.join('')));
    },
  });
}

function textOf({ line, outcome, text, except, became = '', reason = '' }: LineReport): string {
  const fields = [line, outcome, text, `${except === true ? 'not ' : ''}${became}`, reason];
  return `${fields.map((field) => String(field).replaceAll(/[\t\r\n]/g, ' ')).join('\t')}\n`;
}
