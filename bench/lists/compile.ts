/** How long does a profile with one large list take to compile, and how much memory? `node --max-old-space-size=100 bench/lists/compile.ts 500000`. */
import { parseList } from '../../worker/core/lists/parse.ts';
import { compilePac } from '../../worker/core/pac/compile.ts';
import { chunked, names } from './generate.ts';

const [, , count = '100000'] = process.argv;
const list = parseList({ format: 'domains', chunks: [...chunked(names(Number(count)))] });
if ('error' in list) throw new Error(list.error);
const start = performance.now();
const { text } = compilePac({
  id: 'bench',
  program: {
    steps: [{ test: list.meaning.test, route: 'office', rule: 0 }],
    otherwise: 'direct',
    results: new Map([
      ['office', 'PROXY proxy.example:3128'],
      ['direct', 'DIRECT'],
    ]),
  },
});
const took = performance.now() - start;
const { heapUsed, rss } = process.memoryUsage();
console.log(
  `${count} names: ${(text.length / 1e6).toFixed(2)} MB of PAC in ${took.toFixed(0)} ms, heap ${(heapUsed / 1e6).toFixed(0)} MB, rss ${(rss / 1e6).toFixed(0)} MB`,
);
