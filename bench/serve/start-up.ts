/** How long until the modules that a PAC request needs are there? Fresh processes, many of them. */
import { execFileSync } from 'node:child_process';
import { median } from './median.ts';

const RUNS = 15;

/** Milliseconds to import a file, in a process of its own each time: the best, which others disturb least, and the median. */
export function importMs(file: string): { readonly best: number; readonly median: number } {
  const script = `const t=performance.now();await import(${JSON.stringify(file)});console.log(performance.now()-t)`;
  const once = () =>
    Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
  const times = Array.from({ length: RUNS }, once);
  return { best: Math.min(...times), median: median(times) };
}
