/** Which lists does a profile name? Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { Profile } from '../../../schemas/profile.ts';

/** The ids in every rule, each once, in the order in which they come up; disabled rules count, since they are checked too. */
export function listsNamedBy({ rules = [] }: Profile): readonly string[] {
  return [...new Set(rules.flatMap(({ when }) => namedIn(when)))];
}

function namedIn({ list = [], any = [], all = [], not = [] }: Condition): string[] {
  return [...[list].flat(), ...[any, all, not].flat(2).flatMap(namedIn)];
}
