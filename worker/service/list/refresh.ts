/** How is a subscribed list fetched now, or what was kept back taken by hand? */
import type { Refresh } from '../../../schemas/subscription.ts';
import type { RefreshOutcome } from '../../store/contract/subscriptions.ts';
import { actorOf, type Context } from '../context.ts';
import { type Envelope, envelopeOf, nameOf } from '../envelope.ts';
import { Fault } from '../fault.ts';
import { tooMany } from '../limited.ts';
import { refused } from '../refused.ts';
import { requireRight } from '../right.ts';

/** What is wanted of a subscribed list. */
export interface RefreshRequest {
  readonly id: string;
  /** Null: fetch it. Else take what was kept back: only this SHA-256, or (true) whichever it is. */
  readonly accept: string | true | null;
  readonly dryRun: boolean;
}

/** The list as it is now, and what became of the refresh. */
export interface RefreshedList extends Envelope {
  readonly refresh: Refresh;
}

/**
 * Refreshes a list. A publisher that fails is no fault: `refresh` tells, and the last good content stays. Faults:
 * forbidden, absent, precondition (another content was kept back), invalid (no `source`, nothing to accept), too-many.
 */
export async function refreshList(context: Context, request: RefreshRequest): Promise<RefreshedList> {
  requireRight(context, 'write', { kind: 'list', id: request.id });
  const { store, origin } = context;
  const outcome = await store.refresh({ ...request, origin, actor: actorOf(context) });
  if (!outcome.ok) throw await faultFor(context, request.id, outcome);
  const { stored, dependents, refresh } = outcome;
  return { ...envelopeOf(context, stored), dependents, refresh };
}

type Refused = Extract<RefreshOutcome, { ok: false }>;

async function faultFor({ store }: Context, id: string, outcome: Refused): Promise<Fault> {
  const name = nameOf('list', id);
  if (outcome.reason === 'limited') return tooMany(outcome, `refreshes of ${name}`);
  if (outcome.reason === 'nothing-pending') return nothingPending(name);
  if (outcome.reason === 'stale') {
    return new Fault('precondition', `Expected another content of ${name} than the one that is kept back now.`);
  }
  if (outcome.reason !== 'not-subscribed') return refused(outcome, name);
  const isThere = (await store.content(id)) !== null;
  return isThere ? notSubscribed(name) : new Fault('absent', `There is no ${name}.`);
}

const notSubscribed = (name: string): Fault =>
  new Fault('invalid', `Expected ${name} to have a source, found none.`, {
    errors: [{ pointer: '/source', code: 'list.not-subscribed', detail: 'Expected a source, found none.' }],
  });

const nothingPending = (name: string): Fault =>
  new Fault('invalid', `Expected a content of ${name} that was kept back, found none.`, {
    errors: [
      { pointer: '', parameter: 'accept', code: 'list.nothing-pending', detail: 'Nothing is kept back of the list.' },
    ],
  });
