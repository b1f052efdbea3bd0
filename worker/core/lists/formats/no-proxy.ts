/** How is the value of the environment variable no_proxy read? Pure. */
import { isRefused } from '../../net/refused.ts';
import type { ListFormat } from '../format.ts';
import { conditionRead, type Reading, type Weakness, weakened } from '../item.ts';
import { addressRead, readHostOrRange, readName } from '../read-host.ts';
import { readWithPort } from './bypass/port.ts';
import { readSeparated } from './bypass/split.ts';

const WILDCARD: Weakness = {
  code: 'list.dialect',
  reason: 'curl ignores a wildcard in front of a name, Go takes it for what is below the name, and so does this',
  effect: 'other',
};
const LIST = /^(?:export\s+)?(?:no_proxy\s*=\s*)?["']?([^\s,"']+)(?:\s*,\s*[^\s,"']+)+["']?$/i;

/**
 * Names separated by commas or blanks, each with everything below it, whether or not it begins with a dot (curl(1),
 * NO_PROXY; the text of libwww from which all others descend also has `:port`); addresses, CIDR ranges (curl 7.86, Go,
 * Python requests), `*` for every host. An assignment in front is left out.
 */
export const noProxy: ListFormat = {
  name: 'no-proxy',
  title: 'no_proxy',
  source: 'curl(1), NO_PROXY; CERN libwww, no_proxy; golang.org/x/net/http/httpproxy',
  order: () => 'exceptions',
  signature: ({ lines }) => {
    if (/^(?:export\s+)?no_proxy\s*=/i.test(lines[0] ?? '')) return 'it assigns no_proxy';
    return lines.length === 1 && LIST.test(lines[0] ?? '') ? 'it is one line with commas between names' : null;
  },
  looksLike: () => false,
  read: (chunks) => readSeparated(chunks, /[\s,]+/, (text) => readEntry(bare(text))),
};

/** Without the assignment and the quotes that a line of a shell has. */
function bare(text: string): string {
  return text.replace(/^(?:no_proxy=)?["']?/i, '').replace(/["']$/, '');
}

function readEntry(text: string): Reading {
  if (text === '' || text.toLowerCase() === 'export') return { code: 'list.unreadable', error: 'expected a name' };
  if (text === '*') return conditionRead({ host: '*' });
  return readWithPort(text, readHost);
}

function readHost(host: string): Reading {
  if (host.startsWith('*.')) {
    const read = readName(host.slice(2), 'below');
    return isRefused(read) ? read : weakened(read, WILDCARD);
  }
  return addressRead(host) ?? readHostOrRange(host.replace(/^\./, ''), 'suffix');
}
