/** How does a command get rule lists? From files that hold their text, or their documents. */
import { MAX_CONTENT_BYTES, RuleList } from '../../schemas/list.ts';
import { MAX_DOCUMENT_BYTES } from '../../schemas/profile.ts';
import { Id } from '../../schemas/words.ts';
import { parseBytes } from '../core/document/parse.ts';
import { finding } from '../core/findings/finding.ts';
import { checkList } from '../core/lists/check.ts';
import type { ListContent, ParsedList } from '../core/lists/parse.ts';
import type { Lists } from '../core/rules/kind.ts';
import { type Options, type Terminal, UsageError } from './command.ts';
import { documentIn, formatOf, type PlacedFinding, readBytes } from './load.ts';
import { requireKind } from './recognise.ts';

/** The option of every command that reads profiles. */
export const LIST_OPTION = { list: { type: 'string', multiple: true } } as const;

/** Words about it for help texts. */
export const LIST_HELP = `--list ID=FILE is a rule list that the profiles name, as often as there are lists: a text in any format that is
recognised, or the document of a list with its text.`;

/** A list, or why its file holds none. */
export interface LoadedList {
  readonly file: string;
  /** Null where there are errors among the findings. */
  readonly parsed: ParsedList | null;
  /** What was read, where there is something. */
  readonly content: ListContent | null;
  readonly findings: readonly PlacedFinding[];
}

/** All lists of a call. */
export interface LoadedLists {
  readonly lists: Lists;
  readonly loaded: readonly LoadedList[];
  /** The first that is none. */
  readonly refused: LoadedList | null;
}

/** Reads the files that `--list` names. */
export async function loadLists(terminal: Terminal, options: Options): Promise<LoadedLists> {
  const named = [options.list ?? []].flat().map((pair) => idAndFile(String(pair)));
  const ids = named.map(({ id }) => id);
  const again = ids.find((id, at) => ids.indexOf(id) < at);
  if (again !== undefined) throw new UsageError(`--list: ${again} is given twice`);
  const loaded: LoadedList[] = [];
  for (const { file } of named) loaded.push(await loadList(terminal, file, 'auto'));
  const meanings = loaded.flatMap(({ parsed }, at) => (parsed ? [[ids[at] ?? '', parsed.meaning] as const] : []));
  return { lists: new Map(meanings), loaded, refused: loaded.find(({ parsed }) => parsed === null) ?? null };
}

/** Reads one file. `format`: of a text; a document has its own. */
export async function loadList(terminal: Terminal, file: string, format: RuleList['format']): Promise<LoadedList> {
  const bytes = await readBytes(terminal, file);
  if (isListDocument(file, bytes)) return loadDocument(file, bytes);
  if (bytes.byteLength > MAX_CONTENT_BYTES)
    throw new UsageError(`${file}: expected at most ${MAX_CONTENT_BYTES} bytes`);
  const text = textOf(bytes);
  const { parsed, findings } = checkList({ format, text });
  if (parsed === null) refuseOtherKind(file, bytes);
  return { file, parsed, content: contentOf(parsed, text), findings: findings.map((one) => ({ ...one, path: '' })) };
}

/** Whether a file holds the document of a list: YAML or JSON by its name, with a `format`, which no list format has. */
export function isListDocument(file: string, bytes: Uint8Array): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(file)) return false;
  return /(?:^|[{,])\s*["']?format["']?\s*:/m.test(textOf(bytes.subarray(0, BEGINNING)));
}

/** Where the first keys of a document stand. */
const BEGINNING = 4_096;

function loadDocument(file: string, bytes: Uint8Array): LoadedList {
  const limit = MAX_CONTENT_BYTES + MAX_DOCUMENT_BYTES;
  const read = documentIn(bytes, { format: formatOf(file, bytes), schema: RuleList, limit });
  if ('findings' in read) return { file, parsed: null, content: null, findings: read.findings };
  const { document, place } = read;
  if (document.text === undefined) {
    const key = document.source === undefined ? '/content' : '/source';
    return { file, parsed: null, content: null, findings: place([finding('list.not-inline', key)]) };
  }
  const { parsed, findings } = checkList(document);
  const isWrong = findings.some(({ severity }) => severity === 'error');
  const list = isWrong ? null : parsed;
  return { file, parsed: list, content: contentOf(list, document.text), findings: place(findings) };
}

function contentOf(parsed: ParsedList | null, text: string): ListContent | null {
  return parsed === null ? null : { format: parsed.report.format, chunks: [text] };
}

/** Only where nothing speaks for a list: there are list formats in JSON and YAML, with keys of their own. */
function refuseOtherKind(file: string, bytes: Uint8Array): void {
  const reading = parseBytes(bytes, formatOf(file, bytes), { limit: MAX_DOCUMENT_BYTES });
  if ('value' in reading) requireKind(file, reading.value, 'list');
}

function idAndFile(pair: string): { readonly id: string; readonly file: string } {
  const at = pair.indexOf('=');
  const [id, file] = [pair.slice(0, at), pair.slice(at + 1)];
  if (at < 0 || file === '') throw new UsageError('--list: expected ID=FILE');
  if (!Id.safeParse(id).success) throw new UsageError(`--list: ${JSON.stringify(id)} is no id of a list`);
  return { id, file };
}

/** The text of a file: UTF-8, or UTF-16 with a byte order mark. */
function textOf(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  const encoding = ENCODINGS[(first << 8) | second] ?? 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

const ENCODINGS: Readonly<Record<number, string>> = { 65534: 'utf-16le', 65279: 'utf-16be' };
