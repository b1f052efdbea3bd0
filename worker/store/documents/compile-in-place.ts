/** What does a document become here and now, among the documents and names that there are? */
import { hasErrors } from '../../core/findings/finding.ts';
import type { Compiled, CompileInput, Compiler, NotCompiled } from '../compiler.ts';
import { takenNames } from '../publication/names.ts';
import type { Sql, World } from '../world.ts';

/** Compiles a document, and adds what only the registry can know: whether its names are free. */
export function compileInPlace(
  { sql, now }: Pick<World, 'now'> & { readonly sql: Sql },
  compiler: Compiler,
  { kind, id, document, documents }: Omit<CompileInput, 'now'>,
): Compiled | NotCompiled {
  const compiled = compiler({ kind, id, document, now: now(), documents });
  if (!compiled.ok || compiled.publication === null) return compiled;
  const findings = [...compiled.findings, ...takenNames(sql, id, compiled.publication.delivery)];
  return hasErrors(findings) ? { ok: false, findings } : { ...compiled, findings };
}
