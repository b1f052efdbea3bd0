/** What does a handler find in its Hono context? */
import type { Env } from '../env.ts';
import type { Context as ServiceContext } from '../service/context.ts';

/** Bindings of the Worker, and what the middleware put there. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** Names this request in answers, logs and the audit. */
    requestId: string;
    /** What use cases work with; only behind authentication. */
    service: ServiceContext;
    /** The answer holds a secret: it is nowhere kept. */
    isSecret?: true;
  };
}
