/** `list`: does a rule list of this id contain the request? Pure. */
import { didYouMean } from '../../findings/suggest.ts';
import type { Refused } from '../../net/refused.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind, Facts, ListMeaning, Surroundings } from '../kind.ts';
import { anyOf } from '../tests.ts';

/** A list by its id. */
export interface KnownList {
  readonly id: string;
  readonly meaning: ListMeaning;
}

/** Each list answers for itself; several lists are the OR of their answers. */
export const list: ConditionKind<'list', readonly KnownList[]> = {
  key: 'list',
  parse: (value, context) => readEntries(value, context, (id) => known(id, context.surroundings)),
  spell: (lists, written) =>
    inShapeOf(
      written,
      lists.map((entry) => entry.id),
    ),
  holds: (lists, facts) => lists.some((entry) => entry.meaning.contains(facts)),
  found: (facts, lists) =>
    [facts.host, ...lists.flatMap(({ id, meaning }) => takenAway(id, meaning, facts))].join(', '),
  heldBy: (facts, lists) =>
    lists.flatMap(({ id, meaning }) => {
      const found = meaning.entryFor?.(facts) ?? null;
      return found?.adds ? [{ list: id, entry: found.entry }] : [];
    }),
  lower: (lists) => anyOf(lists.map((entry) => entry.meaning.test)),
};

function takenAway(id: string, meaning: ListMeaning, facts: Facts): string[] {
  const found = meaning.entryFor?.(facts) ?? null;
  return found === null || found.adds ? [] : [`which the exception "${found.entry}" takes away from ${id}`];
}

function known(id: string, { list: meaningOf, listIds = [] }: Surroundings): KnownList | Refused {
  const meaning = meaningOf(id);
  if (meaning !== undefined) return { id, meaning };
  const error = 'expected the id of a rule list that exists';
  return { code: 'reference.unknown', error, ...didYouMean(id, listIds) };
}
