/** How is the service brought to a set of documents? Checked whole, then applied in one transaction, or only planned. */
import type { Plan, PlanEntry, SetDocument } from '../../../schemas/automation.ts';
import { checkShape } from '../../core/document/shape.ts';
import type { Applied, Applying, Obstacle } from '../../store/contract/sets.ts';
import { actorOf, type Context } from '../context.ts';
import { nameOf, shownPublication } from '../envelope.ts';
import { entriesOf, Fault, type FaultEntry } from '../fault.ts';
import { refused } from '../refused.ts';
import { requireRight } from '../right.ts';
import { SCHEMAS } from './schemas.ts';

/** How a set is applied. */
export interface ApplyRequest {
  readonly documents: readonly SetDocument[];
  readonly prune: boolean;
  readonly dryRun: boolean;
}

/**
 * Creates, changes and (with `prune`) deletes documents until the service holds the set, in one transaction. Equal documents
 * make no revision. Pointers of errors begin with the place of the document in the set. Faults: forbidden, invalid, in-use.
 */
export async function applySet(context: Context, { documents, prune, dryRun }: ApplyRequest): Promise<Plan> {
  if (prune) requireRight(context, 'write', 'everything');
  for (const { kind, id } of documents) requireRight(context, 'write', { kind, id });
  const applied = await context.store.apply({
    documents: checked(documents),
    prune,
    dryRun,
    actor: actorOf(context),
  });
  if (!applied.ok) throw obstructed(applied.obstacles);
  return planOf(context, applied, dryRun);
}

/** The documents in the shape of their kinds, each once. */
function checked(documents: readonly SetDocument[]): Applying[] {
  const errors: FaultEntry[] = [];
  const seen = new Set<string>();
  const shaped = documents.flatMap(({ kind, id, ...document }, index): Applying[] => {
    const name = nameOf(kind, id);
    if (seen.has(name)) errors.push(twice(index, name));
    seen.add(name);
    const result = checkShape(SCHEMAS[kind], document);
    if ('document' in result) return [{ kind, id, document: result.document }];
    errors.push(...placed(index, entriesOf(result.findings)));
    return [];
  });
  if (errors.length === 0) return shaped;
  const places = errors.length === 1 ? '1 place that differs' : `${errors.length} places that differ`;
  throw new Fault('invalid', `Expected documents of the documented shape, found ${places}.`, { errors });
}

const twice = (index: number, name: string): FaultEntry => ({
  pointer: `/${index}/id`,
  code: 'set.twice',
  detail: `expected each document once; ${name} stands in the set already`,
});

const placed = (index: number, errors: readonly FaultEntry[]): FaultEntry[] =>
  errors.map((error) => ({ ...error, pointer: `/${index}${error.pointer}` }));

/** One fault for everything that stands in the way. Nothing was changed. */
function obstructed(obstacles: readonly Obstacle[]): Fault {
  const faults = obstacles.map((obstacle) => ({ obstacle, fault: faultOf(obstacle) }));
  const errors = faults.flatMap(({ obstacle: { index }, fault }) =>
    index === null ? fault.errors : placed(index, fault.errors),
  );
  const [first] = faults;
  const detail = faults.length === 1 ? (first?.fault.message ?? '') : `${faults.length} documents stand in the way.`;
  return new Fault(first?.fault.code ?? 'invalid', `Nothing was changed. ${detail}`, { errors });
}

const faultOf = ({ kind, id, refusal }: Obstacle): Fault => refused(refusal, nameOf(kind, id));

function planOf(context: Context, { plan, dependents }: Applied & { readonly ok: true }, dryRun: boolean): Plan {
  const count = (action: PlanEntry['action']) => plan.filter((entry) => entry.action === action).length;
  return {
    dryRun,
    totals: {
      create: count('create'),
      change: count('change'),
      delete: count('delete'),
      unchanged: count('unchanged'),
    },
    plan: plan.map((entry) => ({
      ...entry,
      publication: entry.publication && shownPublication(context, entry.id, entry.publication),
    })),
    dependents: [...dependents],
  };
}
