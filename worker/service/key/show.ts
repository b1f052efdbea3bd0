/** How is a capability key shown? As the whole URL that it opens. */
import type { Key } from '../../../schemas/api.ts';
import type { StoredKey } from '../../store/contract/access.ts';
import type { Context } from '../context.ts';

/** A key as the API shows it. */
export function showKey({ origin }: Context, profile: string, { id, key, createdAt, expiresAt }: StoredKey): Key {
  return { id, pacUrl: `${origin}/pac/${profile}/${key}.pac`, createdAt, expiresAt };
}
