/** Are the parameters of a request right? Path and query, by the same schemas that OpenAPI shows. */
import type * as z from 'zod';
import { segmentsOf, valueAt } from '../core/document/pointer.ts';
import { shapeFindings } from '../core/document/shape.ts';
import { Fault } from '../service/fault.ts';

/** Reads parameters by a schema. A name given twice is as wrong as an unknown one: a misspelt `dryRun` must not write. */
export function readParameters<Schema extends z.ZodType>(
  schema: Schema,
  values: Iterable<[string, string]>,
): z.output<Schema> {
  const collected = new Map<string, string | string[]>();
  for (const [name, value] of values) {
    const before = collected.get(name);
    collected.set(name, before === undefined ? value : [before, value].flat());
  }
  const given = Object.fromEntries(collected);
  const result = schema.safeParse(given);
  if (!result.success) throw parameterFault(result.error, given);
  return result.data;
}

/** The fault for parameters that a schema refused. Values are not shown: a key may have been given in the place of its id. */
export function parameterFault(error: z.core.$ZodError, given: unknown): Fault {
  const errors = shapeFindings(error, given).map(({ code, path, expected, found }) => {
    const parameter = segmentsOf(path)?.[0] ?? '';
    if (code === 'shape.unknown-key')
      return { pointer: '', parameter, code: 'parameter.unknown', detail: `${parameter}: there is no such parameter` };
    const isAbsentOrRepeated = code === 'shape.missing' || Array.isArray(valueAt(given, path));
    const detail = `${parameter}: expected ${expected}${isAbsentOrRepeated ? `, found ${found}` : ''}`;
    return { pointer: '', parameter, code: 'parameter.invalid', detail };
  });
  return new Fault('invalid', errors[0]?.detail ?? 'A parameter is not valid.', { errors });
}
