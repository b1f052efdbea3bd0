/** How is a value written as JSON (RFC 8259)? Pure; the one writer for that language. */

/** What JSON holds; absent keys are left out. */
export type JsonValue =
  | null
  | string
  | number
  | boolean
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** Indented by two blanks, ending in a line feed, without a byte order mark; lone surrogates are escaped. */
export function json(value: JsonValue): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** On one line and in ASCII, for formats that carry JSON in a string of their own. */
export function jsonLine(value: JsonValue): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
