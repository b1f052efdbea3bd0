/** How is a dconf keyfile written? Pure; the one writer for that format (dconf(7), "Key files"; values are GVariant text). */
import { hashComment } from './lines.ts';

/** A string, a 32-bit integer, a boolean or a list of strings. */
export type DconfValue = string | number | boolean | readonly string[];

/** Groups by their dconf path without slashes at the ends. */
export type DconfGroups = Readonly<Record<string, Readonly<Record<string, DconfValue>>>>;

/** The whole keyfile. */
export function dconfKeyfile(comments: readonly string[], groups: DconfGroups): string {
  const lines = Object.entries(groups).flatMap(([path, values]) => [
    '',
    `[${path}]`,
    ...Object.entries(values).map(([key, value]) => `${key}=${variant(value)}`),
  ]);
  return `${[...comments.map(hashComment), ...lines].join('\n')}\n`;
}

/** GVariant text format. An empty list needs its type. */
export function variant(value: DconfValue): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return integer(value);
  return value.length === 0 ? '@as []' : `[${value.map(quoted).join(', ')}]`;
}

function integer(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) > 0x7fffffff)
    throw new RangeError('dconf takes 32-bit integers here');
  return String(value);
}

/** Quotes, backslashes and control characters are escaped; a lone surrogate has no UTF-8 form. */
function quoted(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return `'${whole.replace(/[\\']/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;
}
