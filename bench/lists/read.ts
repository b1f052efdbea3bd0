/** How long does reading a list take, and how much memory? `node --max-old-space-size=100 bench/lists/read.ts domains 500000`. */

import type { FormatName } from '../../schemas/list.ts';
import { parseList } from '../../worker/core/lists/parse.ts';
import { chunked, TEXTS } from './generate.ts';

const [, , format = 'domains', count = '100000'] = process.argv;
const lines = TEXTS[format]?.(Number(count));
if (lines === undefined) throw new Error(`expected one of ${Object.keys(TEXTS).join(', ')}`);
// Held as bytes, as a body that has arrived is: outside of the heap that is measured.
const chunks: Uint8Array[] = [];
for (const chunk of chunked(lines)) chunks.push(new TextEncoder().encode(chunk));
const text = {
  *[Symbol.iterator]() {
    for (const chunk of chunks) yield new TextDecoder().decode(chunk);
  },
};
const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);

const start = performance.now();
const list = parseList({ format: format as FormatName, chunks: text });
const read = performance.now() - start;
if ('error' in list) throw new Error(list.error);
const { heapUsed, rss } = process.memoryUsage();
const { totals } = list.report;
console.log(
  `${format} ${count}: ${(bytes / 1e6).toFixed(1)} MB read in ${read.toFixed(0)} ms, heap ${(heapUsed / 1e6).toFixed(0)} MB, ` +
    `rss ${(rss / 1e6).toFixed(0)} MB; ${totals.names} names, ${totals.ranges} ranges, ${totals.covered} covered, ${totals.duplicates} twice`,
);
