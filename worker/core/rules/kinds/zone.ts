/** `zone`: does the client stand in this zone of the profile's firewall policy? Pure. */
import type { Refused } from '../../net/refused.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';

/** A text is compiled for one zone, so the answer is known before it is written. */
export const zone: ConditionKind<'zone', readonly string[]> = {
  key: 'zone',
  parse: (value, context) => readEntries(value, context, (name) => known(name, context.surroundings.zones)),
  spell: (names, written) => inShapeOf(written, names),
  holds: (names, facts) => facts.zone !== null && names.includes(facts.zone),
  found: (facts) => facts.zone ?? 'no zone',
  lower: (names, compiledFor) => ({ is: compiledFor !== null && names.includes(compiledFor) ? 'always' : 'never' }),
};

function known(name: string, zones: readonly string[] | null): string | Refused {
  if (zones?.includes(name)) return name;
  if (zones === null) {
    const fix = 'name the policy in the key "firewall" of the profile';
    return {
      code: 'reference.unknown',
      error: 'expected a profile with a firewall policy: zones are defined there',
      fix,
    };
  }
  return {
    code: 'reference.unknown',
    error: `expected a zone of the firewall policy: ${zones.join(', ') || 'it has none'}`,
  };
}
