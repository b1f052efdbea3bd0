/** What does the `ProxyOverride` of Windows say? Pure. */
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';
import { octetPatterns } from './octets.ts';

/**
 * Microsoft, "WINHTTP_PROXY_INFO structure" and "Enabling Internet Functionality": `;` between entries, `*` in them,
 * `<local>` for names without a dot. An entry with a slash or a leading dot spoils the whole list
 * (gnoays/proxy-watch, tests/bypass.rs, measured on Windows), so neither is ever written. Loopback goes direct by itself.
 */
export const WINDOWS: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({ say: [name, `*.${name}`] }),
  exact: (name) => ({ say: [name] }),
  below: (name) => ({ say: [`*.${name}`] }),
  range: octetPatterns,
  pattern: (pattern) => (/[?:]/.test(pattern) ? { lost: 'it knows no “?” and no IPv6 patterns' } : { say: [pattern] }),
  plain: () => ({ say: ['<local>'] }),
  every: () => ({ say: ['*'] }),
  only: (texts, { ports, schemes }) => {
    if (schemes !== null || ports === null || texts.some((text) => /[*<]/.test(text))) {
      return { lost: 'only single hosts take a port there' };
    }
    return { say: texts.flatMap((text) => ports.map((port) => `${text}:${port}`)) };
  },
};

/** The list as one value. */
export const semicolonList = (texts: readonly string[]): string => texts.join(';');
