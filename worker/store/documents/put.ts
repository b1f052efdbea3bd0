/** How is a document stored? Precondition, compiler, names, then kept; all of it in the caller's transaction. */
import { hasErrors } from '../../core/findings/finding.ts';
import type { Compiled, CompileInput, Compiler, NotCompiled } from '../compiler.ts';
import { takenNames } from '../publication/names.ts';
import type { PutInput, PutOutcome } from '../store.ts';
import type { Sql, World } from '../world.ts';
import { keepDocument } from './keep.ts';
import { checkPrecondition } from './precondition.ts';
import { readLiveHead } from './read.ts';

/** Stores a document, or refuses it and changes nothing. */
export function putDocument(world: World, compiler: Compiler, input: PutInput): PutOutcome {
  const refusal = checkPrecondition(readLiveHead(world.sql, input), input.precondition);
  if (refusal !== null) return refusal;
  const compiled = compileInPlace(world, compiler, input);
  if (!compiled.ok) return { ok: false, reason: 'invalid', findings: compiled.findings };
  return keepDocument(world, { ...input, compiled });
}

/** Compiles a document, and adds what only the registry can know: whether its names are free. */
export function compileInPlace(
  { sql, now }: Pick<World, 'now'> & { readonly sql: Sql },
  compiler: Compiler,
  { kind, id, document }: Omit<CompileInput, 'now'>,
): Compiled | NotCompiled {
  const compiled = compiler({ kind, id, document, now: now() });
  if (!compiled.ok || compiled.publication === null) return compiled;
  const findings = [...compiled.findings, ...takenNames(sql, id, compiled.publication.delivery)];
  return hasErrors(findings) ? { ok: false, findings } : { ...compiled, findings };
}
