/** Is this condition meaningful, and what are its typed values? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { ParseContext, ParsedCondition, Surroundings } from './kind.ts';
import { type Effort, newEffort } from './regex/effort.ts';
import { KINDS } from './table.ts';

/** How deep `any`, `all` and `not` may nest; the schema's `MAX_DEPTH`. */
export const MAX_DEPTH = 16;

/** Takes findings whose `path` is a JSON Pointer into the document. */
export type Tell = (finding: Finding) => void;

/** What the conditions of one document share. */
export interface Document {
  readonly surroundings: Surroundings;
  readonly tell: Tell;
  /** What is left for checking its expressions; a document's worth when absent. */
  readonly effort?: Effort;
}

/**
 * Checks a condition that has the right shape. Every key is looked at, so that all errors are told at once; null when
 * there was any. `pointer`: where the condition stands.
 */
export function parseCondition(condition: Condition, pointer: string, document: Document): ParsedCondition | null {
  return parse({ condition, pointer, depth: 0 }, { effort: newEffort(), ...document });
}

interface Place {
  readonly condition: Condition;
  readonly pointer: string;
  /** How many groups the condition stands in. */
  readonly depth: number;
}

function parse(place: Place, document: Required<Document>): ParsedCondition | null {
  if (place.depth > MAX_DEPTH) {
    const message = `expected at most ${MAX_DEPTH} groups inside each other`;
    document.tell({ code: 'condition.depth', severity: 'error', path: place.pointer, message });
    return null;
  }
  const read = KINDS.map((kind) => kind.read(contextOf(place, kind.key, document)));
  const parts = read.filter((part) => part !== undefined);
  return parts.every((part) => part !== null) ? { written: place.condition, parts } : null;
}

function contextOf({ condition, pointer, depth }: Place, key: string, document: Required<Document>): ParseContext {
  const at = `${pointer}/${key}`;
  return {
    condition,
    surroundings: document.surroundings,
    effort: document.effort,
    report: ({ at: inside = '', ...finding }) => document.tell({ ...finding, path: at + inside }),
    nested: (inner, inside) => parse({ condition: inner, pointer: at + inside, depth: depth + 1 }, document),
  };
}
