/** Is a nonce one of ours, so that it is answered? Anybody may ask: the answer proves that the asker reached this service. */
import { answerCanary, isNonce } from '../../core/probe/canary.ts';
import type { Store } from '../../store/store.ts';

/** The answer to a nonce that we signed and that is still good, else null. Texts that cannot be nonces cost nothing. */
export async function answerNonce(store: Pick<Store, 'canaryKey'>, nonce: string, now: number): Promise<string | null> {
  if (!isNonce(nonce, now)) return null;
  return answerCanary(await store.canaryKey(), nonce, now);
}
