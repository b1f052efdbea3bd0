/** What can a client know of an endpoint? OpenAPI and the checks of a call are made of this. */
import type * as z from 'zod';
import type { FaultCode } from '../service/fault.ts';

/** A body that an endpoint reads. */
export interface BodyContract<Schema = z.ZodType> {
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

/** All that a client can know of an endpoint. */
export interface Contract<P = z.ZodObject, Q = z.ZodObject, B = z.ZodType> {
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
  /** Refusals beside those that follow from the contract itself, which `describe.ts` lists. */
  readonly faults?: readonly FaultCode[];
}
