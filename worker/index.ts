/** What does the Worker answer? Clients' URLs at once and with little code; everything else loads the management part. */
import { type Admitted, serveConfig } from './edge/config.ts';
import { createMemory } from './edge/memory.ts';
import { servePac } from './edge/pac.ts';
import { readEdgePath } from './edge/path.ts';
import { createReader } from './edge/reader.ts';
import type { Env } from './env.ts';
import { registryOf } from './store/client.ts';

export { Registry } from './store/registry.ts';

/** What this isolate remembers of what it served. */
const memory = createMemory();

// The runtime takes its handlers from the default export.
export default {
  async fetch(request, env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/healthz') return answerHealth(request);
    const path = readEdgePath(pathname);
    if (path !== null) {
      const make = async (admitted: Admitted) => (await import('./config/serve.ts')).serveAdmitted(admitted, env);
      const reader = createReader({ kv: env.KV, store: () => registryOf(env), memory, now: Date.now() });
      return path.at === 'config' ? serveConfig(request, path, { reader, make }) : servePac(request, path, reader);
    }
    const { manage } = await import('./management.ts');
    return manage(request, env);
  },

  /** The cron trigger: re-arms the registry's alarm should it ever have been lost. */
  async scheduled(_controller, env): Promise<void> {
    await registryOf(env).runDueWork();
  },
} satisfies ExportedHandler<Env>;

/** Alive, whatever the state of storage is. */
function answerHealth({ method }: Request): Response {
  const headers = {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  if (method === 'GET') return new Response('{"status":"ok"}\n', { headers });
  if (method === 'HEAD') return new Response(null, { headers });
  return new Response('Only GET and HEAD\n', {
    status: 405,
    headers: { Allow: 'GET, HEAD', 'Content-Type': 'text/plain' },
  });
}
