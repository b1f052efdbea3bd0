/** What does a publish save by packed lists? `node --max-old-space-size=100 bench/lists/pack.ts 500000 domains`. */
import { gzipSync } from 'node:zlib';
import type { FormatName } from '../../schemas/list.ts';
import { meaningOf } from '../../worker/core/lists/layers.ts';
import { packList } from '../../worker/core/lists/pack/pack.ts';
import { unpackList } from '../../worker/core/lists/pack/unpack.ts';
import { parseList } from '../../worker/core/lists/parse.ts';
import { compilePac } from '../../worker/core/pac/compile.ts';
import type { Test } from '../../worker/core/pac/program.ts';
import { chunked, TEXTS } from './generate.ts';

const [, , count = '100000', format = 'domains'] = process.argv;
const lines = TEXTS[format]?.(Number(count));
if (lines === undefined) throw new Error(`expected one of ${Object.keys(TEXTS).join(', ')}`);

/** A text as a store hands it over: bytes outside of the heap. */
function held(chunks: Iterable<string>) {
  const bytes: Uint8Array[] = [];
  for (const chunk of chunks) bytes.push(new TextEncoder().encode(chunk));
  return {
    bytes,
    *[Symbol.iterator]() {
      for (const chunk of bytes) yield new TextDecoder().decode(chunk);
    },
  };
}

function timed<Result>(what: string, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  console.log(`${what}: ${(performance.now() - start).toFixed(0)} ms`);
  return result;
}

function compile(test: Test): string {
  const results = new Map([
    ['office', 'PROXY proxy.example:3128'],
    ['direct', 'DIRECT'],
  ]);
  return compilePac({
    id: 'bench',
    program: { steps: [{ test, route: 'office', rule: 0 }], otherwise: 'direct', results },
  }).text;
}

const content = held(chunked(lines));
/** Reads the list, and lets everything but its packed text go. */
function packedText() {
  const list = timed('parse', () => parseList({ format: format as FormatName, chunks: content }));
  if ('error' in list) throw new Error(list.error);
  return timed('pack', () => held(packList(list.layers)));
}

const packed = packedText();
const sizes = [content, packed].map(({ bytes }) => Buffer.concat(bytes));
for (const size of sizes) console.log(`  ${size.length} bytes, ${gzipSync(size).length} in gzip`);
for (let round = 0; round < 2; round++) {
  timed('parse and compile', () => {
    const again = parseList({ format: format as FormatName, chunks: content });
    return 'error' in again ? '' : compile(again.meaning.test);
  });
  const layers = timed('unpack', () => unpackList(packed));
  timed('compile', () => compile(meaningOf(layers ?? []).test));
}
const { heapUsed, rss } = process.memoryUsage();
console.log(`heap ${(heapUsed / 1e6).toFixed(0)} MB, rss ${(rss / 1e6).toFixed(0)} MB`);
