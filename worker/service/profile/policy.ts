/** Which firewall policy does a profile follow? */
import type { Policy } from '../../../schemas/firewall.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { parsePolicy } from '../../core/firewall/parse.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { placed } from '../firewall/placed.ts';
import { policyIn } from '../firewall/stored.ts';

/**
 * The newest revision of the policy that a stored profile names; null when it names none. Whoever may read the profile
 * may see what it makes of its policy, as its findings show it too.
 */
export async function policyOfStored(
  { store, now }: Pick<Context, 'store' | 'now'>,
  { firewall }: Profile,
): Promise<FirewallPolicy | null> {
  const stored = firewall === undefined ? null : await store.get('firewall', firewall);
  return stored === null ? null : parsePolicy(policyIn(stored), now).policy;
}

/** A policy that is given inline, whatever name the profile beside it has for it; null when none is. Fault: invalid. */
export function policyOfInline({ now }: Context, written: Policy | undefined): FirewallPolicy | null {
  if (written === undefined) return null;
  const { policy, findings } = parsePolicy(written, now);
  if (policy !== null) return policy;
  throw new Fault('invalid', 'Expected a firewall policy without errors.', { errors: placed('/firewall', findings) });
}
