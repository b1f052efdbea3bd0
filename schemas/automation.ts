/** What is a set of documents on the wire, and the plan of bringing the service to it? */
import * as z from 'zod';
import { Dependent, Diff, Kind, Publication } from './api.ts';
import { Finding } from './finding.ts';
import { Id, Name } from './words.ts';

/** Documents of one call. */
export const MAX_APPLIED = 500;
/** Bytes of one call. Larger sets go in several calls, lists and policies first. */
export const MAX_APPLIED_BYTES = 4_194_304;

/** One document of a set: `kind`, `id`, and beside them the keys of the document itself. */
export const SetDocument = z
  .looseObject({ kind: Kind, id: Name })
  .meta({ id: 'SetDocument', description: 'A document of its kind, with `kind` and `id` beside its own keys.' });
export type SetDocument = z.infer<typeof SetDocument>;

/** A set of documents. */
export const DocumentSet = z.array(SetDocument).max(MAX_APPLIED).meta({ id: 'DocumentSet' });

/** What happens to one document. */
export const PlanEntry = z
  .strictObject({
    kind: Kind,
    id: Id,
    action: z.enum(['create', 'change', 'delete', 'unchanged']),
    revision: z.int().describe('The newest revision afterwards; of a deleted document, the last one.'),
    changes: Diff.shape.changes.describe('By JSON Pointer; empty when nothing changes or all of it goes.'),
    findings: z.array(Finding),
    publication: Publication.nullable(),
  })
  .meta({ id: 'PlanEntry' });
export type PlanEntry = z.infer<typeof PlanEntry>;

/** What a set does, or (dry run) would do. */
export const Plan = z
  .strictObject({
    dryRun: z.boolean(),
    totals: z.strictObject({ create: z.int(), change: z.int(), delete: z.int(), unchanged: z.int() }),
    plan: z.array(PlanEntry).describe('In the order in which it is done.'),
    dependents: z
      .array(Dependent)
      .describe('Profiles outside of the set that were made anew, because what they are made with changed.'),
  })
  .meta({ id: 'Plan' });
export type Plan = z.infer<typeof Plan>;
