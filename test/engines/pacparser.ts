/** pacparser 1.3.6: the JavaScript 1.7 of SpiderMonkey, the oldest engine that is still shipped (Debian 12). */
import { join } from 'node:path';
import { pathOf, program } from '../programs.ts';
import type { Engine } from './engine.ts';
import { runByLine } from './line-engine.ts';
import { LineProcess } from './line-process.ts';

/** The module belongs to the system's own Python. */
const python = program({
  name: 'pacparser',
  candidates: ['/usr/bin/python3'],
  package: 'python3-pacparser',
  check: ['-c', 'import pacparser'],
});

let child: LineProcess | null = null;

export const pacparser: Engine = {
  name: 'pacparser',
  available: () => python.missing,
  run: (pacText, questions) => {
    child ??= new LineProcess([pathOf(python), join(import.meta.dirname, 'pacparser-child.py')]);
    return runByLine(child, pacText, questions);
  },
};
