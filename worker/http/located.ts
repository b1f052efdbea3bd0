/** What does a body say, does it have the right shape, and on which line stands what is wrong? */
import type * as z from 'zod';
import { parseBytes, type ReadDocument, type ReadError } from '../core/document/parse.ts';
import { checkShape } from '../core/document/shape.ts';
import { entriesOf, Fault, type FaultEntry } from '../service/fault.ts';
import { readBody } from './body.ts';

/** A body that was read and has its schema's shape. */
export interface Located {
  readonly value: unknown;
  readonly locate: ReadDocument['locate'];
}

/** What is expected of a body. */
export interface BodyRules {
  readonly schema: z.ZodType;
  readonly maxBytes: number;
  /** An absent body counts as `{}`. */
  readonly optional?: true;
  /** The body may be several documents. */
  readonly form?: 'many';
}

/** Reads and checks a body. Faults: media-type, too-large, unreadable, invalid. */
export async function readLocated(request: Request, rules: BodyRules): Promise<Located> {
  const raw = await readBody(request, rules.maxBytes);
  const isEmpty = raw === null || raw.bytes.byteLength === 0;
  if (isEmpty && rules.optional === true) return { value: rules.schema.parse({}), locate: () => null };
  if (raw === null) throw new Fault('unreadable', 'Expected a body, found none.');
  const reading = parseBytes(raw.bytes, raw.syntax, { limit: rules.maxBytes, form: rules.form });
  if ('errors' in reading) throw unreadable(reading.errors);
  const shaped = checkShape(rules.schema, reading.value);
  if ('document' in shaped) return { value: shaped.document, locate: reading.locate };
  const errors = entriesOf(shaped.findings);
  throw withLines(new Fault('invalid', summarize(errors), { errors }), { value: null, locate: reading.locate });
}

/** The same fault with line and column at every place that the body has. Anything else is passed through. */
export function withLines(error: unknown, located: Located | null): unknown {
  if (!(error instanceof Fault) || located === null) return error;
  const errors = error.errors.map((entry) => ({ ...placeOf(entry, located), ...entry }));
  return new Fault(error.code, error.message, { errors, headers: error.headers });
}

const placeOf = (entry: FaultEntry, { locate }: Located) =>
  entry.parameter === undefined ? locate(entry.pointer) : null;

function unreadable(errors: readonly ReadError[]): Fault {
  const first = errors[0];
  const where = first === undefined ? '' : ` (line ${first.line}, column ${first.column})`;
  return new Fault('unreadable', `${first?.detail ?? 'The body could not be read'}${where}.`, { errors });
}

const summarize = (errors: readonly FaultEntry[]): string =>
  `Expected a body of the documented shape, found ${errors.length === 1 ? '1 place that differs' : `${errors.length} places that differ`}.`;
