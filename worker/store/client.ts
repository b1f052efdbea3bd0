/** How does a request reach the registry? One object, by one name; cheap enough for the PAC path to import. */
import type { Env } from '../env.ts';
import type { Store } from './store.ts';

/** The name of the one object that orders all writes of a deployment. */
export const REGISTRY_NAME = 'main';

/** The registry as a store. Nothing is called yet, so that this costs nothing; its methods cross an RPC boundary. */
export function registryOf(env: Pick<Env, 'REGISTRY'>): Store {
  const stub = env.REGISTRY.get(env.REGISTRY.idFromName(REGISTRY_NAME));
  // The stub's own type wraps every answer in RPC types; what arrives is plain data, as `Store` says.
  return stub as unknown as Store;
}
