/** Which part of a schema describes this value? Pure; the only file that looks inside zod's schemas. */
import type * as z from 'zod';

/** A schema stripped down to what a walk needs: what may stand in a map, a record or a list. */
export type Layout =
  | { readonly is: 'map'; readonly shape: Readonly<Record<string, z.core.$ZodType>> }
  | { readonly is: 'record'; readonly values: z.core.$ZodType }
  | { readonly is: 'list'; readonly items: z.core.$ZodType }
  | { readonly is: 'other' };

/** The layout that a schema gives to this value. A union gives the layout of its first branch that fits the value's kind. */
export function layoutOf(schema: z.core.$ZodType, value: unknown): Layout {
  const wanted = Array.isArray(value) ? 'list' : 'map';
  const layouts = branchesOf(schema).map(layoutOfBranch);
  return layouts.find(({ is }) => (is === 'record' ? 'map' : is) === wanted) ?? { is: 'other' };
}

/** The schema of one key or index of a value, or undefined where nothing may stand. */
export function schemaOfChild(schema: z.core.$ZodType, value: unknown, key: PropertyKey): z.core.$ZodType | undefined {
  const layout = layoutOf(schema, value);
  if (layout.is === 'list') return layout.items;
  if (layout.is === 'record') return layout.values;
  return layout.is === 'map' && Object.hasOwn(layout.shape, key) ? layout.shape[String(key)] : undefined;
}

/** What stands behind the wrappers: the branches of unions, the inside of optional, nullable, default and lazy schemas. */
function branchesOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'union') return def.options.flatMap(branchesOf);
  if (def.type === 'optional' || def.type === 'nullable' || def.type === 'default') return branchesOf(def.innerType);
  return def.type === 'lazy' ? branchesOf(def.getter()) : [schema];
}

function layoutOfBranch(schema: z.core.$ZodType): Layout {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') return { is: 'map', shape: def.shape };
  if (def.type === 'record') return { is: 'record', values: def.valueType };
  return def.type === 'array' ? { is: 'list', items: def.element } : { is: 'other' };
}
