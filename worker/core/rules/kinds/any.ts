/** `any`: does at least one of these conditions hold? Pure. */
import { conditionHolds, type Group, heldBy, lowerCondition, readGroup, spellCondition } from '../condition.ts';
import { inShapeOf } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';
import { anyOf } from '../tests.ts';

/** The OR of whole conditions. */
export const any: ConditionKind<'any', Group> = {
  key: 'any',
  parse: readGroup,
  spell: (group, written) => inShapeOf(written, group.map(spellCondition)),
  holds: (group, facts) => group.some((condition) => conditionHolds(condition, facts)),
  found: () => 'none of them holds',
  heldBy: (facts, group) =>
    group.filter((condition) => conditionHolds(condition, facts)).flatMap((one) => heldBy(one, facts)),
  lower: (group, zone) => anyOf(group.map((condition) => lowerCondition(condition, zone))),
};
