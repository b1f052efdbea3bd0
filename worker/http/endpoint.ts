/** What is an endpoint? Its contract and its handler in one record: OpenAPI, checks and answers come from the same schemas. */
import type { Context } from 'hono';
import * as z from 'zod';
import type { AppEnv } from './app-env.ts';
import type { Contract } from './contract.ts';
import { describeEndpoint } from './describe.ts';
import { type Located, readLocated, withLines } from './located.ts';
import { readParameters } from './parameters.ts';
import type { Router } from './router.ts';

/** An endpoint: its contract, and what it does. */
export interface Endpoint<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> extends Contract<P, Q, B> {
  handle(call: Call<P, Q, B>): Promise<Response> | Response;
}

/** One call, checked. */
export interface Call<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  readonly c: Context<AppEnv>;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
}

/** Puts an endpoint into a router: its contract into OpenAPI, its handler behind the checks of that contract. */
export function mount<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  router: Router,
  endpoint: Endpoint<P, Q, B>,
): void {
  router.openAPIRegistry.registerPath(describeEndpoint(endpoint));
  const path = endpoint.path.replaceAll(/\{(.+?)\}/g, ':$1');
  router.on([endpoint.method], [path], async (c) => {
    const params = readParameters(endpoint.params ?? z.strictObject({}), Object.entries(c.req.param())) as z.output<P>;
    const query = readParameters(endpoint.query ?? z.strictObject({}), new URL(c.req.url).searchParams) as z.output<Q>;
    const located = endpoint.body === undefined ? null : await readLocated(c.req.raw, endpoint.body);
    return answer(located, () => endpoint.handle({ c, params, query, body: located?.value as z.output<B> }));
  });
}

/** Runs a handler; a fault about the body gets the lines of the body. */
async function answer(located: Located | null, handle: () => Promise<Response> | Response): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    throw withLines(error, located);
  }
}
