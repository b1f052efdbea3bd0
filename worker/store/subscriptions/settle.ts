/** How does what was fetched become what is kept? In one transaction, if the list is still the one that it was fetched for. */
import type { Refresh, RefreshReason } from '../../../schemas/subscription.ts';
import type { Compiler } from '../compiler.ts';
import type { Actor } from '../contract/actor.ts';
import type { PutOutcome } from '../contract/documents.ts';
import { keepDocument } from '../documents/keep.ts';
import { readStored } from '../documents/show.ts';
import { adopt } from '../lists/content.ts';
import { readKept } from '../lists/kept.ts';
import { type ContentKeeping, keepContent } from '../lists/put-content.ts';
import type { Sql, World } from '../world.ts';
import { firstError, type Judged, type Stand } from './judge.ts';
import { type Origin, putAside, readState, type SubscriptionState, writeState } from './state.ts';

/** On whose behalf, and whether it is only tried. */
export interface Occasion {
  readonly actor: Actor;
  readonly dryRun: boolean;
}

/** What a refresh came to. */
export interface Settled {
  readonly refresh: Refresh;
  /** Of the list as it is now; null: it is not subscribed any more. */
  readonly outcome: Extract<PutOutcome, { ok: true }> | null;
}

/** A subscribed list as it stands, or null. */
export function standOf(sql: Sql, id: string): Stand | null {
  const list = readKept(sql, id);
  if (list?.source === undefined) return null;
  return { id, list, source: list.source, state: readState(sql, id) };
}

/** Keeps what was judged. A list that was written meanwhile, in what matters here, keeps what it has. */
export function settle(
  world: World,
  compiler: Compiler,
  { before, judged, occasion }: { readonly before: Stand; readonly judged: Judged; readonly occasion: Occasion },
): Settled {
  const stand = standOf(world.sql, before.id);
  if (stand === null) return { refresh: { result: 'overtaken', reason: null }, outcome: null };
  if (mattersOf(stand) !== mattersOf(before)) {
    return unchanged(world, stand, occasion, { result: 'overtaken', reason: null });
  }
  const settling = { world, compiler, before, stand, occasion };
  if (judged.is === 'failed') return failed(settling, judged.reason);
  if (judged.is === 'same') return same(settling, judged);
  return judged.is === 'suspicious' ? keptBack(settling, judged) : taken(settling, judged);
}

/** What a fetch depends on. */
const mattersOf = ({ source, list: { format, content } }: Stand): string =>
  JSON.stringify([source.url, source.insecure, source.maxShrink, format, content?.sha256]);

interface Settling {
  readonly world: World;
  readonly compiler: Compiler;
  /** When the fetch began, and now. */
  readonly before: Stand;
  readonly stand: Stand;
  readonly occasion: Occasion;
}

function failed({ world, stand, occasion }: Settling, reason: RefreshReason): Settled {
  writeState(world.sql, stand.id, missed(world, stand, reason));
  return unchanged(world, stand, occasion, { result: 'failed', reason });
}

/** The state after a try that brought nothing. */
function missed(world: World, { state }: Stand, reason: RefreshReason): SubscriptionState {
  return { ...state, lastTry: world.now(), failures: state.failures + 1, reason };
}

function same({ world, stand, occasion }: Settling, { validators }: Extract<Judged, { is: 'same' }>): Settled {
  const { list, source, state } = stand;
  const sha256 = list.content?.sha256 ?? '';
  const good = validators === null ? state.good : { url: source.url, sha256, ...validators };
  writeState(world.sql, stand.id, succeeded(world, state, good));
  return unchanged(world, stand, occasion, { result: 'unchanged', reason: null });
}

/** The state after a try that went well. */
function succeeded(world: World, state: SubscriptionState, good: Origin | null): SubscriptionState {
  const time = world.now();
  return { ...state, lastTry: time, lastSuccess: time, failures: 0, reason: null, good, pending: null };
}

function keptBack(settling: Settling, judged: Extract<Judged, { is: 'suspicious' }>): Settled {
  const { world, stand, occasion } = settling;
  const { upload, validators, reason, report } = judged;
  const { sha256, bytes } = upload;
  const known = stand.state.pending?.sha256 === sha256 ? stand.state.pending : null;
  if (known === null) putAside(world.sql, stand.id, upload);
  const at = known?.at ?? world.now();
  const pending = { url: stand.source.url, sha256, ...validators, bytes, at, reason };
  writeState(world.sql, stand.id, { ...missed(world, stand, reason), pending });
  const refresh: Refresh = { result: 'kept-back', reason, ...(report === null ? {} : { report }) };
  return unchanged(world, stand, occasion, refresh);
}

function taken(settling: Settling, judged: Extract<Judged, { is: 'new' }>): Settled {
  const { stand } = settling;
  const { upload, validators } = judged;
  const outcome = keepJudged(settling, judged);
  if (!outcome.ok) return failed(settling, refusalOf(outcome));
  return asGood(settling, outcome, { url: stand.source.url, sha256: upload.sha256, ...validators });
}

/** What was compiled before the transaction is kept as it is, unless words of the list have changed meanwhile. */
function keepJudged(settling: Settling, { upload, compiled }: Extract<Judged, { is: 'new' }>): PutOutcome {
  const { world, compiler, stand, before, occasion } = settling;
  const { list, ...keeping } = keepingOf(stand, occasion);
  if (JSON.stringify(list) !== JSON.stringify(before.list)) {
    return keepContent(world, compiler, { list, ...keeping }, upload);
  }
  adopt(world.sql, upload);
  return keepDocument(world, compiler, { ...keeping, kind: 'list', compiled, publish: true });
}

/** What keeping a content as a refresh needs to know. */
export const keepingOf = ({ id, list }: Stand, { actor, dryRun }: Occasion): ContentKeeping => ({
  id,
  list,
  actor,
  dryRun,
  cause: 'refresh',
});

/** Remembers what was just kept as good, and answers. */
export function asGood(
  { world, stand, occasion }: Pick<Settling, 'world' | 'stand' | 'occasion'>,
  outcome: Extract<PutOutcome, { ok: true }>,
  good: Origin,
): Settled {
  writeState(world.sql, stand.id, succeeded(world, stand.state, good));
  const { stored } = unchanged(world, stand, occasion, { result: 'changed', reason: null }).outcome ?? outcome;
  return { refresh: { result: 'changed', reason: null }, outcome: { ...outcome, stored } };
}

function refusalOf(refused: Extract<PutOutcome, { ok: false }>): RefreshReason {
  if ('findings' in refused) return firstError(refused);
  return { code: 'list.unreadable', message: `the list was refused: ${refused.reason}` };
}

function unchanged(world: World, { id }: Stand, { dryRun }: Occasion, refresh: Refresh): Settled {
  const stored = readStored(world, { kind: 'list', id }, { foretold: dryRun, madeUpKey: false });
  if (stored === null) return { refresh, outcome: null };
  const { dependents } = stored;
  return { refresh, outcome: { ok: true, change: 'unchanged', stored, previousRevision: null, dependents } };
}
