/** How is a value written as YAML 1.2? Pure; the one writer for that language. */
import { jsonLine } from './json.ts';

/** What a document holds; absent keys are left out. */
export type YamlValue = string | number | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

/** The lines of a block mapping or sequence. Empty ones are written as `{}` and `[]`. */
export function yamlLines(value: YamlValue): string[] {
  if (typeof value === 'string') return [yamlString(value)];
  if (typeof value === 'number') return [String(value)];
  if (isList(value)) return value.length === 0 ? ['[]'] : value.flatMap(item);
  const entries = Object.entries(value).flatMap(([key, child]) => (child === undefined ? [] : [[key, child] as const]));
  return entries.length === 0 ? ['{}'] : entries.flatMap(([key, child]) => entry(key, child));
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);

const isEmpty = (value: YamlValue): boolean => typeof value === 'object' && Object.keys(value).length === 0;

/** A dash, and the item's lines behind it. */
function item(value: YamlValue): string[] {
  const [first = '', ...more] = yamlLines(value);
  return [`- ${first}`, ...more.map((line) => `  ${line}`)];
}

function entry(key: string, value: YamlValue): string[] {
  const name = /^[A-Za-z][A-Za-z0-9_-]*$/.test(key) ? key : yamlString(key);
  const lines = yamlLines(value);
  if (typeof value !== 'object' || isEmpty(value)) return [`${name}: ${lines.join('')}`];
  return [`${name}:`, ...lines.map((line) => `  ${line}`)];
}

/** A double-quoted scalar (YAML 1.2.2, 7.3.1), whose escapes are a superset of JSON's. */
const yamlString = (text: string): string => jsonLine(text);
