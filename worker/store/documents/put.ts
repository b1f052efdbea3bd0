/** How is a document stored? Precondition, compiler, names, then kept; all of it in the caller's transaction. */
import type { Compiler } from '../compiler.ts';
import type { PutInput, PutOutcome } from '../store.ts';
import type { World } from '../world.ts';
import { documentsAround } from './around.ts';
import { compileInPlace } from './compile-in-place.ts';
import { keepDocument } from './keep.ts';
import { checkPrecondition } from './precondition.ts';
import { readLiveHead } from './read.ts';

/** Stores a document, or refuses it and changes nothing. */
export function putDocument(world: World, compiler: Compiler, input: PutInput): PutOutcome {
  const refusal = checkPrecondition(readLiveHead(world.sql, input), input.precondition);
  if (refusal !== null) return refusal;
  const compiled = compileInPlace(world, compiler, { ...input, documents: documentsAround(world.sql) });
  if (!compiled.ok) return { ok: false, reason: 'invalid', findings: compiled.findings };
  return keepDocument(world, compiler, { ...input, compiled });
}
