/** How is a router made? Only here, so that each one answers bad input and unknown paths in the same way. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './app-env.ts';
import { parameterFault } from './parameters.ts';

/** A router that also collects what OpenAPI says of its routes. */
export type Router = OpenAPIHono<AppEnv>;

/** A new router. */
export function createRouter(): Router {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw parameterFault(result.error, {});
    },
  });
}
