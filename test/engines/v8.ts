/** V8 as Chromium runs PAC scripts: without a compiler, optimised for size (Chromium, `proxy_resolver_v8.cc`). */
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { runByLine } from './line-engine.ts';
import { LineProcess } from './line-process.ts';

const child = new LineProcess([
  process.execPath,
  '--jitless',
  '--optimize-for-size',
  join(import.meta.dirname, 'v8-child.mjs'),
]);

export const v8: Engine = {
  name: 'V8 --jitless',
  available: () => null,
  run: (pacText, questions) => runByLine(child, pacText, questions),
};
