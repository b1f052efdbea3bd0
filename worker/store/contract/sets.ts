/** How does a set of documents come to be what is kept, and what can stand in its way? */
import type { Dependent } from '../../../schemas/api.ts';
import type { PlanEntry } from '../../../schemas/automation.ts';
import type { Actor } from './actor.ts';
import type { DocumentName, Refusal } from './documents.ts';

/** A document of a set, checked for shape. */
export interface Applying extends DocumentName {
  readonly document: unknown;
}

/** A set, and how it is applied. */
export interface ApplyInput {
  readonly documents: readonly Applying[];
  /** Documents that are not in the set are deleted. */
  readonly prune: boolean;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

/** A document that stands in the way. `index` is its place in the set; null: it is not in the set, and would be deleted. */
export interface Obstacle extends DocumentName {
  readonly index: number | null;
  readonly refusal: Refusal;
}

/** What was done, or all that stands in the way. */
export type Applied =
  | { readonly ok: true; readonly plan: readonly PlanEntry[]; readonly dependents: readonly Dependent[] }
  | { readonly ok: false; readonly obstacles: readonly Obstacle[] };

/** All documents at once. */
export interface SetStore {
  /** Brings the documents to a set, in one transaction: all of it, or nothing. */
  apply(input: ApplyInput): Promise<Applied>;
}
