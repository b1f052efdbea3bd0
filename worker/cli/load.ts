/** How does a file become a checked document? The same steps as in the service, told by line and column. */
import type * as z from 'zod';
import type { Kind } from '../../schemas/api.ts';
import type { Finding } from '../../schemas/finding.ts';
import { Profile } from '../../schemas/profile.ts';
import { type Format, parseBytes } from '../core/document/parse.ts';
import type { Position } from '../core/document/position.ts';
import { checkShape } from '../core/document/shape.ts';
import { type Terminal, UsageError } from './command.ts';
import { requireKind } from './recognise.ts';

/** A finding with its place in the file, where it has one. */
export type PlacedFinding = Finding & Partial<Position>;

/** A document in its schema's type, or why it is none; `place` adds lines to findings that come later. */
export type Loaded<Document> =
  | { readonly document: Document; readonly place: (findings: readonly Finding[]) => PlacedFinding[] }
  | { readonly findings: readonly PlacedFinding[] };

/** Reads a profile from a file; `-` is standard input. A file that cannot be read, or holds another kind, is a usage error. */
export const loadProfile = (terminal: Terminal, path: string): Promise<Loaded<Profile>> =>
  loadDocument(terminal, path, { schema: Profile, kind: 'profile' });

/** Reads a document of a kind. The format is told by the file's name, and by its first character for `-`. */
export async function loadDocument<Document>(
  terminal: Terminal,
  path: string,
  { schema, kind }: { readonly schema: z.ZodType<Document>; readonly kind: Kind },
): Promise<Loaded<Document>> {
  const bytes = await readBytes(terminal, path);
  const expect = (value: unknown) => requireKind(path, value, kind);
  return documentIn(bytes, { format: formatOf(path, bytes), schema, expect });
}

/** What bytes of a document are read as. */
export interface ReadAs<Document> {
  readonly format: Format;
  readonly schema: z.ZodType<Document>;
  /** Bytes of the largest one; that of a profile when absent. */
  readonly limit?: number;
  /** Sees the value before its shape is looked at, and may refuse it. */
  readonly expect?: (value: unknown) => void;
}

/** A document of any schema in bytes. */
export function documentIn<Document>(
  bytes: Uint8Array,
  { format, schema, limit, expect }: ReadAs<Document>,
): Loaded<Document> {
  const reading = parseBytes(bytes, format, { limit });
  if ('errors' in reading) {
    return {
      findings: reading.errors.map(({ pointer, detail, ...rest }) => ({
        ...rest,
        ...ERROR,
        path: pointer,
        message: detail,
      })),
    };
  }
  expect?.(reading.value);
  const place = (findings: readonly Finding[]): PlacedFinding[] =>
    findings.map((finding) => ({ ...finding, ...reading.locate(finding.path) }));
  const shaped = checkShape(schema, reading.value);
  return 'findings' in shaped ? { findings: place(shaped.findings) } : { document: shaped.document, place };
}

const ERROR = { severity: 'error' } as const;

/** The bytes of a file; `-` is standard input. A file that cannot be read is a usage error. */
export async function readBytes(terminal: Terminal, path: string): Promise<Uint8Array> {
  try {
    return await terminal.readFile(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** JSON documents begin with `{`; so does YAML's flow style, which is then read as JSON only under a `.json` name or from `-`. */
export function formatOf(path: string, bytes: Uint8Array): Format {
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  if (/\.json$/i.test(path)) return 'json';
  return new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith('{') ? 'json' : 'yaml';
}

/** The id for a document that is only a file: its name without folder and ending, made to fit. */
export function idOf(path: string): string {
  const stem = (path.split(/[\\/]/).at(-1) ?? '').replace(/\.[^.]*$/, '').toLowerCase();
  return (
    stem
      .replace(/[^a-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 63) || 'profile'
  );
}
