/** Where does a namespace's id stand in `wrangler.toml`? Changes that line only, so that comments stay. Pure. */

/** The text with the id of the binding `KV` of one environment (null: the top level) in place; null when it has none. */
export function withNamespaceId(toml: string, environment: string | null, id: string): string | null {
  const heading = environment === null ? '[[kv_namespaces]]' : `[[env.${environment}.kv_namespaces]]`;
  const lines = toml.split('\n');
  for (let at = lines.findIndex((line) => isHeading(line, heading)); at >= 0; at = next(lines, at, heading)) {
    const end = endOf(lines, at);
    const table = lines.slice(at + 1, end);
    if (!table.some((line) => /^\s*binding\s*=\s*["']KV["']/.test(line))) continue;
    const place = table.findIndex((line) => /^\s*id\s*=/.test(line));
    const written = `id = "${id}"`;
    lines.splice(place < 0 ? end : at + 1 + place, place < 0 ? 0 : 1, written);
    return lines.join('\n');
  }
  return null;
}

const isHeading = (line: string, heading: string): boolean => line.replace(/#.*$/, '').trim() === heading;

function next(lines: readonly string[], after: number, heading: string): number {
  return lines.findIndex((line, index) => index > after && isHeading(line, heading));
}

/** The line behind the last setting of the table that begins at `at`. */
function endOf(lines: readonly string[], at: number): number {
  const following = lines.findIndex((line, index) => index > at && line.trimStart().startsWith('['));
  let end = following < 0 ? lines.length : following;
  while (end > at + 1 && /^\s*(?:#.*)?$/.test(lines[end - 1] ?? '')) end--;
  return end;
}
