/** From a text that a person or a script sent to a plain value, with every reason why not. Pure. */
import { MAX_DOCUMENT_BYTES } from '../../../schemas/profile.ts';
import { CODES, type FindingCode, findingPage } from '../findings/codes.ts';
import { safePointer } from '../findings/quote.ts';
import { contentOf } from './content.ts';
import type { Flaw } from './flaw.ts';
import { readJson } from './json.ts';
import { type Position, positionsOf } from './position.ts';
import { decodeBytes, isLongerThan, withoutMark } from './text.ts';
import { offsetAt, type Tree } from './tree.ts';
import { type Form, readYaml } from './yaml.ts';

/** The formats in which documents are written. */
export type Format = 'json' | 'yaml';

/** One reason why a text was not read: an entry of a problem's `errors`. */
export interface ReadError extends Position {
  readonly pointer: string;
  readonly code: FindingCode;
  readonly detail: string;
  readonly found?: string;
  readonly fix?: string;
  readonly docs: string;
}

/** A document that was read: a plain value, safe to walk and to keep. */
export interface ReadDocument {
  /** Plain objects, lists, texts, numbers, booleans and null; at most `MAX_NESTING` deep. */
  readonly value: unknown;
  /** Where a pointer's key or list entry stands, or the nearest thing around it; null when it is no pointer. */
  locate(pointer: string): Position | null;
}

/** How a document is read. */
export interface ReadOptions {
  /** The most bytes that it may have; those of a profile when absent. */
  readonly limit?: number | undefined;
  /** `one` when absent. */
  readonly form?: Form | undefined;
}

/** What reading gave: the document, or at least one error. */
export type Reading = ReadDocument | { readonly errors: readonly ReadError[] };

const READERS: Readonly<Record<Format, (text: string, form: Form) => Tree | readonly Flaw[]>> = {
  json: readJson,
  yaml: readYaml,
};

/**
 * Reads a document. Refused, never repaired: texts over the limit (`document.too-large`, before anything is parsed),
 * broken syntax, duplicate keys, keys such as `__proto__`, hostile nesting, numbers that readers would round,
 * and in YAML whatever has no JSON counterpart. Of many documents the value is always a list: YAML with its own
 * separators, or a list in either language; a map alone is a list of one.
 */
export function parseDocument(
  text: string,
  format: Format,
  { limit = MAX_DOCUMENT_BYTES, form = 'one' }: ReadOptions = {},
): Reading {
  const plain = withoutMark(text);
  if (isLongerThan(plain, limit)) return refuse(plain, [tooLarge(limit)]);
  if (plain.trim() === '') return refuse(plain, [EMPTY]);
  const read = READERS[format](plain, form);
  if (!('is' in read)) return refuse(plain, read.length > 0 ? read : [EMPTY]);
  const tree: Tree = form === 'many' && read.is !== 'list' ? { is: 'list', offset: read.offset, items: [read] } : read;
  const { value, flaws } = contentOf(tree);
  if (flaws.length > 0) return refuse(plain, flaws);
  const positionOf = positionsOf(plain);
  return {
    value,
    locate: (pointer) => {
      const offset = offsetAt(tree, pointer);
      return offset === null ? null : positionOf(offset);
    },
  };
}

/** Decodes bytes as strict UTF-8, or says where they stop being that. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly errors: readonly ReadError[] } {
  const decoded = decodeBytes(bytes);
  return 'flaw' in decoded ? refuse(decoded.text, [decoded.flaw]) : decoded;
}

/** Reads a document from bytes; the size is checked before anything else. */
export function parseBytes(
  bytes: Uint8Array,
  format: Format,
  { limit = MAX_DOCUMENT_BYTES, form }: ReadOptions = {},
): Reading {
  if (bytes.length > limit) return refuse('', [tooLarge(limit)]);
  const decoded = decodeUtf8(bytes);
  return 'errors' in decoded ? decoded : parseDocument(decoded.text, format, { limit, form });
}

const EMPTY: Flaw = { code: 'document.empty', offset: 0, pointer: '', detail: 'expected a document, found nothing' };

function tooLarge(limit: number): Flaw {
  return { code: 'document.too-large', offset: 0, pointer: '', detail: `expected at most ${limit} bytes` };
}

function refuse(text: string, flaws: readonly Flaw[]): { errors: readonly ReadError[] } {
  const positionOf = positionsOf(text);
  return {
    errors: flaws.map(({ offset, code, pointer, ...rest }) => {
      const { fix } = CODES[code];
      const advice = { ...(fix === undefined ? {} : { fix }), docs: findingPage(code) };
      return { code, pointer: safePointer(pointer), ...rest, ...advice, ...positionOf(offset) };
    }),
  };
}
