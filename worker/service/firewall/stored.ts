/** What does a stored firewall policy mean now? */
import type { Policy } from '../../../schemas/firewall.ts';
import { checkPolicy } from '../../core/firewall/check.ts';
import type { ParsedPolicy } from '../../core/firewall/parse.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import type { Stored } from '../../store/contract/documents.ts';
import type { Context } from '../context.ts';
import { getDocument } from '../document/get.ts';
import { Fault } from '../fault.ts';
import { placed } from './placed.ts';

/** A policy as it is kept: it passed the schema when it was written. */
export const policyIn = ({ document }: Pick<Stored, 'document'>): Policy => JSON.parse(document) as Policy;

/** A document and what it means. */
export interface SoundPolicy extends ParsedPolicy {
  readonly stored: Stored;
  readonly policy: FirewallPolicy;
}

/**
 * The newest revision of a policy, read. Faults: forbidden, absent; invalid when newer software sees an error in it: what
 * is stored was without errors when it was stored.
 */
export async function readStoredPolicy(context: Context, id: string): Promise<SoundPolicy> {
  const stored = await getDocument(context, 'firewall', id);
  const { policy, findings } = checkPolicy(policyIn(stored), context.now);
  if (policy !== null) return { stored, policy, findings };
  throw new Fault('invalid', `Expected firewall ${id} to be without errors.`, { errors: placed('', findings) });
}
