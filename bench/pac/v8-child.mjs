/** The V8 side of `engines.ts`: loads a PAC into this process and prints `load first steady wrong`. */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const [vocabulary, pac, harness] = process.argv.slice(2).map((file) => readFileSync(file, 'latin1'));
globalThis.benchNow = () => performance.now();
vm.runInThisContext(vocabulary);
const start = performance.now();
vm.runInThisContext(pac);
const load = performance.now() - start;
vm.runInThisContext(harness);
console.log(`${load} ${globalThis.benchResult()}`);
