/** The V8 side of `engines.ts`: loads a PAC into this process and prints `load first steady wrong`. */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const [vocabulary, pac, harness] = process.argv.slice(2).map((file) => readFileSync(file, 'latin1'));
// Processor time: other programs take turns with this one.
globalThis.benchNow = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
vm.runInThisContext(vocabulary);
const start = globalThis.benchNow();
vm.runInThisContext(pac);
const load = globalThis.benchNow() - start;
vm.runInThisContext(harness);
console.log(`${load} ${globalThis.benchResult()}`);
