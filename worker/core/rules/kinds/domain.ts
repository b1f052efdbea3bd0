/** `domain`: is the host this name, or below it at a label boundary? Pure. */
import { parseAddress } from '../../net/address.ts';
import { canonicalHost, isWithin } from '../../net/host.ts';
import { isRefused, type Refused } from '../../net/refused.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';

/** Names only: an address literal has no domain. */
export const domain: ConditionKind<'domain', readonly string[]> = {
  key: 'domain',
  parse: (value, context) => readEntries(value, context, readName),
  spell: (names, written) => inShapeOf(written, names),
  holds: (names, facts) => facts.literal === null && names.some((name) => isWithin(facts.host, name)),
  found: (facts) => facts.host,
  lower: (names) => ({ is: 'names', names: names.map((name) => ({ name, match: 'suffix' })) }),
};

function readName(text: string): string | Refused {
  const name = canonicalHost(text);
  if (!isRefused(name)) return name;
  if (name.code === 'host.address' || parseAddress(text.replace(/\/[0-9]+$/, '')) !== null) {
    return {
      code: 'host.address',
      error: 'expected a domain name; addresses have their own key',
      fix: `cidr: ${text}`,
    };
  }
  return text.startsWith('*.') ? { ...name, fix: `host: "${text}", or domain: ${text.slice(2)}` } : name;
}
