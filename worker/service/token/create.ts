/** How is a token made? */
import type { Token, TokenRequest } from '../../../schemas/api.ts';
import { sha256Hex } from '../../core/hash.ts';
import { parseCidr } from '../../core/net/cidr.ts';
import { isRefused } from '../../core/net/refused.ts';
import type { NewToken } from '../../store/contract/access.ts';
import { actorOf, type Context } from '../context.ts';
import { Fault, type FaultEntry } from '../fault.ts';
import { requireRight, requireUnconfined } from '../right.ts';
import { createSecret } from './secret.ts';

/** Makes a token. Its secret is in this answer and nowhere else; a dry run has none. Faults: forbidden, invalid. */
export async function createToken(
  context: Context,
  { dryRun, ...request }: TokenRequest & { readonly dryRun: boolean },
): Promise<Token & { readonly token?: string }> {
  requireRight(context, 'admin', 'everything');
  requireUnconfined(context);
  const errors = checkRequest(request, context.now);
  if (errors.length > 0) throw new Fault('invalid', 'The token cannot be made as asked.', { errors });
  const secret = createSecret();
  const kept = await context.store.createToken({ token: newToken(request, secret), dryRun, actor: actorOf(context) });
  return dryRun ? kept : { ...kept, token: secret };
}

function newToken(request: TokenRequest, secret: string): NewToken {
  return {
    name: request.name,
    scopes: [...new Set(request.scopes)],
    expiresAt: request.expiresAt === undefined ? null : new Date(request.expiresAt).toISOString(),
    profiles: request.profiles ?? null,
    networks: request.networks ?? null,
    hash: sha256Hex(secret),
  };
}

/** Meaning that the shape cannot tell: an expiry in the past, a network that is none. */
function checkRequest(request: TokenRequest, now: number): FaultEntry[] {
  const errors: FaultEntry[] = [];
  if (request.expiresAt !== undefined && !(Date.parse(request.expiresAt) > now)) {
    errors.push({
      pointer: '/expiresAt',
      code: 'token.expired',
      detail: 'Expected a time in the future.',
      found: request.expiresAt,
    });
  }
  request.networks?.forEach((network, index) => {
    const range = parseCidr(network);
    if (!isRefused(range)) return;
    errors.push({
      pointer: `/networks/${index}`,
      code: range.code,
      detail: range.error,
      found: network,
    });
  });
  return errors;
}
