/** How does a compiled document become the newest revision? Revision, audit and outbox together, in the caller's transaction. */
import type { Cause, Dependent } from '../../../schemas/api.ts';
import { sha256Hex } from '../../core/hash.ts';
import { ensureKey } from '../access/keys.ts';
import { note } from '../audit.ts';
import { hasChunks, writeText } from '../chunks.ts';
import type { Compiled, Compiler } from '../compiler.ts';
import type { Actor } from '../contract/actor.ts';
import type { DocumentName, PutOutcome } from '../contract/documents.ts';
import type { KeptList } from '../lists/kept.ts';
import { keepMeaning } from '../lists/meaning.ts';
import { followSource } from '../subscriptions/follow.ts';
import { schedule } from '../work/due.ts';
import type { World } from '../world.ts';
import { dependentsOf } from './dependents.ts';
import { keepFindings } from './findings.ts';
import { type Head, readHead } from './head.ts';
import { placeTexts } from './place.ts';
import { rebuildFollowers } from './rebuild.ts';
import { readStored } from './show.ts';

/** What is kept, and on whose behalf. */
export interface Keeping extends DocumentName {
  readonly compiled: Compiled;
  /** False: the new revision waits as the next one. */
  readonly publish: boolean;
  readonly cause: Cause;
  readonly actor: Actor;
  readonly dryRun: boolean;
  /** Where this service was called, when somebody did. */
  readonly origin?: string;
}

/** Keeps a document. An equal one makes no revision; it is published all the same, when it was only waiting. */
export function keepDocument(world: World, compiler: Compiler, keeping: Keeping): PutOutcome {
  const before = readHead(world.sql, keeping);
  const isLive = before !== null && before.deletedAt === null;
  const isEqual = isLive && before.hash === sha256Hex(keeping.compiled.document);
  const revision = isEqual ? before.revision : addRevision(world, keeping, before);
  keepFindings(world.sql, keeping, keeping.compiled.findings);

  const madeKey = keeping.kind === 'profile' && ensureKey(world, keeping.id);
  const isPlaced = placeTexts(world, keeping, { revision, newest: revision });
  if (!isEqual) note(world, keeping.actor, { ...target(keeping), action: keeping.cause, revision });
  else if (isPlaced) note(world, keeping.actor, { ...target(keeping), action: 'publish', revision });

  const { changesAt } = keeping.compiled;
  if (changesAt !== null) schedule(world.sql, 'expire-rules', keeping.id, changesAt);
  if (keeping.kind === 'list' && keeping.cause !== 'refresh') {
    followSource(world, keeping, JSON.parse(keeping.compiled.document) as KeptList);
  }
  // Who uses a list need not know of a change that is none to them, such as one of its comments.
  const { list } = keeping.compiled;
  const isMoved = list === undefined ? !isEqual : keepMeaning(world.sql, keeping.id, list);
  const dependents = isMoved ? rebuildFollowers(world, compiler, keeping, keeping) : dependentsOf(world, keeping);

  return outcome(world, keeping, {
    change: isEqual ? 'unchanged' : isLive ? 'replaced' : 'created',
    previousRevision: isLive && !isEqual ? before.revision : null,
    madeUpKey: keeping.dryRun && madeKey,
    dependents,
  });
}

/** The answer to a write that would change nothing. Who knows that beforehand need not compile: large lists take seconds. */
export function unchanged(world: World, { kind, id, dryRun }: Pick<Keeping, 'kind' | 'id' | 'dryRun'>): Done {
  const dependents = dependentsOf(world, { kind, id });
  const facts = { change: 'unchanged', previousRevision: null, madeUpKey: false, dependents } as const;
  return outcome(world, { kind, id, dryRun }, facts);
}

/** A write that was taken. */
export type Done = Extract<PutOutcome, { readonly ok: true }>;

/** The answer to a write, read back from what is there now. */
export function outcome(
  world: World,
  { kind, id, dryRun }: Pick<Keeping, 'kind' | 'id' | 'dryRun'>,
  facts: {
    readonly change: 'created' | 'replaced' | 'unchanged';
    readonly previousRevision: number | null;
    readonly madeUpKey: boolean;
    readonly dependents?: readonly Dependent[];
  },
): Done {
  const stored = readStored(world, { kind, id }, { foretold: dryRun, madeUpKey: facts.madeUpKey });
  if (stored === null) throw new Error(`Expected the ${kind} ${id} that was just kept.`);
  const { change, previousRevision, dependents = [] } = facts;
  return { ok: true, change, stored, previousRevision, dependents };
}

function addRevision({ sql, now }: World, keeping: Keeping, before: Head | null): number {
  const { kind, id, compiled } = keeping;
  const time = now();
  const hash = sha256Hex(compiled.document);
  const revision = (before?.revision ?? 0) + 1;
  if (!hasChunks(sql, `document:${hash}`)) writeText(sql, `document:${hash}`, compiled.document);
  sql.all(
    'INSERT INTO revision (kind, id, revision, hash, created_at, author, cause) VALUES (?, ?, ?, ?, ?, ?, ?)',
    kind,
    id,
    revision,
    hash,
    time,
    keeping.actor.by,
    keeping.cause,
  );
  sql.all(
    `INSERT INTO document (kind, id, revision, title, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET
       revision = excluded.revision, title = excluded.title, updated_at = excluded.updated_at, deleted_at = NULL`,
    kind,
    id,
    revision,
    compiled.title,
    time,
    time,
  );
  return revision;
}

const target = ({ kind, id }: DocumentName): DocumentName => ({ kind, id });
