/** Which capability keys open a profile's URLs? */
import type { Key } from '../../../schemas/api.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';
import { showKey } from './show.ts';

/** The keys that work. A key is a capability, so reading one needs the scope `write`. Faults: forbidden, absent. */
export async function listKeys(context: Context, profile: string): Promise<readonly Key[]> {
  requireRight(context, 'write', { kind: 'profile', id: profile });
  const keys = await context.store.keys(profile);
  if (keys === null) throw new Fault('absent', `There is no profile ${profile}.`);
  return keys.map((key) => showKey(context, profile, key));
}
