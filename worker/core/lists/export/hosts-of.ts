/** Which hosts does a condition of nothing but hosts ask for, in the forms that rule sets have? Pure. */
import type { Condition } from '../../../../schemas/condition.ts';

/** One alternative. */
export type HostForm =
  | { readonly is: 'keyword'; readonly word: string }
  | { readonly is: 'wildcard'; readonly pattern: string }
  | { readonly is: 'regex'; readonly source: string };

/** The alternatives of a condition with one key, `host` or `regex` over hosts; null for all others. */
export function hostForms(condition: Condition): readonly HostForm[] | null {
  const keys = Object.keys(condition);
  if (keys.length !== 1) return null;
  if (condition.host !== undefined) return [condition.host].flat().map(formOfPattern);
  const parts = [condition.regex ?? []].flat();
  if (parts.length === 0 || parts.some((part) => part.url !== undefined)) return null;
  return parts.flatMap((part) => [part.host ?? []].flat().map((source) => ({ is: 'regex', source }) as const));
}

/** The host pattern as an expression: `.*` for `*`, `.` for `?`, and anchors where no `*` stands at the end. */
export function expressionOf(pattern: string): string {
  const body = pattern
    .replace(/^\*+|\*+$/g, '')
    .replace(/[\\^$.+()[\]{}|/]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return `${pattern.startsWith('*') ? '' : '^'}${body}${pattern.endsWith('*') ? '' : '$'}`;
}

/** Whether Go's RE2, which v2ray, sing-box and mihomo use, reads the expression alike: it has no look-ahead. */
export function isRe2(source: string): boolean {
  return !/\(\?[=!]/.test(source);
}

function formOfPattern(pattern: string): HostForm {
  const word = /^\*([^*?]+)\*$/.exec(pattern)?.[1];
  return word === undefined ? { is: 'wildcard', pattern } : { is: 'keyword', word };
}
