/** Are the answers right? Asks a text in this process before anything is timed. */
import vm from 'node:vm';
import type { Subject } from './harness.ts';
import { VOCABULARY } from './shapes.ts';

/** Throws where a text answers DIRECT for a host inside, or something else for one outside. */
export function verify(name: string, { pac, hosts, inside }: Subject): void {
  const context = vm.createContext(Object.create(null));
  vm.runInContext(VOCABULARY, context);
  vm.runInContext(pac, context);
  const find = vm.runInContext('FindProxyForURL', context) as (url: string, host: string) => string;
  const wrong = hosts.filter((host, at) => (find(`https://${host}/`, host) !== 'DIRECT') !== inside[at]);
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.length} wrong answers, such as for ${wrong[0]}`);
}
