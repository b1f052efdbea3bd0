/** Which entries of a rule do its exceptions leave alone? Pure. */
import type { Test } from '../../pac/program.ts';
import { allOf } from '../../pac/walk.ts';
import { type Entries, entriesOf } from './entry.ts';
import { MAX_COMPARISONS, sizeOf } from './later.ts';
import { meets } from './overlap.ts';

/**
 * A rule's test as a list of hosts. No list can say an exception (`not`, or that of a rule list), so that an entry is
 * only said when no exception of the rule could take any of its requests away; that some are not said is told.
 */
export function hostsOf(test: Test): Entries {
  if (test.is === 'any') {
    const parts = test.of.map(hostsOf);
    return { entries: parts.flatMap(({ entries }) => entries), lost: parts.flatMap(({ lost }) => lost) };
  }
  const parts = conjuncts(test);
  const exceptions = parts.flatMap((part) => (part.is === 'not' ? [part.of] : []));
  if (exceptions.length === 0) return entriesOf(test);
  const { entries, lost } = hostsOf(allOf(parts.filter(({ is }) => is !== 'not')));
  const size = exceptions.reduce((sum, one) => sum + sizeOf(one), 0);
  const takers = exceptions.map(meets);
  const left =
    size * entries.length > MAX_COMPARISONS ? [] : entries.filter((entry) => !takers.some((takes) => takes(entry)));
  return left.length === entries.length && left.length > 0
    ? { entries, lost }
    : { entries: left, lost: [...lost, NOT] };
}

const NOT = 'exceptions (“not”)';

/** What must hold, without groups inside groups. */
function conjuncts(test: Test): readonly Test[] {
  return test.is === 'all' ? test.of.flatMap(conjuncts) : [test];
}
