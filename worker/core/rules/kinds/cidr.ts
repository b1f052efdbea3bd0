/** `cidr` (+ `resolve`): is the host an address in this range, or does its name resolve to one? Pure. */
import { formatAddress, type IpRange, inRange } from '../../net/address.ts';
import { formatRange, parseCidr } from '../../net/cidr.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind, Facts, ParseContext } from '../kind.ts';

/** Ranges, and whether names are looked up in the client's DNS. */
export interface Ranges {
  readonly ranges: readonly IpRange[];
  readonly resolve: boolean;
}

/** Names are only looked up with `resolve`, and then give the first IPv4 address, as `dnsResolve` does. */
export const cidr: ConditionKind<'cidr', Ranges> = {
  key: 'cidr',
  parse(value, context) {
    const ranges = readEntries(value, context, parseCidr);
    if (ranges === null) return null;
    const resolve = context.condition.resolve === true;
    if (resolve) tellCost(ranges, context);
    return { ranges, resolve };
  },
  spell: ({ ranges }, written) => inShapeOf(written, ranges.map(formatRange)),
  holds({ ranges, resolve }, facts) {
    const address = facts.literal ?? (resolve ? facts.resolved : null);
    return address !== null && ranges.some((range) => inRange(address, range));
  },
  found: describe,
  lower: ({ ranges, resolve }) => ({ is: 'ranges', on: resolve ? 'address' : 'host', ranges }),
};

function tellCost(ranges: readonly IpRange[], { report }: ParseContext): void {
  report({
    code: 'rule.resolves',
    severity: 'info',
    message: 'every host that gets this far is looked up in DNS by the client before its request can start',
    fix: 'put rules that need no DNS in front, or leave `resolve` out to test address literals only',
  });
  if (ranges.some((range) => range.family === 4)) return;
  report({
    code: 'cidr.resolve-ipv6',
    severity: 'warning',
    message: 'a PAC only gets IPv4 addresses from DNS, so `resolve` never finds a name in an IPv6 range',
    fix: 'leave `resolve` out, or add the IPv4 ranges',
  });
}

function describe(facts: Facts, { resolve }: Ranges): string {
  if (facts.literal !== null) return facts.host;
  if (!resolve) return `${facts.host} (a name)`;
  return facts.resolved === null ? `${facts.host} (no address)` : `${facts.host} (${formatAddress(facts.resolved)})`;
}
