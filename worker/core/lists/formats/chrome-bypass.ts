/** How is the bypass list of Chromium read? Pure. */
import type { ListFormat } from '../format.ts';
import { readBypassRule } from './bypass/chrome-rule.ts';
import { readSeparated } from './bypass/split.ts';

/** Rules separated by `,` or `;`: `--proxy-bypass-list`, `ProxySettings.ProxyBypassList`, `bypassList` of extensions. */
export const chromeBypass: ListFormat = {
  name: 'chrome-bypass',
  title: 'Chromium proxy bypass list',
  source: 'Chromium, net/docs/proxy.md, "Proxy config URL patterns"',
  order: () => 'exceptions',
  signature: ({ start }) => (/<-?(?:local|loopback)>/i.test(start) ? 'it has <local> or <-loopback>' : null),
  looksLike: () => false,
  read: (chunks) => readSeparated(chunks, /[\s,;]+/, readBypassRule),
};
