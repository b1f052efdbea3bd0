/** What becomes of profiles when a document changes that they are made with? They are built and tested anew, in the same transaction. */
import type { Dependent } from '../../../schemas/api.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { note } from '../audit.ts';
import type { Compiled, Compiler, Documents, NotCompiled, Reference } from '../compiler.ts';
import type { Actor } from '../contract/actor.ts';
import type { DocumentName } from '../contract/documents.ts';
import { hold } from '../publication/held.ts';
import { publicationOf } from '../publication/show.ts';
import { readSlot } from '../publication/slots.ts';
import { scheduleRebuild } from '../work/rebuilds.ts';
import type { World } from '../world.ts';
import { documentsAround } from './around.ts';
import { compileInPlace } from './compile-in-place.ts';
import { followersOf } from './dependents.ts';
import { effortMeter, FOLLOWERS_AT_ONCE } from './effort.ts';
import { keepFindings } from './findings.ts';
import { type Head, readLiveHead } from './head.ts';
import { placeTexts } from './place.ts';
import { reasonOf } from './reason.ts';
import { readRevision } from './revisions.ts';

/** On whose behalf, and whether it is only tried. */
export interface Occasion {
  readonly actor: Actor;
  readonly dryRun: boolean;
}

/**
 * Builds every follower of a document anew: the revision that it serves, and the one that waits. What builds is put in
 * place and its publication is asked for; a served revision that does not keeps its texts, and the profile is held. Those
 * beyond what one transaction may take are `pending`, and built as due work.
 */
export function rebuildFollowers(
  world: World,
  compiler: Compiler,
  changed: Reference,
  occasion: Occasion,
): Dependent[] {
  const documents = documentsAround(world.sql);
  const effortOf = effortMeter(world.sql, documents);
  let left = FOLLOWERS_AT_ONCE;
  return followersOf(world.sql, changed).flatMap((profile): Dependent[] => {
    const target = { kind: 'profile', id: profile } as const;
    const head = readLiveHead(world.sql, target);
    if (head === null) return [];
    left -= effortOf(documents.get(target) as Profile);
    if (left >= 0) return [rebuild({ world, compiler, documents, changed, target, head }, occasion)];
    scheduleRebuild(world, { ...target, served: null });
    return [{ profile, state: 'pending', findings: [] }];
  });
}

interface Rebuilding {
  readonly world: World;
  readonly compiler: Compiler;
  readonly documents: Documents;
  readonly changed: Reference;
  readonly target: DocumentName;
  readonly head: Head;
}

function rebuild(of: Rebuilding, { actor, dryRun }: Occasion): Dependent {
  const { world, target, head } = of;
  const served = rebuildSlot(of, 'current');
  const waiting = rebuildSlot(of, 'next');
  if (served?.isChanged) note(world, actor, { ...target, action: 'rebuild', revision: served.revision });
  const newest = [served, waiting].find((slot) => slot?.revision === head.revision);
  if (newest) keepFindings(world.sql, target, newest.compiled.findings);
  const state = publicationOf(world, target.id, { foretold: dryRun, madeUpKey: false })?.state ?? 'held';
  return { profile: target.id, state, findings: [...((served ?? waiting)?.compiled.findings ?? [])] };
}

interface Rebuilt {
  readonly revision: number;
  readonly compiled: Compiled | NotCompiled;
  readonly isChanged: boolean;
}

/** Null when the slot is empty, or was made without the document. */
function rebuildSlot(of: Rebuilding, name: 'current' | 'next'): Rebuilt | null {
  const { world, compiler, documents, changed, target, head } = of;
  const slot = readSlot(world.sql, target.id, name);
  if (!slot?.references.some(({ kind, id }) => kind === changed.kind && id === changed.id)) return null;
  const { revision } = slot;
  const document: unknown = JSON.parse(readRevision(world.sql, target, revision)?.document ?? 'null');
  const compiled = compileInPlace(world, compiler, { ...target, document, documents });
  if (compiled.ok) {
    const place = { id: target.id, compiled, publish: name === 'current', follows: true };
    return { revision, compiled, isChanged: placeTexts(world, place, { revision, newest: head.revision }) };
  }
  if (name === 'current') {
    const present = `the present ${changed.kind} ${changed.id}`;
    hold(world.sql, target.id, reasonOf(present, revision, compiled), world.now());
  }
  return { revision, compiled, isChanged: name === 'current' };
}
