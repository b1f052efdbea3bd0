/** Does the store take a large list, a profile made with it, and a change of both, in a small heap? `node --max-old-space-size=100 bench/lists/keep.ts 500000`. */
import { createMemoryStore } from '../../test/store/memory.ts';
import { chunked, names } from './generate.ts';

const [, , count = '100000'] = process.argv;
const { store } = createMemoryStore();
const common = { precondition: {}, dryRun: false, actor: { by: 'bench', from: null, requestId: 'bench' } } as const;

/** The lines, made while they are taken, and `more` behind them. */
function body(more: string): ReadableStream<Uint8Array> {
  const chunks = chunked(names(Number(count)));
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = chunks.next();
      if (done !== true) return controller.enqueue(encoder.encode(value));
      controller.enqueue(encoder.encode(more));
      controller.close();
    },
  });
}

async function timed<Outcome extends { readonly ok: boolean }>(what: string, work: () => Promise<Outcome>) {
  const start = performance.now();
  const outcome = await work();
  const { heapUsed, rss } = process.memoryUsage();
  console.log(
    `${what} ${outcome.ok ? 'taken' : JSON.stringify(outcome).slice(0, 200)} in ${(performance.now() - start).toFixed(0)} ms, ` +
      `heap ${(heapUsed / 1e6).toFixed(0)} MB, rss ${(rss / 1e6).toFixed(0)} MB`,
  );
  return outcome;
}

const send = (more: string) => () => store.putContent({ id: 'big', body: body(more), ...common });
const list = await timed(`${count} lines`, send('#'));
if (list.ok) console.log(`${list.stored.list?.report?.totals.names} names`);
const profile = {
  proxies: { squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128 } },
  rules: [{ when: { list: 'big' }, use: 'direct' }],
  default: 'squid',
};
const put = { kind: 'profile', id: 'hq', document: profile, publish: true, cause: 'put', ...common } as const;
await timed('a profile made with it', () => store.put(put));
const changed = await timed('a change of it', send('added.example'));
if (changed.ok) console.log(`${changed.dependents.map(({ state }) => state).join(' ')}`);
const same = await timed('a change of a comment', send('added.example\n# a comment'));
if (same.ok) console.log(`${same.dependents.map(({ state }) => state).join(' ')}`);
