/** What does a line of a YAML list say? The scalars of a block sequence, one a line. Pure. */
import type { Refused } from '../../../net/refused.ts';

/** The scalar of a line, or why it is none. */
export type Scalar = string | Refused;

/**
 * `- plain`, `- 'single'`, `- "double"`, each with an optional comment (YAML 1.2, 7.3 and 8.2.1). Rule providers are
 * lists of such lines, and may have hundreds of thousands; other YAML is refused.
 */
export function scalarOf(line: string): Scalar {
  const [, rest] = /^-\s+(.*)$/.exec(line) ?? [];
  if (rest === undefined) return unreadable();
  const [, single] = /^'((?:[^']|'')*)'\s*(?:#.*)?$/.exec(rest) ?? [];
  if (single !== undefined) return single.replaceAll("''", "'");
  const [, double] = /^("(?:[^"\\]|\\.)*")\s*(?:#.*)?$/.exec(rest) ?? [];
  if (double !== undefined) return unescaped(double);
  if (/^['"[{&*!|>%@`]/.test(rest) && !/^\*\./.test(rest)) return unreadable();
  return rest.replace(/\s#.*$/, '').trim();
}

/** The escapes that YAML shares with JSON. */
function unescaped(quoted: string): Scalar {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return unreadable();
  }
}

function unreadable(): Refused {
  return { code: 'list.unreadable', error: 'expected an entry of the list, such as - DOMAIN-SUFFIX,name' };
}
