/** What is an endpoint? Its contract and its handler in one record: OpenAPI, checks and answers come from the same schemas. */
import type { Context } from 'hono';
import * as z from 'zod';
import type { FaultCode } from '../service/fault.ts';
import type { AppEnv } from './app-env.ts';
import { describeEndpoint } from './describe.ts';
import { type Located, readLocated, withLines } from './located.ts';
import { readParameters } from './parameters.ts';
import type { Router } from './router.ts';

/** A body that an endpoint reads. */
export interface BodyContract<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly maxBytes: number;
  /** One valid body, for the documentation and its tests. */
  readonly example: unknown;
  /** An absent body counts as `{}`. */
  readonly optional?: true;
  /** Several documents: YAML with `---` between them, or a list; a map alone is a list of one. */
  readonly form?: 'many';
}

/** A body of any media type, which the handler reads itself. */
export interface RawBodyContract {
  readonly maxBytes: number;
  readonly example: string;
}

/** A good answer. */
export interface AnswerContract {
  readonly description: string;
  /** Media type to schema; absent when there is no body. */
  readonly content?: Readonly<Record<string, z.ZodType>>;
  readonly example?: unknown;
  /** Further media types, in which the answer is a bare text. */
  readonly texts?: readonly string[];
  /** Header name to its meaning. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An endpoint: everything that a client can know of it, and what it does. */
export interface Endpoint<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  readonly method: 'get' | 'put' | 'post' | 'delete';
  /** As OpenAPI writes it: `/v1/profiles/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  /** Request headers that mean something, with their meaning. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyContract<B>;
  /** Instead of `body`. */
  readonly rawBody?: RawBodyContract;
  readonly answers: Readonly<Record<number, AnswerContract>>;
  /** Refusals beside those that follow from the contract itself (401, 403, 400, 413, 415, 422). */
  readonly faults?: readonly FaultCode[];
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
