/** Which form of an answer does a client want? JSON unless it asks for YAML. */

/** The media types of YAML: registered (RFC 9512), and as it was called before. */
const YAML_TYPES: readonly string[] = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];

/** One entry of an `Accept` header. */
interface Wanted {
  readonly type: string;
  readonly quality: number;
}

/** True when `Accept` names YAML, and JSON not with a higher quality (RFC 9110, 12.5.1). */
export function wantsYaml(accept: string | undefined): boolean {
  return isWanted(accept, YAML_TYPES, ['application/json']);
}

/** True when `Accept` names JSON: for files whose own type is another. */
export function wantsJson(accept: string | undefined): boolean {
  return isWanted(accept, ['application/json'], []);
}

/** True when `Accept` names this type, and JSON lines or JSON not with a higher quality. */
export function prefers(accept: string | undefined, type: string): boolean {
  return isWanted(accept, [type], ['application/json', 'application/jsonl', 'application/x-ndjson']);
}

function isWanted(accept: string | undefined, types: readonly string[], others: readonly string[]): boolean {
  const wanted = (accept ?? '').split(',').map(readWanted);
  const best = (names: readonly string[]) =>
    Math.max(0, ...wanted.filter(({ type }) => names.includes(type)).map(({ quality }) => quality));
  return best(types) > 0 && best(types) >= best(others);
}

function readWanted(text: string): Wanted {
  const [type = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const quality = parameters.map((part) => /^q=([01](?:\.[0-9]{0,3})?)$/.exec(part)?.[1]).find(Boolean);
  return { type, quality: quality === undefined ? 1 : Number(quality) };
}
