/** How does everything leave the service? */
import type { Context } from '../context.ts';
import { requireRight, requireUnconfined } from '../right.ts';

/** Everything that the registry holds, as JSON lines. It has keys in it. Fault: forbidden. */
export async function backup(context: Context): Promise<ReadableStream<Uint8Array>> {
  requireRight(context, 'admin', 'everything');
  requireUnconfined(context);
  return context.store.backup();
}
