/** How is a token replaced without an outage? By a new one with the same rights, while the old one works on for a while. */
import type { Token } from '../../../schemas/api.ts';
import { sha256Hex } from '../../core/hash.ts';
import { actorOf, type Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight, requireUnconfined } from '../right.ts';
import { createSecret } from './secret.ts';

/** Makes the new token. Its secret is in this answer and nowhere else; a dry run has none. Faults: forbidden, absent. */
export async function rotateToken(
  context: Context,
  request: { readonly id: string; readonly overlapSeconds: number; readonly dryRun: boolean },
): Promise<Token & { readonly token?: string }> {
  requireRight(context, 'admin', 'everything');
  requireUnconfined(context);
  const secret = createSecret();
  const made = await context.store.rotateToken({ ...request, hash: sha256Hex(secret), actor: actorOf(context) });
  if (made === null) throw new Fault('absent', 'There is no such token, or it works no more.');
  return request.dryRun ? made : { ...made, token: secret };
}
