/** How does a text stand in a configuration file of dnsmasq? Pure; the one writer for that format. */
import { plainAscii } from './lines.ts';

/** A text in double quotes, which keep `,` and `#` from having a meaning; `\` begins an escape (dnsmasq, src/option.c). */
export function dnsmasqText(text: string): string {
  return `"${plainAscii(text, 'dnsmasq').replace(/["\\]/g, '\\$&')}"`;
}
