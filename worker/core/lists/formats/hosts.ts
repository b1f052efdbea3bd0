/** How is a hosts file read? Pure. */
import { parseAddress } from '../../net/address.ts';
import { type Part, readLines } from '../by-line.ts';
import type { ListFormat } from '../format.ts';
import { readName } from '../read-host.ts';

/** Names that hosts files give to the machine and its networks; lists carry them along, and never mean them. */
const OWN = new Set([
  'localhost',
  'localhost.localdomain',
  'local',
  'localdomain',
  'localhost4',
  'localhost6',
  'localhost6.localdomain6',
  'broadcasthost',
  'ip6-localhost',
  'ip6-loopback',
  'ip6-localnet',
  'ip6-mcastprefix',
  'ip6-allnodes',
  'ip6-allrouters',
  'ip6-allhosts',
  '0.0.0.0',
]);

/**
 * hosts(5): an address, blanks, a name and further names; `#` begins a comment anywhere. A name stands for itself,
 * never for what is below it. The address is of no interest: the list holds the names.
 */
export const hosts: ListFormat = {
  name: 'hosts',
  title: 'hosts file',
  source: 'hosts(5), Linux man-pages',
  order: () => 'exceptions',
  signature: () => null,
  looksLike: (line) => {
    const [address = '', name] = line.split(/\s+/);
    return name !== undefined && parseAddress(withoutZone(address)) !== null;
  },
  read: (chunks) => readLines(chunks, readLine),
};

function readLine(line: string): readonly Part[] {
  const comment = line.indexOf('#');
  const [address = '', ...names] = (comment < 0 ? line : line.slice(0, comment)).trim().split(/\s+/);
  if (address === '') return [];
  if (parseAddress(withoutZone(address)) === null) {
    return [{ text: line, reading: { code: 'list.unreadable', error: 'expected an address and names behind it' } }];
  }
  if (names.length === 0) {
    return [{ text: line, reading: { code: 'list.unreadable', error: 'expected a name behind the address' } }];
  }
  return names.map((name) => ({ text: names.length === 1 ? line : name, reading: readHostName(name) }));
}

function readHostName(name: string): Part['reading'] {
  if (!OWN.has(name.toLowerCase())) return readName(name, 'exact');
  return { code: 'list.own-name', error: 'expected the name of another host: this one means the machine itself' };
}

/** `fe80::1%lo0` is how macOS writes the loopback of its own hosts file. */
function withoutZone(address: string): string {
  return address.replace(/%[^%]*$/, '');
}
