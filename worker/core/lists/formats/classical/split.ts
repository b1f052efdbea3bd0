/** How is a routing rule of Clash or Surge cut into its fields? Pure. */

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
