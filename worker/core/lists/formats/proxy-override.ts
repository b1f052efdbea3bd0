/** How is the ProxyOverride of Windows read? Pure. */
import { isRefused } from '../../net/refused.ts';
import type { ListFormat } from '../format.ts';
import { type Reading, type Weakness, weakened } from '../item.ts';
import { readBypassRule } from './bypass/chrome-rule.ts';
import { readSeparated } from './bypass/split.ts';

const NO_RANGES: Weakness = {
  code: 'list.dialect',
  reason: 'Windows knows no ranges and would never match it; it is read as the range that it says',
  effect: 'wider',
};

/**
 * Rules separated by `;` or blanks, the value `ProxyOverride` under Internet Settings and the bypass of WinHTTP: hosts
 * with `*`, an optional scheme and port, and `<local>` for names without a dot (Microsoft, INTERNET_PROXY_INFO and
 * WINHTTP_PROXY_INFO).
 */
export const proxyOverride: ListFormat = {
  name: 'proxy-override',
  title: 'Windows ProxyOverride',
  source: 'Microsoft, INTERNET_PROXY_INFO and WINHTTP_PROXY_INFO structures, lpszProxyBypass',
  order: () => 'exceptions',
  signature: ({ start }) =>
    start.includes(';') && !start.includes(',') && /<local>/i.test(start)
      ? 'it has <local>, and ; between its rules'
      : null,
  looksLike: () => false,
  read: (chunks) => readSeparated(chunks, /[\s;]+/, readRule),
};

function readRule(text: string): Reading {
  const read = readBypassRule(text);
  return !isRefused(read) && text.includes('/') && read.meaning.is === 'range' ? weakened(read, NO_RANGES) : read;
}
