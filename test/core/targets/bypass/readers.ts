/**
 * How does each reader decide from its list whether a request goes direct? Written from what was seen of the real programs
 * (Chromium 156, Firefox ESR 153, GLib 2.74, curl 7.88, Go 1.19, npm 11) and their sources; for Windows and macOS from
 * what others measured (gnoays/proxy-watch). The tests hold the dialects against them.
 */
import { type IpAddress, inRange, parseAddress } from '../../../../worker/core/net/address.ts';
import { parseCidr } from '../../../../worker/core/net/cidr.ts';
import { isRefused } from '../../../../worker/core/net/refused.ts';
import { matchesWildcard } from '../../../../worker/core/net/wildcard.ts';

/** What a client asks for. */
export interface Request {
  readonly scheme: 'http' | 'https';
  /** IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Whether one entry of a list sends the request past the proxy. */
export type Reader = (entry: string, request: Request) => boolean;

const isAddress = (host: string): boolean => parseAddress(host) !== null;
const isPlain = (host: string): boolean => !host.includes('.') && !isAddress(host);
const isBelow = (host: string, name: string): boolean => !isAddress(host) && host.endsWith(`.${name}`);
const isAtOrBelow = (host: string, name: string): boolean => host === name || isBelow(host, name);

function isInCidr(host: string, cidr: string): boolean {
  const [address, range] = [parseAddress(host), parseCidr(cidr)];
  return address !== null && !isRefused(range) && inRange(address as IpAddress, range);
}

/** Entry and port, `[v6]:port` included. */
function parted(entry: string): { readonly host: string; readonly port: number | null } {
  const [, host = entry, port] = /^(\[[^\]]*\]|[^:]*):([0-9]+)$/.exec(entry) ?? [];
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: port === undefined ? null : Number(port) };
}

const chromium: Reader = (entry, { scheme, host, port }) => {
  if (entry === '<local>') return isPlain(host);
  const [, only, rest = entry] = /^([a-z]+):\/\/(.*)$/.exec(entry) ?? [];
  if (only !== undefined && only !== scheme) return false;
  if (rest.includes('/')) return isInCidr(host, rest);
  const part = parted(rest);
  if (part.port !== null && part.port !== port) return false;
  const pattern = part.host.startsWith('.') ? `*${part.host}` : part.host;
  return matchesWildcard(pattern, host);
};

const firefox: Reader = (entry, { host, port }) => {
  if (entry === '<local>') return isPlain(host);
  if (entry.includes('/')) return isInCidr(host, entry.replace(/[[\]]/g, ''));
  const part = parted(entry);
  if (part.port !== null && part.port !== port) return false;
  const name = part.host.replace(/^\*/, '');
  return name.startsWith('.') ? isBelow(host, name.slice(1)) : isAtOrBelow(host, name);
};

const go: Reader = (entry, { host, port }) => {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInCidr(host, entry);
  if (isAddress(entry)) return host === entry;
  const part = parted(entry);
  if (part.port !== null && part.port !== port) return false;
  return part.host.startsWith('.') ? isBelow(host, part.host.slice(1)) : isAtOrBelow(host, part.host);
};

const curl: Reader = (entry, { host }) => {
  if (entry === '*') return true;
  if (entry.includes('/')) return !entry.includes(':') && isInCidr(host, entry);
  return isAtOrBelow(host, entry.replace(/^\./, ''));
};

const npm: Reader = (entry, { host }) => {
  const labels = entry.split('.').filter(Boolean).reverse();
  const mine = host.split('.').filter(Boolean).reverse();
  return labels.every((label, index) => mine[index] === label);
};

const glib: Reader = (entry, { host }) => {
  if (entry.includes('/')) return isInCidr(host, entry);
  return isAtOrBelow(host, entry.replace(/^\*?\./, ''));
};

/** One such entry and nothing is sent through the proxy any more. */
const windows: Reader = (entry, { host, port }) => {
  if (/\/|^\./.test(entry)) return true;
  if (entry === '<local>') return isPlain(host);
  const part = parted(entry);
  return (part.port === null || part.port === port) && matchesWildcard(part.host, host);
};

const apple: Reader = (entry, { host }) => {
  if (entry.includes('/')) return isInCidr(host, entry);
  return entry.startsWith('*.') ? isBelow(host, entry.slice(2)) : host === entry;
};

const java: Reader = (entry, { host }) => {
  const shown = host.includes(':') ? `[${host}]` : host;
  return matchesWildcard(entry, shown);
};

const android: Reader = (entry, { host }) => (entry.startsWith('*.') ? isBelow(host, entry.slice(2)) : host === entry);

const apt: Reader = (entry, { host }) => host === entry;

const git: Reader = (entry, { scheme, host, port }) => {
  const [, only, rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(entry) ?? [];
  const part = parted(rest);
  if (only !== scheme || (part.port ?? (scheme === 'http' ? 80 : 443)) !== port) return false;
  const wanted = part.host.replace(/^\[(.*)\]$/, '$1');
  if (isAddress(host) || isAddress(wanted)) return host === wanted;
  const [labels, mine] = [wanted.split('.'), host.split('.')];
  return labels.length === mine.length && labels.every((label, index) => label === '*' || label === mine[index]);
};

/** The end of the host's text, dot or not. */
const kde: Reader = (entry, { host }) => {
  if (entry === '<local>') return isPlain(host);
  return entry.includes('/') ? isInCidr(host, entry) : host.endsWith(entry);
};

const wget: Reader = (entry, { host }) => {
  if (isAddress(entry)) return host === entry;
  return entry.startsWith('.') ? isBelow(host, entry.slice(1)) : isAtOrBelow(host, entry);
};

/** What stands behind `Host`: one pattern of the line has to match, and none of those behind `!`. */
const ssh: Reader = (entry, { host }) => {
  const patterns = entry.split(' ');
  const matches = (pattern: string) => matchesWildcard(pattern, host);
  if (patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern));
};

const globs: Reader = (entry, { host }) => matchesWildcard(entry, host);

const mercurial: Reader = (entry, { host }) => {
  if (entry === '*') return true;
  return entry.startsWith('*.') ? host.endsWith(entry.slice(2)) : host === entry;
};

const vscode: Reader = (entry, { host, port }) => {
  const [name = '', only] = entry.split(':', 2);
  const domain = name.startsWith('.') ? name : `.${name}`;
  return `.${host}`.endsWith(domain) && (only === undefined || only === String(port));
};

/** The readers by the name of their dialect. Of a canonical address, brackets or not, every reader knows the text. */
export const READERS: Readonly<Record<string, Reader>> = {
  chromium,
  firefox,
  go,
  curl,
  npm,
  glib,
  'glib as Chromium reads it': chromium,
  windows,
  apple,
  java,
  android,
  apt,
  git,
  kde,
  wget,
  ssh,
  globs,
  mercurial,
  vscode,
};
