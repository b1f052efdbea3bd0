/** How do texts stand in configurations of ISC's servers, dhcpd and BIND? Pure; the one writer for each. */
import { oneLine, plainAscii } from './lines.ts';

/** A text of dhcpd.conf (dhcp-eval(5)): in double quotes, `"` and `\` escaped. */
export function iscText(text: string): string {
  return `"${plainAscii(text, 'dhcpd').replace(/["\\]/g, '\\$&')}"`;
}

/** An absolute name of a zone file (RFC 1035, 5.1): canonical names need no escapes. */
export function zoneName(name: string): string {
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name)) throw new RangeError('a zone file takes canonical names here');
  return `${name}.`;
}

/** A comment of a zone file. */
export const zoneComment = (text: string): string => `; ${oneLine(text)}`;
