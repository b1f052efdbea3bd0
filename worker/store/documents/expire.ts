/** What happens when a rule of a policy expires? Nothing is written to the policy; who follows it is built anew. */
import type { Compiler } from '../compiler.ts';
import type { Actor } from '../contract/actor.ts';
import { FOR_GOOD, transact } from '../transact.ts';
import type { World } from '../world.ts';
import { documentsAround } from './around.ts';
import { keepFindings } from './findings.ts';
import { readLiveHead } from './head.ts';
import { rebuildFollowers } from './rebuild.ts';

/** The clock, as the audit names it. */
const CLOCK: Actor = { by: 'clock', from: null, requestId: 'due-work' };

/** Follows a policy through time. Gives the time of its next change, or null; a withdrawn policy has none. */
export function expireRules(world: World, compiler: Compiler, id: string): number | null {
  const target = { kind: 'firewall', id } as const;
  return transact(world, FOR_GOOD, () => {
    if (readLiveHead(world.sql, target) === null) return null;
    const documents = documentsAround(world.sql);
    const compiled = compiler({ ...target, document: documents.get(target), now: world.now(), documents });
    if (compiled.ok) keepFindings(world.sql, target, compiled.findings);
    rebuildFollowers(world, compiler, target, { actor: CLOCK, dryRun: false });
    return compiled.ok ? compiled.changesAt : null;
  });
}
