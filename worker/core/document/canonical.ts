/** Which one text stands for all equal documents? Pure. */
import type * as z from 'zod';
import { layoutOf } from './schema-walk.ts';

/**
 * The canonical JSON text of a document: no blanks; the keys that a schema knows in the schema's order; the names of a
 * record (proxies, routes, …), whose order means nothing, sorted by UTF-16 units. Lists keep their order. Documents
 * that differ only in the order of keys or in JSON against YAML give equal bytes, so entity tags are made of it.
 */
export function canonicalText(schema: z.core.$ZodType, document: unknown): string {
  return JSON.stringify(canonicalOrder(schema, document));
}

/** The same document with its keys in canonical order. Absent (`undefined`) keys are left out. */
export function canonicalOrder<Value>(schema: z.core.$ZodType, document: Value): Value {
  return ordered(schema, document) as Value;
}

function ordered(schema: z.core.$ZodType, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const layout = layoutOf(schema, value);
  if (Array.isArray(value)) return layout.is === 'list' ? value.map((item) => ordered(layout.items, item)) : value;
  if (layout.is === 'record') return pick(value, Object.keys(value).sort(), () => layout.values);
  return layout.is === 'map' ? pick(value, Object.keys(layout.shape), (key) => layout.shape[key]) : value;
}

function pick(
  value: object,
  keys: readonly string[],
  schemaOf: (key: string) => z.core.$ZodType | undefined,
): Record<string, unknown> {
  const known = keys.filter((key) => Object.hasOwn(value, key));
  const entries = known.flatMap((key) => {
    const schema = schemaOf(key);
    const child = (value as Readonly<Record<string, unknown>>)[key];
    return child === undefined || schema === undefined ? [] : [[key, ordered(schema, child)] as const];
  });
  return Object.fromEntries(entries);
}
