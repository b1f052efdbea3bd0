/** `all`: do all of these conditions hold? Pure. */
import { conditionHolds, type Group, heldBy, lowerCondition, readGroup, spellCondition } from '../condition.ts';
import { inShapeOf } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';
import { allOf } from '../tests.ts';

/** The AND of whole conditions: the way to ask the same key twice. */
export const all: ConditionKind<'all', Group> = {
  key: 'all',
  parse: readGroup,
  spell: (group, written) => inShapeOf(written, group.map(spellCondition)),
  holds: (group, facts) => group.every((condition) => conditionHolds(condition, facts)),
  found: (facts, group) => {
    const failing = group.findIndex((condition) => !conditionHolds(condition, facts));
    return `number ${failing + 1} of them does not hold`;
  },
  heldBy: (facts, group) => group.flatMap((condition) => heldBy(condition, facts)),
  lower: (group, zone) => allOf(group.map((condition) => lowerCondition(condition, zone))),
};
