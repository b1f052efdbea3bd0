/**
 * What does serving a PAC cost? `node bench/serve/run.ts` loads the Worker and, in the same run, a bare Worker that
 * answers the same bytes and headers from memory, turn by turn, and prints the ratio; then the time to import what a PAC
 * request needs. Without the entry that Miniflare puts before Workers: it would hide the difference.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { table } from '../pac/tables.ts';
import { bundle, eager } from './build.ts';
import { median } from './median.ts';
import { importMs } from './start-up.ts';
import { load } from './wrk.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '3' }, turns: { type: 'string', default: '5' } },
});
const [seconds, turns] = [Number(options.seconds), Number(options.turns)];
const TOKEN = 'bench-admin-token-0123456789abcdef';
const COMPATIBILITY = { compatibilityDate: '2026-10-23', compatibilityFlags: ['nodejs_compat'] };
const NAMES: readonly number[] = [10, 10_000];
const CONNECTIONS: readonly number[] = [1, 32];

const folder = mkdtempSync(`${tmpdir()}/portolan-bench-`);
try {
  await showLoad(bundle(folder));
  const start = importMs(eager(folder));
  const times = `best ${start.best.toFixed(1)} ms, median ${start.median.toFixed(1)} ms of 15 processes`;
  console.log(`\nimport of what a PAC request needs: ${times}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function showLoad(script: string): Promise<void> {
  const rows: string[][] = [];
  for (const names of NAMES) {
    for (const connections of CONNECTIONS) rows.push(await measure(script, names, connections));
  }
  console.log(table(['names', 'bytes', 'connections', 'bare /s', 'Portolan /s', 'ratio', 'errors'], rows));
}

/** One line: both Workers in turns, so that what else the machine does hits both alike. */
async function measure(script: string, names: number, connections: number): Promise<string[]> {
  const ours = new Miniflare({
    ...convertV4MiniflareOptions({
      workers: [
        {
          name: 'portolan',
          ...COMPATIBILITY,
          modules: [{ type: 'ESModule', path: 'index.js', contents: script }],
          kvNamespaces: { KV: 'kv' },
          durableObjects: { REGISTRY: { className: 'Registry', useSQLite: true } },
          bindings: { ADMIN_TOKEN: TOKEN },
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
      ],
    }),
    cf: false,
  });
  try {
    const origin = (await ours.unsafeGetDirectURL('portolan')).href;
    const url = await publish(origin, names);
    const answer = await fetch(url);
    const bytes = await answer.arrayBuffer();
    const bare = bareWorker(new TextDecoder().decode(bytes), Object.fromEntries(answer.headers));
    try {
      const bareUrl = (await bare.unsafeGetDirectURL('bare')).href;
      const ratios: number[] = [];
      let [bareBest, oursBest, errors] = [0, 0, 0];
      for (let turn = 0; turn < turns; turn++) {
        const one = await load(bareUrl, { seconds, connections });
        const other = await load(url, { seconds, connections });
        ratios.push(other.perSecond / one.perSecond);
        bareBest = Math.max(bareBest, one.perSecond);
        oursBest = Math.max(oursBest, other.perSecond);
        errors += one.errors + other.errors;
      }
      const figures = [bareBest, oursBest].map((figure) => figure.toFixed(0));
      return [
        String(names),
        String(bytes.byteLength),
        String(connections),
        ...figures,
        median(ratios).toFixed(2),
        String(errors),
      ];
    } finally {
      await bare.dispose();
    }
  } finally {
    await ours.dispose();
  }
}

/** A profile with so many names; gives the URL of its PAC, with its key. */
async function publish(origin: string, names: number): Promise<string> {
  const domain = Array.from({ length: names }, (_, n) => `h${(n * 7_919) % 1_000_003}.example`);
  const document = {
    proxies: { squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128 } },
    rules: [{ when: { domain }, use: 'direct' }],
    default: 'squid',
  };
  const answer = await fetch(`${origin}v1/profiles/bench`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(document),
  });
  const told = (await answer.json()) as { publication?: { pacUrl: string } };
  const { publication } = told;
  if (publication === undefined)
    throw new Error(`PUT answered ${answer.status}: ${JSON.stringify(told).slice(0, 400)}`);
  return new URL(new URL(publication.pacUrl).pathname, origin).href;
}

/** A Worker that answers these bytes with these headers, whatever it is asked. */
function bareWorker(text: string, headers: Record<string, string>): Miniflare {
  const { date: _date, connection: _connection, 'keep-alive': _alive, 'transfer-encoding': _coding, ...kept } = headers;
  const contents = `const bytes = new TextEncoder().encode(${JSON.stringify(text)});
    const headers = ${JSON.stringify(kept)};
    export default { fetch: () => new Response(bytes, { headers }) };`;
  return new Miniflare({
    ...convertV4MiniflareOptions({
      workers: [
        {
          name: 'bare',
          ...COMPATIBILITY,
          modules: [{ type: 'ESModule', path: 'bare.js', contents }],
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
      ],
    }),
    cf: false,
  });
}
