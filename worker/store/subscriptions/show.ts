/** How is a subscription shown beside its list, and what is found in it? */
import type { Finding } from '../../../schemas/finding.ts';
import type { RefreshReason, Subscription } from '../../../schemas/subscription.ts';
import { CODES, isFindingCode } from '../../core/findings/codes.ts';
import { complete } from '../../core/findings/finding.ts';
import { instant, instantOrNull } from '../instant.ts';
import { readDue } from '../work/due.ts';
import type { Sql } from '../world.ts';
import { type Pending, readState, type SubscriptionState } from './state.ts';

/** How it stands with the subscription of a list that has a source. */
export function subscriptionOf(sql: Sql, list: string): Subscription {
  const state = readState(sql, list);
  return {
    state: wordFor(state),
    lastTry: instantOrNull(state.lastTry),
    lastSuccess: instantOrNull(state.lastSuccess),
    nextRun: instantOrNull(readDue(sql, 'refresh', list)?.at ?? null),
    failures: state.failures,
    reason: state.reason,
    ...(state.pending === null ? {} : { pending: shown(state.pending) }),
  };
}

/** What is wrong with a subscription. Warnings: the last good content is in use, and nothing is refused. */
export function subscriptionFindings(sql: Sql, list: string): Finding[] {
  const { reason, pending } = readState(sql, list);
  const isToldTwice = pending !== null && reason?.code === pending.reason.code;
  return [
    ...(pending === null ? [] : [findingOf(pending.reason)]),
    ...(reason === null || isToldTwice ? [] : [findingOf(reason)]),
  ];
}

function wordFor({ lastTry, failures, reason, pending }: SubscriptionState): Subscription['state'] {
  if (lastTry === null) return 'waiting';
  if (failures === 0) return 'fresh';
  return pending !== null && pending.reason.code === reason?.code ? 'kept-back' : 'failing';
}

const shown = ({ sha256, bytes, at, reason }: Pending): NonNullable<Subscription['pending']> => ({
  sha256,
  bytes,
  seen: instant(at),
  reason,
});

function findingOf({ code, message }: RefreshReason): Finding {
  const title = isFindingCode(code) ? CODES[code].title : '';
  const words = title === '' || title === message ? message : `${title}: ${message}`;
  return complete({ code, severity: 'warning', path: '/source', message: words });
}
