/** How is a document made anew that nobody waits for? Compiled and put in place as due work, each in a transaction of its own. */
import { note } from '../audit.ts';
import type { Compiler } from '../compiler.ts';
import type { Actor } from '../contract/actor.ts';
import type { DocumentName } from '../contract/documents.ts';
import { readKept } from '../lists/kept.ts';
import { keepMeaning } from '../lists/meaning.ts';
import { hold } from '../publication/held.ts';
import { readSlot } from '../publication/slots.ts';
import { followSource } from '../subscriptions/follow.ts';
import { FOR_GOOD, transact } from '../transact.ts';
import { schedule } from '../work/due.ts';
import { readRebuild } from '../work/rebuilds.ts';
import type { World } from '../world.ts';
import { documentsAround } from './around.ts';
import { compileInPlace } from './compile-in-place.ts';
import { keepFindings } from './findings.ts';
import { readLiveHead } from './head.ts';
import { placeTexts } from './place.ts';
import { reasonOf } from './reason.ts';
import { readRevision } from './revisions.ts';

/** The clock, as the audit names it. */
const CLOCK: Actor = { by: 'clock', from: null, requestId: 'due-work' };

/** Makes a document anew: what a list means, what is found in it, what a profile serves and what waits. */
export function rebuildLater(world: World, compiler: Compiler, subject: string): null {
  const { kind, id, served: wanted } = readRebuild(subject);
  const target = { kind, id };
  transact(world, FOR_GOOD, () => {
    const head = readLiveHead(world.sql, target);
    if (head === null) return;
    const current = kind === 'profile' ? (readSlot(world.sql, id, 'current')?.revision ?? 0) : 0;
    const served = wanted ?? current;
    // Somebody has published something newer since this was asked for.
    if (current > served) return;
    if (served > 0) place(world, compiler, { target, revision: served, newest: head.revision });
    if (served !== head.revision) {
      place(world, compiler, { target, revision: head.revision, newest: head.revision, waits: true });
    }
  });
  return null;
}

interface Placing {
  readonly target: DocumentName;
  readonly revision: number;
  readonly newest: number;
  /** It is not served, but waits as the next one. */
  readonly waits?: true;
}

function place(world: World, compiler: Compiler, { target, revision, newest, waits }: Placing): void {
  const { sql } = world;
  const { id } = target;
  const stored = readRevision(sql, target, revision);
  if (stored === null) return;
  const documents = documentsAround(sql);
  const compiled = compileInPlace(world, compiler, { ...target, document: JSON.parse(stored.document), documents });
  if (revision === newest) keepFindings(sql, target, compiled.findings);
  const isServed = target.kind === 'profile' && readSlot(sql, id, 'current')?.revision === revision;
  if (!compiled.ok) {
    // What is served goes on being served; what was never served here is not, and the findings say why.
    if (isServed) hold(sql, id, reasonOf('what it names', revision, compiled), world.now());
    return;
  }
  if (compiled.list !== undefined) keepMeaning(sql, id, compiled.list);
  if (target.kind === 'list') followSource(world, { id }, readKept(sql, id));
  if (compiled.changesAt !== null) schedule(sql, 'expire-rules', id, compiled.changesAt);
  const isChanged = placeTexts(world, { id, compiled, publish: waits !== true, follows: true }, { revision, newest });
  if (isChanged && isServed) note(world, CLOCK, { ...target, action: 'rebuild', revision });
}
