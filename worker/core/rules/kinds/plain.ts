/** `plain`: is the host a name without a dot? Pure. */
import type { ConditionKind } from '../kind.ts';

/** Address literals are not plain, `::1` included, whatever `isPlainHostName` of an engine says. */
export const plain: ConditionKind<'plain', true> = {
  key: 'plain',
  parse: (value) => value,
  spell: (value) => value,
  holds: (_, facts) => facts.literal === null && !facts.host.includes('.'),
  found: (facts) => facts.host,
  lower: () => ({ is: 'plain' }),
};
