/** How is a list's document kept, and how is it shown? Its content stands apart from it, under its hash. */
import type { Finding } from '../../../schemas/finding.ts';
import type { KeptContent, RuleList } from '../../../schemas/list.ts';
import { finding } from '../../core/findings/finding.ts';
import { readLiveHead } from '../documents/head.ts';
import { readRevisionText } from '../documents/revisions.ts';
import type { Sql } from '../world.ts';
import { contentText, keepText, sizeOf } from './content.ts';

/**
 * A list as its revisions keep it: never with `text`, and with the name of its content as soon as there is one; also
 * beside a `source`, of which it is what was last fetched.
 */
export type KeptList = Omit<RuleList, 'text'>;

/** A list to be kept, and the content that was kept only for it. */
export interface Keepable {
  readonly document: KeptList;
  readonly newContent: string | null;
}

/**
 * Bytes up to which a content is shown as `text`, whichever way it came. As JSON or YAML, escapes and indents included,
 * it stays below the limit of a document (1 MiB), so that what was read can be sent again.
 */
export const SHOWN_BYTES = 262_144;
/** What only escapes can say, at six characters for one, and what documents may not hold at all. */
const UNSHOWN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/;

/** A list as it is written: its text also as UTF-8. */
export type SentList = KeptList & { readonly text?: string | Uint8Array | undefined };

/** Keeps the content of a written document, or finds the one that it names. A subscription goes on with what it has. */
export function keepableOf(sql: Sql, id: string, { text, ...document }: SentList): Keepable | readonly Finding[] {
  if (text !== undefined) {
    const { sha256, isNew } = keepText(sql, text);
    return { document: { ...document, content: { sha256 } }, newContent: isNew ? sha256 : null };
  }
  if (document.source !== undefined) {
    const content = readKept(sql, id)?.content;
    return { document: { ...document, ...(content === undefined ? {} : { content }) }, newContent: null };
  }
  const { content } = document;
  if (content !== undefined && sizeOf(sql, content.sha256) === null) {
    return [finding('list.content-unknown', '/content/sha256', { found: content.sha256 })];
  }
  return { document, newContent: null };
}

/** The newest revision of a live list, or null. */
export function readKept(sql: Sql, id: string): KeptList | null {
  const target = { kind: 'list', id } as const;
  const head = readLiveHead(sql, target);
  return head === null ? null : (JSON.parse(readRevisionText(sql, head.hash)) as KeptList);
}

/** The document as people write and read it: what a PUT of it would leave unchanged. Keys in the order of the schema. */
export function shownList(sql: Sql, { content, source, ...words }: KeptList): RuleList {
  if (source !== undefined) return { ...words, source };
  if (content === undefined) return words;
  const text = shownText(sql, content.sha256);
  return text === null ? { ...words, content } : { ...words, text };
}

/** The content of a kept list, or null. */
export function contentOf(sql: Sql, { content }: KeptList): KeptContent | null {
  if (content === undefined) return null;
  return { sha256: content.sha256, bytes: sizeOf(sql, content.sha256) ?? 0 };
}

function shownText(sql: Sql, sha256: string): string | null {
  if ((sizeOf(sql, sha256) ?? 0) > SHOWN_BYTES) return null;
  const text = [...contentText(sql, sha256)].join('');
  return UNSHOWN.test(text) ? null : text;
}
