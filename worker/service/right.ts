/** May the caller do this? The first line of every use case. */
import type { Scope } from '../../schemas/api.ts';
import { isInNetworks } from '../core/net/networks.ts';
import type { DocumentName } from '../store/contract/documents.ts';
import type { Caller, Context } from './context.ts';
import { Fault } from './fault.ts';

/** What a call touches: one stored document, what belongs to all of them, or nothing that is stored. */
export type Subject = DocumentName | 'everything' | 'nothing';

/** Scopes that include others. */
const IMPLIES: Readonly<Record<Scope, readonly Scope[]>> = {
  admin: ['admin', 'write', 'read', 'probe'],
  write: ['write', 'read'],
  read: ['read'],
  probe: ['probe'],
};

/** True when the caller's scopes include `scope`. */
export function hasScope(caller: Caller, scope: Scope): boolean {
  return caller.scopes.some((held) => IMPLIES[held].includes(scope));
}

/** Refuses with 403 unless the caller holds `scope`, for this subject, from where it calls. */
export function requireRight(context: Context, scope: Scope, subject: Subject): void {
  const { caller } = context;
  if (caller.networks !== null && !isInNetworks(caller.from, caller.networks)) {
    throw new Fault('forbidden', 'The token is not for use from this network.');
  }
  if (!hasScope(caller, scope)) {
    throw new Fault('forbidden', `Expected a token with the scope "${scope}", found ${caller.scopes.join(', ')}.`, {
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    });
  }
  if (caller.profiles !== null && !mayTouch(caller.profiles, subject)) {
    throw new Fault('forbidden', `The token is only for the profiles ${caller.profiles.join(', ')}.`);
  }
}

/** Refuses a token that is confined to profiles or networks: it could otherwise make itself a wider one, or read every key. */
export function requireUnconfined({ caller }: Context): void {
  if (caller.profiles === null && caller.networks === null) return;
  throw new Fault(
    'forbidden',
    'A token that is confined to profiles or networks may neither manage tokens nor save, restore or republish all.',
  );
}

function mayTouch(profiles: readonly string[], subject: Subject): boolean {
  if (typeof subject === 'string') return subject === 'nothing';
  return subject.kind === 'profile' && profiles.includes(subject.id);
}
