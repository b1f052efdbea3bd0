/** How is a document stored? Precondition, compiler, names, then kept; all of it in the caller's transaction. */
import { RuleList } from '../../../schemas/list.ts';
import { canonicalText } from '../../core/document/canonical.ts';
import type { Compiler, Documents } from '../compiler.ts';
import type { PutInput, PutOutcome } from '../contract/documents.ts';
import { forgetContent } from '../lists/content.ts';
import { type KeptList, keepableOf, readKept, type SentList } from '../lists/kept.ts';
import type { Sql, World } from '../world.ts';
import { documentsAround } from './around.ts';
import { compileInPlace } from './compile-in-place.ts';
import { readLiveHead } from './head.ts';
import { keepDocument, unchanged } from './keep.ts';
import { checkPrecondition } from './precondition.ts';

/**
 * Stores a document, or refuses it and changes nothing. `around`: lists and policies that were read already, for who
 * stores many profiles and knows that those stay as they are.
 */
export function putDocument(world: World, compiler: Compiler, input: PutInput, around?: Documents): PutOutcome {
  const refusal = checkPrecondition(readLiveHead(world.sql, input), input.precondition);
  if (refusal !== null) return refusal;
  return input.kind === 'list' ? putList(world, compiler, input) : putCompiled(world, compiler, input, around);
}

/** The content of a list is kept apart from its document; with one that is refused, its content goes again. */
function putList(world: World, compiler: Compiler, input: PutInput): PutOutcome {
  const sent: SentList = input.document as RuleList;
  const keepable = keepableOf(world.sql, input.id, input.text === undefined ? sent : { ...sent, text: input.text });
  if (!('document' in keepable)) return { ok: false, reason: 'invalid', findings: keepable };
  const { document, newContent } = keepable;
  if (isKept(world.sql, input.id, document)) return unchanged(world, input);
  const outcome = putCompiled(world, compiler, { ...input, document });
  if (!outcome.ok && newContent !== null) forgetContent(world.sql, newContent);
  return outcome;
}

/** Whether the newest revision of a live list is this document. */
function isKept(sql: Sql, id: string, document: KeptList): boolean {
  const kept = readKept(sql, id);
  return kept !== null && canonicalText(RuleList, kept) === canonicalText(RuleList, document);
}

function putCompiled(world: World, compiler: Compiler, input: PutInput, around?: Documents): PutOutcome {
  const documents = documentsAround(world.sql, around);
  const compiled = compileInPlace(world, compiler, { ...input, documents });
  if (!compiled.ok) return { ok: false, reason: 'invalid', findings: compiled.findings };
  return keepDocument(world, compiler, { ...input, compiled });
}
