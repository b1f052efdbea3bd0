/** How does everything come back into the service? */
import type { Restoration, RestoreMode } from '../../../schemas/backup.ts';
import { actorOf, type Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight, requireUnconfined } from '../right.ts';

/** Takes a backup back, or says what that would do. Faults: forbidden, invalid (damaged: nothing was changed). */
export async function restore(
  context: Context,
  request: { readonly body: ReadableStream<Uint8Array>; readonly mode: RestoreMode; readonly dryRun: boolean },
): Promise<Restoration> {
  requireRight(context, 'admin', 'everything');
  requireUnconfined(context);
  const outcome = await context.store.restore({ ...request, actor: actorOf(context) });
  if (outcome.ok) return outcome.restored;
  const { line, detail } = outcome.damage;
  const at = line === 0 ? '' : ` Line ${line}:`;
  throw new Fault('invalid', `The backup was not taken, and nothing was changed.${at} ${detail}.`, {
    errors: [{ pointer: '', code: 'backup.damaged', detail, ...(line === 0 ? {} : { line, column: 1 }) }],
  });
}
