/** `scheme`: what does the URL begin with? Pure. */
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';

/** Compared in lower case. */
export const scheme: ConditionKind<'scheme', readonly string[]> = {
  key: 'scheme',
  parse: (value, context) => readEntries(value, context, (entry) => entry.toLowerCase()),
  spell: (schemes, written) => inShapeOf(written, schemes),
  holds: (schemes, facts) => schemes.includes(facts.scheme),
  found: (facts) => facts.scheme,
  lower: (schemes) => ({ is: 'scheme', schemes }),
};
