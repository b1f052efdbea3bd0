/** How does an earlier revision come back? As a new one: checked and compiled as if it had been sent again. */
import type { Compiler } from '../compiler.ts';
import type { PutOutcome, RollbackInput } from '../contract/documents.ts';
import type { World } from '../world.ts';
import { documentsAround } from './around.ts';
import { compileInPlace } from './compile-in-place.ts';
import { readLiveHead } from './head.ts';
import { keepDocument } from './keep.ts';
import { checkPrecondition } from './precondition.ts';
import { readRevision } from './revisions.ts';

/** Publishes an earlier revision as a new one; a deleted document is revived by it. */
export function rollbackDocument(world: World, compiler: Compiler, input: RollbackInput): PutOutcome {
  const refusal = checkPrecondition(readLiveHead(world.sql, input), input.precondition);
  if (refusal !== null) return refusal;
  const earlier = readRevision(world.sql, input, input.revision);
  if (earlier === null) return { ok: false, reason: 'missing' };
  const { kind, id } = input;
  const documents = documentsAround(world.sql);
  const compiled = compileInPlace(world, compiler, { kind, id, document: JSON.parse(earlier.document), documents });
  if (!compiled.ok) return { ok: false, reason: 'invalid', findings: compiled.findings };
  return keepDocument(world, compiler, { ...input, compiled, publish: true, cause: 'rollback' });
}
