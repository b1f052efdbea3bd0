/** In which engines must every PAC give the same answer? */
import { duktape } from './duktape.ts';
import type { Engine } from './engine.ts';
import { pacparser } from './pacparser.ts';
import { quickjs } from './quickjs.ts';
import { v8 } from './v8.ts';

/** All engines. A new one is one file and one line. */
export const ENGINES: readonly Engine[] = [v8, quickjs, duktape, pacparser];
