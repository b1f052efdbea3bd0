/** Is this condition meaningful, and what are its typed values? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { ParseContext, ParsedCondition, Surroundings } from './kind.ts';
import { KINDS } from './table.ts';

/** How deep `any`, `all` and `not` may nest; the schema's `MAX_DEPTH`. */
export const MAX_DEPTH = 16;

/** Takes findings whose `path` is a JSON Pointer into the document. */
export type Tell = (finding: Finding) => void;

/**
 * Checks a condition that has the right shape. Every key is looked at, so that all errors are told at once; null when
 * there was any. `pointer`: where the condition stands.
 */
export function parseCondition(
  condition: Condition,
  pointer: string,
  { surroundings, tell }: { readonly surroundings: Surroundings; readonly tell: Tell },
): ParsedCondition | null {
  return parse({ condition, pointer, depth: 0 }, surroundings, tell);
}

interface Place {
  readonly condition: Condition;
  readonly pointer: string;
  /** How many groups the condition stands in. */
  readonly depth: number;
}

function parse(place: Place, surroundings: Surroundings, tell: Tell): ParsedCondition | null {
  if (place.depth > MAX_DEPTH) {
    const message = `expected at most ${MAX_DEPTH} groups inside each other`;
    tell({ code: 'condition.depth', severity: 'error', path: place.pointer, message });
    return null;
  }
  const read = KINDS.map((kind) => kind.read(contextOf(place, kind.key, { surroundings, tell })));
  const parts = read.filter((part) => part !== undefined);
  return parts.every((part) => part !== null) ? { written: place.condition, parts } : null;
}

function contextOf(
  { condition, pointer, depth }: Place,
  key: string,
  { surroundings, tell }: { readonly surroundings: Surroundings; readonly tell: Tell },
): ParseContext {
  const at = `${pointer}/${key}`;
  return {
    condition,
    surroundings,
    report: ({ at: inside = '', ...finding }) => tell({ ...finding, path: at + inside }),
    nested: (inner, inside) => parse({ condition: inner, pointer: at + inside, depth: depth + 1 }, surroundings, tell),
  };
}
