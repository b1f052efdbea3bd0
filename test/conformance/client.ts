/** How do real clients put a question to a PAC? The same request in the spellings of different engines. */
import type { Query } from '../../schemas/profile.ts';
import { parseAddress } from '../../worker/core/net/address.ts';
import { canonicalHost } from '../../worker/core/net/host.ts';
import { isRefused } from '../../worker/core/net/refused.ts';
import type { Question } from '../engines/engine.ts';

interface Spelling {
  readonly client: string;
  spell(parsed: URL): Pick<Question, 'url' | 'host'>;
}

const bare = (parsed: URL) => parsed.hostname.replace(/^\[(.*)\]$/, '$1');

/** Every client parses the URL; they differ in what they then show of it. */
const SPELLINGS: readonly Spelling[] = [
  // libproxy keeps all of the URL, and brackets around IPv6.
  { client: 'everything kept', spell: (parsed) => ({ url: parsed.href, host: parsed.hostname }) },
  {
    // Chromium, net/proxy_resolution/proxy_resolution_url_sanitizer.cc.
    client: 'credentials, fragment and secure paths stripped',
    spell: (parsed) => {
      const keepsPath = ['http:', 'ws:'].includes(parsed.protocol);
      const rest = keepsPath ? parsed.href.replace(/#.*/s, '').replace(/^[^/]*\/\/[^/?]*/, '') : '/';
      return { url: `${parsed.protocol}//${parsed.host}${rest}`, host: bare(parsed) };
    },
  },
  {
    // Android asks for CONNECT as `Https://host:port`; iOS hands on a trailing dot.
    client: 'odd case, trailing dot',
    spell: (parsed) => ({
      url: parsed.href.replace(/^./, (char) => char.toUpperCase()),
      host: `${bare(parsed).toUpperCase()}${/[:.]$/.test(bare(parsed)) || bare(parsed).includes(':') ? '' : '.'}`,
    }),
  },
];

/** The question in every spelling. `now`: Unix milliseconds, for queries without a time. */
export function questionsOf(query: Query, now: number): Question[] {
  const parsed = new URL(query.url);
  const world = {
    clientIp: query.client ?? '127.0.0.1',
    dns: dnsOf(query),
    now: query.at === undefined ? { local: now, utc: now } : clocks(query.at),
  };
  return SPELLINGS.map(({ spell }) => ({ ...spell(parsed), ...world }));
}

/** `dnsResolve` gives the first IPv4 address, by the host's own name. */
function dnsOf({ dns = {} }: Query): Record<string, string | null> {
  const entries = Object.entries(dns).map(([name, given]) => {
    const host = canonicalHost(name);
    if (isRefused(host)) throw new Error(`no host name: ${name}`);
    const addresses = given === null ? [] : [given].flat();
    return [host, addresses.find((address) => parseAddress(address)?.family === 4) ?? null] as const;
  });
  return Object.fromEntries(entries);
}

/** The written wall clock is the client's local time. */
function clocks(at: string) {
  return { local: Date.parse(`${at.slice(0, 19)}Z`), utc: Date.parse(at) };
}
