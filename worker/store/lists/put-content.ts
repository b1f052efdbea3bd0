/** How does a raw text become the content of a list? Received piece by piece, then kept like any other revision. */
import type { Cause } from '../../../schemas/api.ts';
import type { RuleList } from '../../../schemas/list.ts';
import { finding } from '../../core/findings/finding.ts';
import type { Compiler } from '../compiler.ts';
import type { PutOutcome } from '../contract/documents.ts';
import type { ContentInput } from '../contract/lists.ts';
import { documentsAround } from '../documents/around.ts';
import { compileInPlace } from '../documents/compile-in-place.ts';
import { readLiveHead } from '../documents/head.ts';
import { keepDocument, unchanged } from '../documents/keep.ts';
import { checkPrecondition } from '../documents/precondition.ts';
import type { World } from '../world.ts';
import { adopt, forgetContent, type Upload } from './content.ts';
import { type KeptList, readKept } from './kept.ts';

/**
 * Makes an upload the content of a list, as a new revision unless it has it already; a list that is missing is made,
 * with the format `auto`. A subscribed list is refused.
 */
export function putContent(
  world: World,
  compiler: Compiler,
  input: Omit<ContentInput, 'body'>,
  upload: Upload,
): PutOutcome {
  const { id, precondition } = input;
  const refusal = checkPrecondition(readLiveHead(world.sql, { kind: 'list', id }), precondition);
  if (refusal !== null) return refusal;
  const list = readKept(world.sql, id) ?? { format: 'auto' };
  if (list.source !== undefined) {
    return { ok: false, reason: 'invalid', findings: [finding('list.has-source', '')] };
  }
  if (list.content?.sha256 === upload.sha256) return unchanged(world, { kind: 'list', ...input });
  return keepContent(world, compiler, { ...input, cause: 'put', list }, upload);
}

/** What is kept, and why. */
export interface ContentKeeping extends Pick<ContentInput, 'id' | 'dryRun' | 'actor'> {
  readonly cause: Cause;
  /** The document as it is kept, with its former content or none. */
  readonly list: KeptList;
}

/**
 * Keeps a list with an upload as its content, in the caller's transaction: revision, audit, and every profile that uses
 * the list. The same content makes no revision. What is refused leaves nothing behind.
 */
export function keepContent(
  world: World,
  compiler: Compiler,
  { list, ...keeping }: ContentKeeping,
  upload: Upload,
): PutOutcome {
  const isNew = adopt(world.sql, upload);
  const document: RuleList = { ...list, content: { sha256: upload.sha256 } };
  const target = { kind: 'list', id: keeping.id } as const;
  const compiled = compileInPlace(world, compiler, { ...target, document, documents: documentsAround(world.sql) });
  if (compiled.ok) return keepDocument(world, compiler, { ...target, ...keeping, compiled, publish: true });
  if (isNew) forgetContent(world.sql, upload.sha256);
  return { ok: false, reason: 'invalid', findings: compiled.findings };
}
