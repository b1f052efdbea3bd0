/** How is a value written as an XML property list (Apple, PropertyList-1.0.dtd)? Pure; the one writer for that format. */
import { xmlText } from './xml.ts';

/** What a property list of a configuration holds. Numbers are integers. */
export type PlistValue =
  | string
  | number
  | boolean
  | readonly PlistValue[]
  | { readonly [key: string]: PlistValue | undefined };

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
`;

/** The whole document; keys stay in their order, absent ones are left out. Throws on numbers that are no integers. */
export function plist(value: PlistValue): string {
  return `${HEAD}${lines(value).join('\n')}\n</plist>\n`;
}

function lines(value: PlistValue): string[] {
  if (typeof value === 'string') return [`<string>${xmlText(value)}</string>`];
  if (typeof value === 'boolean') return [value ? '<true/>' : '<false/>'];
  if (typeof value === 'number') return [integer(value)];
  if (isList(value)) return block('array', value.flatMap(lines));
  return block(
    'dict',
    Object.entries(value).flatMap(([key, child]) =>
      child === undefined ? [] : [`<key>${xmlText(key)}</key>`, ...lines(child)],
    ),
  );
}

const isList = (value: PlistValue): value is readonly PlistValue[] => Array.isArray(value);

function block(name: string, children: readonly string[]): string[] {
  return children.length === 0 ? [`<${name}/>`] : [`<${name}>`, ...children.map((line) => `  ${line}`), `</${name}>`];
}

function integer(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError('a property list takes integers here');
  return `<integer>${value}</integer>`;
}
