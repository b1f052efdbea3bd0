/** Which zones reach which proxies of a profile, and where do they go direct? */
import type { Reachability } from '../../../schemas/firewall-questions.ts';
import { directGoal, proxyGoal, reachOf } from '../../core/firewall/questions/reach.ts';
import type { Context } from '../context.ts';
import { policyOfStored } from './policy.ts';
import { readStoredProfile } from './stored.ts';

/** `direct` as most requests mean it: anywhere, on the ports of the web. */
const ANYWHERE = { ranges: [], names: [], ports: [] };

/**
 * The policy's verdict for every zone on every proxy, and on `direct`; without a policy nothing is known. Faults:
 * forbidden, absent.
 */
export async function reachability(context: Context, id: string): Promise<Reachability> {
  const profile = await readStoredProfile(context, id);
  const policy = await policyOfStored(context, profile);
  if (policy === null) return { results: [] };
  const proxies = Object.entries(profile.proxies ?? {}).map(([name, proxy]) => proxyGoal(policy, name, proxy));
  // Apart from each other, so that what `direct` costs does not take the answers about proxies.
  const answers = [proxies, [directGoal(policy, ANYWHERE)]].map((goals) => reachOf(policy, goals, context));
  const results = [...policy.zones.keys()].flatMap((zone) =>
    answers.flatMap((reaches) => reaches.filter((reach) => reach.zone === zone)),
  );
  return { results };
}
