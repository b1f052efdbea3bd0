/** How does the registry come to hold a set of documents? All of it in one transaction, or nothing. */
import type { Dependent, Kind } from '../../../schemas/api.ts';
import type { PlanEntry } from '../../../schemas/automation.ts';
import { Profile } from '../../../schemas/profile.ts';
import { canonicalText } from '../../core/document/canonical.ts';
import { diffJson } from '../../core/document/json-diff.ts';
import { finding } from '../../core/findings/finding.ts';
import { sha256Hex } from '../../core/hash.ts';
import type { Compiler, Documents } from '../compiler.ts';
import type { DocumentName, PutInput, PutOutcome, Refusal } from '../contract/documents.ts';
import type { Applied, ApplyInput, Applying, Obstacle } from '../contract/sets.ts';
import { heldReason } from '../publication/held.ts';
import { readSlot } from '../publication/slots.ts';
import { isToBeRebuilt } from '../work/rebuilds.ts';
import type { Sql, World } from '../world.ts';
import { documentsAround } from './around.ts';
import { deleteDocument } from './delete.ts';
import { effortMeter, MOST_OF_A_SET } from './effort.ts';
import { readLiveHead } from './head.ts';
import { unchanged } from './keep.ts';
import { putDocument } from './put.ts';
import { readStored } from './show.ts';

/** What is named comes before what names it; deletions go the other way. */
const ORDER: readonly Kind[] = ['list', 'firewall', 'profile'];

/** Thrown to undo the transaction when something stands in the way. */
export class Obstructed extends Error {
  readonly obstacles: readonly Obstacle[];

  constructor(obstacles: readonly Obstacle[]) {
    super('obstructed');
    this.obstacles = obstacles;
  }
}

/** Applies a set inside the caller's transaction. Throws `Obstructed`, with everything of one kind that stands in the way. */
export function applyDocuments(world: World, compiler: Compiler, input: ApplyInput): Applied & { ok: true } {
  const places = input.documents.map((document, index) => ({ document, index }));
  const dependents = new Map<string, Dependent>();
  const plan = ORDER.flatMap((kind) => {
    const around = documentsAround(world.sql);
    const ofKind = places
      .filter(({ document }) => document.kind === kind)
      .map((place) => ({ ...place, input, around, isAsItIs: isAsItIs(world.sql, place.document) }));
    if (kind === 'profile') refuseTooMuch(world.sql, around, ofKind);
    return settled(ofKind.map((putting) => put(world, compiler, putting, dependents)));
  });
  const gone = input.prune ? [...ORDER].reverse().flatMap((kind) => settled(prune(world, input, kind))) : [];
  for (const { kind, id } of [...input.documents, ...gone]) if (kind === 'profile') dependents.delete(id);
  return { ok: true, plan: [...plan, ...gone], dependents: [...dependents.values()] };
}

/** All entries of one kind; an obstacle ends it before the next kind, whose documents would only be refused for that. */
function settled(done: readonly (PlanEntry | Obstacle)[]): PlanEntry[] {
  const obstacles = done.filter((one): one is Obstacle => 'refusal' in one);
  if (obstacles.length > 0) throw new Obstructed(obstacles);
  return done as PlanEntry[];
}

interface Putting {
  readonly input: ApplyInput;
  readonly document: Applying;
  readonly index: number;
  /** Lists and policies as they are when the profiles' turn comes. */
  readonly around: Documents;
  /** There is nothing to compile. */
  readonly isAsItIs: boolean;
}

/** Before anything is compiled: the profile with which the work becomes too much stands in the way. */
function refuseTooMuch(sql: Sql, around: Documents, puttings: readonly Putting[]): void {
  const effortOf = effortMeter(sql, around);
  let left = MOST_OF_A_SET;
  for (const { document, index, isAsItIs } of puttings) {
    if (!isAsItIs) left -= effortOf(document.document as Profile);
    if (left < 0) throw new Obstructed([{ kind: document.kind, id: document.id, index, refusal: TOO_MUCH }]);
  }
}

const TOO_MUCH: Refusal = { ok: false, reason: 'invalid', findings: [finding('set.too-much', '')] };

function put(
  world: World,
  compiler: Compiler,
  { input, document: { kind, id, document }, index, around, isAsItIs }: Putting,
  dependents: Map<string, Dependent>,
): PlanEntry | Obstacle {
  const { dryRun, actor } = input;
  const before = shownDocument(world, { kind, id });
  if (isAsItIs) return entryOf(unchanged(world, { kind, id, dryRun }), before);
  const put: PutInput = { kind, id, document, precondition: {}, publish: true, dryRun, actor, cause: 'apply' };
  const outcome = putDocument(world, compiler, put, around);
  if (!outcome.ok) return { kind, id, index, refusal: outcome };
  for (const dependent of outcome.dependents) dependents.set(dependent.profile, dependent);
  return entryOf(outcome, before);
}

/** Whether it is a profile that is served as this document, spelled as it is kept. */
function isAsItIs(sql: Sql, { kind, id, document }: Applying): boolean {
  if (kind !== 'profile') return false;
  const head = readLiveHead(sql, { kind, id });
  if (head === null || heldReason(sql, id) !== null || isToBeRebuilt(sql, id)) return false;
  if (readSlot(sql, id, 'current')?.revision !== head.revision) return false;
  return sha256Hex(canonicalText(Profile, document)) === head.hash;
}

const ACTIONS = { created: 'create', replaced: 'change', unchanged: 'unchanged' } as const;

function entryOf({ change, stored }: PutOutcome & { ok: true }, before: unknown): PlanEntry {
  const after: unknown = JSON.parse(stored.document);
  return {
    kind: stored.kind,
    id: stored.id,
    action: ACTIONS[change],
    revision: stored.revision,
    changes: before === undefined ? [{ op: 'add', path: '', after }] : diffJson(before, after),
    findings: [...stored.findings],
    publication: stored.publication,
  };
}

function shownDocument(world: World, target: DocumentName): unknown {
  const stored = readStored(world, target);
  return stored === null ? undefined : JSON.parse(stored.document);
}

/** Deletes the live documents of a kind that are not in the set. */
function prune(world: World, { documents, dryRun, actor }: ApplyInput, kind: Kind): (PlanEntry | Obstacle)[] {
  const wanted = new Set(documents.flatMap((document) => (document.kind === kind ? document.id : [])));
  return liveIds(world.sql, kind)
    .filter((id) => !wanted.has(id))
    .map((id) => {
      const revision = readLiveHead(world.sql, { kind, id })?.revision ?? 0;
      const outcome = deleteDocument(world, { kind, id, precondition: {}, dryRun, actor });
      if (!outcome.ok) return { kind, id, index: null, refusal: outcome };
      return { kind, id, action: 'delete', revision, changes: [], findings: [], publication: null };
    });
}

function liveIds(sql: Sql, kind: Kind): string[] {
  return sql
    .all<{ id: string }>('SELECT id FROM document WHERE kind = ? AND deleted_at IS NULL ORDER BY id', kind)
    .map(({ id }) => id);
}
