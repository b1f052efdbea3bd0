/** What is a host name, in the one spelling in which clients show it? Pure. */
import { formatAddress, type IpAddress, parseAddress, readAddress } from './address.ts';
import { isRefused, type Refused } from './refused.ts';

/** Characters of a whole name without its trailing dot (RFC 1035 section 2.3.4: 255 octets on the wire). */
export const MAX_HOST = 253;
/** Characters of one label (RFC 1035 section 2.3.4). */
const MAX_LABEL = 63;

/** A host as a document names it: its canonical text, and the address when it is a literal. */
export interface Host {
  /** A canonical name, or the canonical text of the address (IPv6 without brackets). */
  readonly text: string;
  readonly literal: IpAddress | null;
}

/** What cannot stand in a host, in the order in which it is looked for. */
const STRAYS: readonly (readonly [stray: RegExp, code: string, error: string])[] = [
  [/[\u0000-\u001f\u007f]/, 'host.invalid', 'expected a host name without control characters'],
  [/\s/, 'host.invalid', 'expected a host name without spaces'],
  [/:\/\/|[/\\]/, 'host.url', 'expected a host name only, without scheme or path'],
  [/@/, 'host.credentials', 'expected a host name only, without user name and password'],
  [/[[\]]/, 'host.brackets', 'expected an address without brackets'],
  [/:/, 'host.port', 'expected a host name only; ports have their own key'],
  [/[*?]/, 'host.wildcard', 'expected a plain host name; * and ? belong to the key "host"'],
  [/[%#]/, 'host.invalid', 'expected a host name without % and #'],
];

/** A last label that makes URL parsers read the whole host as IPv4 (WHATWG URL, "ends in a number checker"). */
const NUMERIC = /^(?:[0-9]+|0x[0-9a-f]*)$/;
const LABEL = /^[a-z0-9_-]+$/;

/**
 * The canonical spelling of a host name: ASCII (IDN by UTS #46 as the WHATWG URL parser applies it), lower case, one
 * trailing dot removed. Labels of letters, digits, hyphens and underscores. Address literals, and names that clients
 * would read as addresses (`1.2.3`, `0x7f.1`), are refused with a reason.
 */
export function canonicalHost(text: string): string | Refused {
  if (parseAddress(text) !== null) return { code: 'host.address', error: 'expected a host name, not an address' };
  const stray = STRAYS.find(([pattern]) => pattern.test(text));
  if (stray !== undefined) return { code: stray[1], error: stray[2] };
  const ascii = toAscii(text);
  if (ascii === null) return { code: 'host.idn', error: 'expected a host name that has an ASCII form (UTS #46)' };
  const name = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
  return flaw(name) ?? name;
}

/** Reads a host name or an address literal, such as the host of a proxy. Mapped addresses are refused. */
export function readHost(text: string): Host | Refused {
  if (parseAddress(text) === null && !/^[^/@]*:[^/@]*:[^/@]*$/.test(text)) {
    const name = canonicalHost(text);
    return isRefused(name) ? name : { text: name, literal: null };
  }
  const literal = readAddress(text);
  return isRefused(literal) ? literal : { text: formatAddress(literal), literal };
}

/** Whether a canonical host lies at or below a canonical name, at a label boundary. */
export function isWithin(host: string, name: string): boolean {
  return host === name || host.endsWith(`.${name}`);
}

/**
 * The host in lower-case ASCII, or null where IDN processing fails. The URL parser is only asked about hosts that it
 * cannot take for an address, because it would answer with another host than the one that was written.
 */
function toAscii(text: string): string | null {
  if (/^[\u0000-\u007f]*$/.test(text) && !/xn--/i.test(text)) return text.toLowerCase();
  const probe = `http://${text.replace(/[.\u3002\uff0e\uff61]$/, '')}.probe/`;
  const url = URL.canParse(probe) ? new URL(probe) : null;
  return url === null || url.pathname !== '/' ? null : url.hostname.slice(0, -'.probe'.length);
}

function flaw(name: string): Refused | null {
  const labels = name.split('.');
  if (labels.includes('')) return { code: 'host.empty-label', error: 'expected a host name without empty labels' };
  const odd = labels.find((label) => !LABEL.test(label));
  if (odd !== undefined) {
    return { code: 'host.invalid', error: `expected letters, digits, "-" and "_" in ${JSON.stringify(odd)}` };
  }
  if (name.startsWith('-')) return { code: 'host.invalid', error: 'expected a host name that does not begin with "-"' };
  if (labels.some((label) => label.length > MAX_LABEL)) {
    return { code: 'host.too-long', error: `expected labels of at most ${MAX_LABEL} characters` };
  }
  if (name.length > MAX_HOST) return { code: 'host.too-long', error: `expected at most ${MAX_HOST} characters` };
  if (!NUMERIC.test(labels.at(-1) ?? '')) return null;
  return {
    code: 'host.numeric',
    error: 'expected a name whose last label is no number: clients read it as an address',
  };
}
