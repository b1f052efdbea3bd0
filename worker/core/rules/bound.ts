/** How do kinds with different typed values stand in one table? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { ConditionKey, ConditionKind, ParseContext, ParsedPart } from './kind.ts';

/** A kind whose typed value is kept to itself. */
export interface BoundKind<Key extends ConditionKey = ConditionKey> {
  readonly key: Key;
  /** Reads the kind's key: undefined when the condition has none, null when its value was refused. */
  read(context: ParseContext): ParsedPart | null | undefined;
}

/** Binds a kind to the value that it parses. */
export function bound<Key extends ConditionKey, Parsed>(kind: ConditionKind<Key, Parsed>): BoundKind<Key> {
  return {
    key: kind.key,
    read(context) {
      const written: Condition[Key] = context.condition[kind.key];
      if (written === undefined || written === null) return undefined;
      const parsed = kind.parse(written, context);
      return parsed === null ? null : part(kind, parsed, written);
    },
  };
}

function part<Key extends ConditionKey, Parsed>(
  kind: ConditionKind<Key, Parsed>,
  parsed: Parsed,
  written: NonNullable<Condition[Key]>,
): ParsedPart {
  return {
    key: kind.key,
    spell: () => kind.spell(parsed, written),
    holds: (facts) => kind.holds(parsed, facts),
    found: (facts) => kind.found(facts, parsed),
    heldBy: (facts) => kind.heldBy?.(facts, parsed) ?? [],
    lower: (zone) => kind.lower(parsed, zone),
  };
}
