/** `client`: is the client's own address in this range? Pure. */
import { formatAddress, type IpRange, inRange } from '../../net/address.ts';
import { formatRange, parseCidr } from '../../net/cidr.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';

/** The address that `myIpAddress` gives: 127.0.0.1 where an engine does not know. */
export const client: ConditionKind<'client', readonly IpRange[]> = {
  key: 'client',
  parse: (value, context) => readEntries(value, context, parseCidr),
  spell: (ranges, written) => inShapeOf(written, ranges.map(formatRange)),
  holds: (ranges, facts) => ranges.some((range) => inRange(facts.client, range)),
  found: (facts) => formatAddress(facts.client),
  lower: (ranges) => ({ is: 'ranges', on: 'client', ranges }),
};
