/** Is a text base64, and what does it say? Decodes in pieces. Pure. */
import type { Chunks } from '../../lines.ts';

/** `[AutoProxy` in base64, as SwitchyOmega recognises it too. */
const START = 'W0F1dG9Qcm94';

/** Whether the text is a base64 AutoProxy list. */
export function isBase64(start: string): boolean {
  return start.replace(/^\uFEFF?\s+/, '').startsWith(START);
}

/** The chunks as they are, or decoded when they are base64. What is no base64 inside such a text ends it. */
export function* decodeBase64(chunks: Chunks): Generator<string> {
  const decoder = new TextDecoder();
  let mode: 'unknown' | 'plain' | 'base64' = 'unknown';
  let rest = '';
  for (const chunk of chunks) {
    if (mode === 'plain') {
      yield chunk;
      continue;
    }
    rest += mode === 'base64' ? chunk.replace(/\s+/g, '') : chunk;
    if (mode === 'unknown') {
      // A chunk may be too short to tell.
      if (rest.trim().length < START.length) continue;
      mode = isBase64(rest) ? 'base64' : 'plain';
      if (mode === 'plain') {
        yield rest;
        rest = '';
        continue;
      }
      rest = rest.replace(/[\uFEFF\s]+/g, '');
    }
    const whole = rest.length - (rest.length % 4);
    yield decoder.decode(bytesOf(rest.slice(0, whole)), { stream: true });
    rest = rest.slice(whole);
  }
  yield mode === 'base64' ? decoder.decode(bytesOf(rest)) : rest;
}

/** The bytes of base64; nothing from the first character on that is none. */
function bytesOf(text: string): Uint8Array {
  const [clean = ''] = /^[A-Za-z0-9+/]*={0,2}/.exec(text) ?? [];
  const usable = clean.replace(/=+$/, '');
  const binary = atob(usable.length % 4 === 1 ? usable.slice(0, -1) : usable);
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
