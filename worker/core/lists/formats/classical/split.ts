/** How is a routing rule of Clash or Surge cut into its fields? Pure. */
import { PARAMETERS } from './parameters.ts';

/** Fields between commas, blanks around them dropped; a comma inside parentheses parts nothing. */
export function splitRule(text: string): readonly string[] {
  if (!text.includes('(')) return text.split(',').map((field) => field.trim());
  const fields: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === ',' && depth === 0) {
      fields.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...fields, text.slice(start).trim()];
}

/** The type, an expression with the commas that are in it, and the parameters that end the rule. */
export function splitExpression(text: string): readonly string[] {
  const [type = '', ...rest] = text.split(',');
  let end = rest.length;
  while (end > 1 && PARAMETERS.has((rest[end - 1] ?? '').trim().toLowerCase())) end--;
  return [type.trim(), rest.slice(0, end).join(',').trim(), ...rest.slice(end).map((one) => one.trim())];
}
