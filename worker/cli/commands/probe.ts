/** What really listens at these endpoints, or at the proxies of these profiles, seen from this machine? */
import type { ProbeResult } from '../../../schemas/probe.ts';
import { parseCidr } from '../../core/net/cidr.ts';
import { isRefused } from '../../core/net/refused.ts';
import { readEndpoint } from '../../core/ports/endpoint.ts';
import { probeAll, type Target } from '../../probe/probe.ts';
import { type Command, EXIT, type Terminal, UsageError } from '../command.ts';
import { endpointIn } from '../endpoint.ts';
import { loadProfile, type PlacedFinding } from '../load.ts';
import { findingsText, jsonText, table } from '../print.ts';

export const probe: Command = {
  name: 'probe',
  words: 'FILE|ENDPOINT…',
  summary: 'Connect to proxies from here and say what they speak and ask for',
  help: `
An endpoint is scheme://host:port, or host:port for http. A FILE is a profile. Connections go out from this machine
and to nothing but what is named; where nothing fits, to a few other ports of the same host that proxies use. No
credential is sent, and no third party is asked for anything.

  portolan probe socks5://proxy.corp.example:1080
  portolan probe headquarters.yaml
  portolan probe --json headquarters.yaml | jq '.results[] | select(.matches != true)'

Exit code 1 means that some proxy is not, or cannot be seen to be, what was said of it.
`,
  options: {},
  async run(words, options, terminal) {
    if (words.length === 0) throw new UsageError('which file or endpoint?');
    const sources = await Promise.all(words.map((word) => sourceOf(word, terminal)));
    const results: Result[] = [];
    for (const source of sources) results.push(...('findings' in source ? [source] : await look(source, terminal)));
    const seen = results.filter((one): one is Seen => 'proxy' in one);
    if (options.json === true) terminal.out(jsonText({ results }));
    else {
      if (seen.length > 0) terminal.out(table([HEAD, ...seen.map(row)]));
      for (const { source, findings } of results) terminal.out(findingsText(source, findings));
    }
    return results.length === seen.length && seen.every(({ matches }) => matches === true) ? EXIT.ok : EXIT.no;
  },
};

/** What a word of the command line stands for: proxies, or a file with errors. */
type Source =
  | {
      readonly source: string;
      readonly targets: readonly Target[];
      place(found: ProbeResult): readonly PlacedFinding[];
    }
  | Unread;
interface Unread {
  readonly source: string;
  readonly findings: readonly PlacedFinding[];
}
type Seen = Omit<ProbeResult, 'findings'> & Unread;
type Result = Seen | Unread;

async function sourceOf(word: string, terminal: Terminal): Promise<Source> {
  const written = endpointIn(word);
  if (written !== null) {
    const { endpoint, findings } = readEndpoint(written, '');
    if (endpoint === null || written.port === undefined) {
      throw new UsageError(`${word}: ${findings.map(({ message }) => message).join('; ')}`);
    }
    const target = { name: word, scheme: endpoint.scheme, host: endpoint.host.text, port: endpoint.port };
    return {
      source: word,
      targets: [target],
      place: ({ findings: found }) => found.map((one) => ({ ...one, path: '' })),
    };
  }
  const loaded = await loadProfile(terminal, word);
  if ('findings' in loaded) return { source: word, findings: loaded.findings };
  const { document, place } = loaded;
  const targets = Object.entries(document.proxies ?? {}).map(([name, proxy]) => ({ ...proxy, name }));
  return { source: word, targets, place: ({ findings }) => place(findings) };
}

/** Whoever runs this may connect from here to wherever they like: the guard only reads spellings strictly. */
const EVERYWHERE = ['0.0.0.0/0', '::/0'].map((text) => {
  const range = parseCidr(text);
  if (isRefused(range)) throw new Error(range.error);
  return range;
});

async function look({ source, targets, place }: Exclude<Source, Unread>, terminal: Terminal): Promise<Seen[]> {
  const results = await probeAll(targets, {
    ...terminal.network,
    guard: { networks: EVERYWHERE, own: [] },
    canary: null,
    connections: Number.POSITIVE_INFINITY,
    now: terminal.now,
  });
  return results.map((result) => ({ ...result, source, findings: place(result) }));
}

const HEAD = ['PROXY', 'STATE', 'SPEAKS', 'AUTHENTICATION', 'EXPOSURE', 'AS SAID'];

const row = ({ proxy, state, speaks, authentication, exposure, matches }: Seen): string[] => [
  proxy,
  state,
  speaks ?? '-',
  authentication === null ? '-' : authentication.join(' ') || 'none',
  exposure ?? '-',
  matches === null ? '?' : matches ? 'yes' : 'no',
];
