/** What can be done with a checked condition: ask it, spell it, compile it? Pure. */
import type { HeldBy } from '../../../schemas/api.ts';
import type { Condition } from '../../../schemas/condition.ts';
import type { Test } from '../pac/program.ts';
import type { OneOrMany } from './entries.ts';
import type { Facts, ParseContext, ParsedCondition, ParsedPart } from './kind.ts';
import { allOf } from './tests.ts';

/** The conditions of one `any`, `all` or `not`. */
export type Group = readonly ParsedCondition[];

/** The meaning of a condition: all of its keys hold. */
export function conditionHolds(condition: ParsedCondition, facts: Facts): boolean {
  return condition.parts.every((part) => part.holds(facts));
}

/** The entries of lists by which a condition holds. */
export function heldBy({ parts }: ParsedCondition, facts: Facts): readonly HeldBy[] {
  return parts.flatMap((part) => part.heldBy(facts));
}

/** The first key (in the table's order) that does not hold, or null when the condition holds. */
export function firstFailure(condition: ParsedCondition, facts: Facts): ParsedPart | null {
  return condition.parts.find((part) => !part.holds(facts)) ?? null;
}

/** The condition in canonical spelling, its keys in the table's order. */
export function spellCondition(condition: ParsedCondition): Condition {
  const spelled: Condition = Object.fromEntries(condition.parts.map((part) => [part.key, part.spell()]));
  return condition.written.resolve === true ? { ...spelled, resolve: true } : spelled;
}

/** The condition as a test of the program compiled for this zone. */
export function lowerCondition(condition: ParsedCondition, zone: string | null): Test {
  return allOf(condition.parts.map((part) => part.lower(zone)));
}

/** Reads the conditions of a group, each at its own place; null when any of them was refused. */
export function readGroup(value: OneOrMany<Condition>, context: ParseContext): Group | null {
  const conditions = Array.isArray(value) ? value : [value];
  const parsed = conditions.map((one, index) => context.nested(one, Array.isArray(value) ? `/${index}` : ''));
  return parsed.every((one) => one !== null) ? parsed : null;
}
