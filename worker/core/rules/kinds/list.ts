/** `list`: does a rule list of this id contain the request? Pure. */
import type { Refused } from '../../net/refused.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind, ListMeaning } from '../kind.ts';
import { anyOf } from '../tests.ts';

/** A list by its id. */
export interface KnownList {
  readonly id: string;
  readonly meaning: ListMeaning;
}

/** Each list answers for itself; several lists are the OR of their answers. */
export const list: ConditionKind<'list', readonly KnownList[]> = {
  key: 'list',
  parse: (value, context) => readEntries(value, context, (id) => known(id, context.surroundings.list(id))),
  spell: (lists, written) =>
    inShapeOf(
      written,
      lists.map((entry) => entry.id),
    ),
  holds: (lists, facts) => lists.some((entry) => entry.meaning.contains(facts)),
  found: (facts) => facts.host,
  lower: (lists) => anyOf(lists.map((entry) => entry.meaning.test)),
};

function known(id: string, meaning: ListMeaning | undefined): KnownList | Refused {
  if (meaning !== undefined) return { id, meaning };
  return { code: 'reference.unknown', error: 'expected the id of a rule list that exists' };
}
