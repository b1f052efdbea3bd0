/** What does a stored firewall policy mean now? */
import type { Policy } from '../../../schemas/firewall.ts';
import { checkPolicy } from '../../core/firewall/check.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import type { Stored } from '../../store/contract/documents.ts';
import type { Context } from '../context.ts';
import { getDocument } from '../document/get.ts';
import { Fault } from '../fault.ts';
import { placed } from './placed.ts';

/** A document and what it means. */
export interface SoundPolicy {
  readonly stored: Stored;
  readonly policy: FirewallPolicy;
}

/** The newest revision of a policy, read. Faults: forbidden, absent; invalid when newer software sees an error in it. */
export async function readStoredPolicy(context: Context, id: string): Promise<SoundPolicy> {
  const stored = await getDocument(context, 'firewall', id);
  const { policy, findings } = checkPolicy(JSON.parse(stored.document) as Policy, context.now);
  if (policy !== null) return { stored, policy };
  throw new Fault('invalid', `Expected firewall ${id} to be without errors.`, { errors: placed('', findings) });
}
