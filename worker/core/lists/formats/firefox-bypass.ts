/** How is the list "No proxy for" of Firefox read? Pure. */
import type { ListFormat } from '../format.ts';
import { conditionRead, type Reading } from '../item.ts';
import { addressRead, readName, readRange, withoutBrackets } from '../read-host.ts';
import { readWithPort } from './bypass/port.ts';
import { readSeparated } from './bypass/split.ts';

/**
 * `network.proxy.no_proxies_on` (Gecko, netwerk/base/nsProtocolProxyService.cpp, LoadHostFilters and CanUseProxy):
 * rules separated by commas or blanks. A name stands for itself and what is below it, with a dot or `*.` in front for
 * below only; an address or a range holds for literals; `:port` may follow; `<local>` is every name without a dot.
 */
export const firefoxBypass: ListFormat = {
  name: 'firefox-bypass',
  title: 'Firefox "No proxy for"',
  source: 'Gecko, netwerk/base/nsProtocolProxyService.cpp, LoadHostFilters and CanUseProxy',
  order: () => 'exceptions',
  signature: () => null,
  looksLike: () => false,
  read: (chunks) => readSeparated(chunks, /[\s,;]+/, readRule),
};

function readRule(text: string): Reading {
  if (text.toLowerCase() === '<local>') return conditionRead({ plain: true });
  if (text.includes('/')) return readRange(text.replace(/^\[([^\]]*)\]/, '$1'));
  return readWithPort(text, readHost);
}

function readHost(host: string): Reading {
  const address = addressRead(withoutBrackets(host));
  if (address !== null) return address;
  const name = host.replace(/^\*/, '');
  return name.startsWith('.') ? readName(name.slice(1), 'below') : readName(host, 'suffix');
}
