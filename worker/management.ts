/** What is the management part made of? The one place where storage, use cases and routes are put together. */
import type { Env } from './env.ts';
import { createApp } from './routes/app.ts';
import { registryOf } from './store/client.ts';

const app = createApp(registryOf);

/** Answers everything that is not a client's URL. */
export function manage(request: Request, env: Env): Response | Promise<Response> {
  return app.fetch(request, env);
}
