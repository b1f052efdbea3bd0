/** What does the Worker answer? Clients' URLs at once and with little code; everything else loads the management part. */
import { addressOf } from './edge/access.ts';
import type { Asked } from './edge/asked.ts';
import { readClientUrl } from './edge/client-url.ts';
import { type Admitted, serveConfig } from './edge/config.ts';
import { createMemory } from './edge/memory.ts';
import { createMisses } from './edge/misses.ts';
import { servePac } from './edge/pac.ts';
import { pathOf } from './edge/path.ts';
import { answerAtOnce } from './edge/quick.ts';
import { createReader } from './edge/reader.ts';
import type { Env } from './env.ts';
import { answerHealth } from './health/health.ts';
import { registryOf } from './store/client.ts';

export { Registry } from './store/registry.ts';

/** What this isolate remembers of what it served. */
const memory = createMemory();
/** Who asked this isolate for what is not there. */
const misses = createMisses();

// The runtime takes its handlers from the default export.
export default {
  fetch(request, env, context): Response | Promise<Response> {
    const url = readClientUrl(memory, request.url);
    if (url === null) return serveOthers(request, env);
    const now = Date.now();
    const asked = { request, url };
    return answerAtOnce(asked, memory, now) ?? serveClient(asked, env, { context, now });
  },

  /** The cron trigger: re-arms the registry's alarm should it ever have been lost. */
  async scheduled(_controller, env): Promise<void> {
    await registryOf(env).runDueWork();
  },
} satisfies ExportedHandler<Env>;

/** A PAC, a WPAD name, or something else of a profile. */
async function serveClient(
  { request, url }: Asked,
  env: Env,
  { context, now }: { readonly context: ExecutionContext; readonly now: number },
): Promise<Response> {
  const { path } = url;
  const reader = createReader({
    kv: env.KV,
    store: () => registryOf(env),
    mayAsk: () => misses.mayAsk(addressOf(request), now),
    later: (work) => context.waitUntil(work),
    memory,
    now,
  });
  const make = async (admitted: Admitted) => (await import('./config/serve.ts')).serveAdmitted(admitted, env);
  const answer =
    path.at === 'config'
      ? await serveConfig({ request, url: { ...url, path } }, { reader, make })
      : await servePac({ request, url: { ...url, path } }, reader);
  if (answer.status !== 404 || path.at === 'unknown') return answer;
  return misses.judge(answer, { address: addressOf(request), method: request.method, now });
}

/** Health, and everything that administrators use. */
async function serveOthers(request: Request, env: Env): Promise<Response> {
  const pathname = pathOf(request.url);
  if (pathname === '/healthz') return answerHealth(request);
  if (pathname === '/readyz') return (await import('./health/ready.ts')).answerReady(request, env, Date.now());
  const { manage } = await import('./management.ts');
  // Strangers must not make everybody's next fetch wait for KV: each call would.
  let isStranger = !pathname.startsWith('/v1/');
  try {
    const answer = await manage(request, env);
    isStranger ||= answer.status === 401;
    return answer;
  } finally {
    // Who has just written, or looked whether it is published, sees it here at once.
    if (!isStranger) memory.expire();
  }
}
