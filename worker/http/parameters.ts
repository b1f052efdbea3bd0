/** Are the parameters of a request right? Path and query, by the same schemas that OpenAPI shows. */
import type * as z from 'zod';
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
  const result = schema.safeParse(Object.fromEntries(collected));
  if (!result.success) throw parameterFault(result.error);
  return result.data;
}

/** The fault for parameters that a schema refused. */
export function parameterFault(error: z.core.$ZodError): Fault {
  const errors = error.issues.flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')];
    return names.map((parameter) => ({
      pointer: '',
      parameter,
      ...(issue.code === 'unrecognized_keys'
        ? { code: 'parameter.unknown', detail: `${parameter}: there is no such parameter` }
        : { code: 'parameter.invalid', detail: `${parameter}: ${issue.message}` }),
    }));
  });
  return new Fault('invalid', errors[0]?.detail ?? 'A parameter is not valid.', { errors });
}
