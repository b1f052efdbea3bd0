/** How are the names in a dnsmasq configuration read? Pure. */
import { isRefused } from '../../net/refused.ts';
import { type LineReading, type Part, readLines } from '../by-line.ts';
import type { ListFormat } from '../format.ts';
import { conditionRead, exception, type Reading, weakened } from '../item.ts';
import { readName } from '../read-host.ts';

/** Options whose value begins with names between slashes. */
const OF_NAMES = /^(?:--)?(address|server|local|ipset|nftset|rebind-domain-ok)\s*=\s*(.*)$/;
const OPTION = /^(?:--)?[a-z][a-z0-9-]*(?:\s*=|$)/;

/**
 * dnsmasq(8): `address=/a.example/b.example/0.0.0.0`, and `server`, `local`, `ipset`, `nftset`, `rebind-domain-ok`
 * alike: the names between slashes, each with everything below it. `*` in front of a name takes the label boundary
 * away, `#` instead of a name is every name, nothing is every name without a dot. `server=/name/#` leaves a name to the
 * standard servers, which takes it away. Other options are refused: they say nothing about names.
 */
export const dnsmasq: ListFormat = {
  name: 'dnsmasq',
  title: 'dnsmasq configuration',
  source: 'dnsmasq(8), options --address, --server, --local, --ipset, --nftset',
  order: () => 'exceptions',
  signature: () => null,
  looksLike: (line) => /^(?:--)?(?:address|server|local|ipset|nftset|rebind-domain-ok)\s*=\s*\//.test(line),
  read: (chunks) => readLines(chunks, readLine),
};

function readLine(line: string): LineReading {
  if (line.startsWith('#')) return null;
  const [, option = '', value = ''] = OF_NAMES.exec(line) ?? [];
  if (!value.startsWith('/')) return notOfNames(line);
  const names = value.split('/').slice(1);
  // What stands behind the last slash is the address, the server or the set.
  const target = (names.pop() ?? '').replace(/\s#.*$/, '').trim();
  if (names.length === 0) return { code: 'list.unreadable', error: 'expected names between slashes' };
  const isStandard = option === 'server' && target === '#';
  const parts = names.map((name): Part => ({ text: name, reading: readPattern(name) }));
  const [only] = parts;
  const all = parts.length === 1 && only !== undefined ? [{ ...only, text: line }] : parts;
  return isStandard ? all.map(takenAway) : all;
}

function readPattern(name: string): Reading {
  if (name === '#') return conditionRead({ host: '*' });
  if (name === '') return conditionRead({ plain: true });
  if (name.startsWith('*') && !name.startsWith('*.')) return conditionRead({ host: name });
  const bare = name.replace(/^\*?\./, '');
  return readName(bare, name.startsWith('*.') ? 'below' : 'suffix');
}

/** dnsmasq lets the longest name win; a list lets its exceptions win. */
function takenAway(part: Part): Part {
  if (part.reading === null || isRefused(part.reading)) return part;
  const reason = 'an exception of a list beats every line; dnsmasq would let a longer name win';
  return { ...part, reading: weakened(exception(part.reading), { code: 'list.order', reason, effect: 'wider' }) };
}

function notOfNames(line: string): Reading {
  if (OPTION.test(line))
    return { code: 'list.untestable', error: 'expected an option about names: this one says nothing about them' };
  return { code: 'list.unreadable', error: 'expected an option of dnsmasq, such as address=/name/0.0.0.0' };
}
