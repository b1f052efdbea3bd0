/** How does a restored document come to work again? Compiled and put in place, one by one, as due work. */
import type { Compiler } from '../compiler.ts';
import { documentsAround } from '../documents/around.ts';
import { compileInPlace } from '../documents/compile-in-place.ts';
import { keepFindings } from '../documents/findings.ts';
import { placeTexts } from '../documents/place.ts';
import { readLiveHead, readRevision, type Target } from '../documents/read.ts';
import { readKept } from '../lists/kept.ts';
import { keepMeaning } from '../lists/meaning.ts';
import { followSource } from '../subscriptions/follow.ts';
import { transact } from '../transact.ts';
import { schedule } from '../work/due.ts';
import type { World } from '../world.ts';

/** What is named is made before what names it: how long each kind waits, in milliseconds. */
const WAITS: Readonly<Record<Target['kind'], number>> = { list: 0, firewall: 1, profile: 2 };

/** Asks for a document to be made anew. `served`: the revision that clients get; 0: none. */
export function scheduleRebuild({ sql, now }: World, { kind, id }: Target, served: number): void {
  schedule(sql, 'rebuild', `${kind}/${id}/${served}`, now() + WAITS[kind]);
}

/** Makes a document anew: what a list means, what is found in it, what a profile serves and what waits. */
export function rebuildRestored(world: World, compiler: Compiler, subject: string): null {
  const [kind, id = '', served] = subject.split('/');
  const target = { kind, id } as Target;
  transact(world, false, () => {
    const head = readLiveHead(world.sql, target);
    if (head === null) return;
    if (Number(served) > 0) place(world, compiler, { target, revision: Number(served), newest: head.revision });
    if (Number(served) !== head.revision) {
      place(world, compiler, { target, revision: head.revision, newest: head.revision, waits: true });
    }
  });
  return null;
}

interface Placing {
  readonly target: Target;
  readonly revision: number;
  readonly newest: number;
  /** It is not served, but waits as the next one. */
  readonly waits?: true;
}

function place(world: World, compiler: Compiler, { target, revision, newest, waits }: Placing): void {
  const { sql } = world;
  const stored = readRevision(sql, target, revision);
  if (stored === null) return;
  const documents = documentsAround(sql);
  const compiled = compileInPlace(world, compiler, { ...target, document: JSON.parse(stored.document), documents });
  if (revision === newest) keepFindings(sql, target, compiled.findings);
  // Newer software may refuse what older software took: then nothing is served that was not before, and the findings say why.
  if (!compiled.ok) return;
  if (compiled.list !== undefined) keepMeaning(sql, target.id, compiled.list);
  if (target.kind === 'list') followSource(world, target, readKept(sql, target.id));
  if (compiled.changesAt !== null) schedule(sql, 'expire-rules', target.id, compiled.changesAt);
  placeTexts(world, { id: target.id, compiled, publish: waits !== true }, { revision, newest });
}
