/** `not`: does none of these conditions hold? Pure. */
import { conditionHolds, type Group, lowerCondition, readGroup, spellCondition } from '../condition.ts';
import { inShapeOf } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';
import { anyOf } from '../tests.ts';

/** The negation of the OR: none of them holds. */
export const not: ConditionKind<'not', Group> = {
  key: 'not',
  parse: readGroup,
  spell: (group, written) => inShapeOf(written, group.map(spellCondition)),
  holds: (group, facts) => !group.some((condition) => conditionHolds(condition, facts)),
  found: (facts, group) => {
    const holding = group.findIndex((condition) => conditionHolds(condition, facts));
    return `number ${holding + 1} of them holds`;
  },
  lower: (group, zone) => ({ is: 'not', of: anyOf(group.map((condition) => lowerCondition(condition, zone))) }),
};
