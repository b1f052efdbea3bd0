/** Which format does a text have, and what says so? Pure. */
import type { ListFormat, Sample } from './format.ts';
import { decodeBase64 } from './formats/adblock/base64.ts';
import { FORMATS } from './formats/table.ts';
import { type Chunks, linesOf } from './lines.ts';

/** A format, and why. */
export interface Detection {
  readonly format: ListFormat;
  /** A clause about the text: `it begins with [AutoProxy 0.2.9]`. */
  readonly why: string;
}

/** Characters and lines that are looked at. */
const START = 65_536;
const LINES = 400;
/** The share of lines that must look like a format. Lists have strays; more of them is another format. */
const SHARE = 0.6;

/** The beginning of a text. */
export function sampleOf(chunks: Chunks): Sample {
  let start = '';
  for (const chunk of chunks) {
    start += chunk.slice(0, START - start.length);
    if (start.length >= START) break;
  }
  const lines: string[] = [];
  for (const { text } of linesOf(decodeBase64([start]))) {
    if (text !== '' && !/^(?:[#;!]|\/\/)/.test(text)) lines.push(text);
    if (lines.length >= LINES) break;
  }
  // The last line may be cut.
  if (start.length >= START && lines.length > 1 && lines.length < LINES) lines.pop();
  return { start: start.replace(/^\uFEFF/, ''), lines };
}

/** The format of a text, or null when nothing speaks for any. */
export function detect(sample: Sample): Detection | null {
  for (const format of FORMATS) {
    const why = format.signature(sample);
    if (why !== null) return { format, why };
  }
  const total = sample.lines.length;
  const counted = FORMATS.map((format) => ({ format, count: sample.lines.filter(format.looksLike).length }));
  const best = counted.reduce((a, b) => (b.count > a.count ? b : a));
  if (total === 0 || best.count < total * SHARE) return null;
  return { format: best.format, why: `${best.count} of the first ${total} lines look like ${best.format.title}` };
}
