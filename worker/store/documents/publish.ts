/** How does a stored revision come to be served as it is? */
import { note } from '../audit.ts';
import type { Compiler } from '../compiler.ts';
import type { PublishInput, PutOutcome } from '../contract/documents.ts';
import type { World } from '../world.ts';
import { documentsAround } from './around.ts';
import { compileInPlace } from './compile-in-place.ts';
import { keepFindings } from './findings.ts';
import { readLiveHead } from './head.ts';
import { outcome } from './keep.ts';
import { placeTexts } from './place.ts';
import { checkPrecondition } from './precondition.ts';
import { readRevision } from './revisions.ts';

/**
 * Publishes a stored revision of a live profile. It is compiled once more, so that its tests run before it is served.
 * When it is older than the newest one, the newest waits as the next.
 */
export function publishRevision(world: World, compiler: Compiler, input: PublishInput): PutOutcome {
  const target = { kind: 'profile', id: input.id } as const;
  const head = readLiveHead(world.sql, target);
  const refusal = checkPrecondition(head, input.precondition);
  if (refusal !== null) return refusal;
  const stored = readRevision(world.sql, target, input.revision);
  if (head === null || stored === null) return { ok: false, reason: 'missing' };
  const documents = documentsAround(world.sql);
  const compiled = compileInPlace(world, compiler, { ...target, document: JSON.parse(stored.document), documents });
  if (!compiled.ok) return { ok: false, reason: 'invalid', findings: compiled.findings };

  const { revision } = input;
  const isNewest = revision === head.revision;
  if (isNewest) keepFindings(world.sql, target, compiled.findings);
  const isPlaced = placeTexts(world, { ...input, compiled, publish: true }, { revision, newest: head.revision });
  if (isPlaced) note(world, input.actor, { ...target, action: 'publish', revision });
  const change = isPlaced ? 'replaced' : 'unchanged';
  return outcome(world, { ...target, dryRun: input.dryRun }, { change, previousRevision: null, madeUpKey: false });
}
