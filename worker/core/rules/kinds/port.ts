/** `port`: which port does the URL go to, defaults filled in? Pure. */
import type { Refused } from '../../net/refused.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind } from '../kind.ts';

/** Both ends included. */
export type PortRange = readonly [first: number, last: number];

/** A URL without a port, of a scheme without a default, has no port and matches none. */
export const port: ConditionKind<'port', readonly PortRange[]> = {
  key: 'port',
  parse: (value, context) => readEntries<number | string, PortRange>(value, context, readPorts),
  spell: (ranges, written) => inShapeOf(written, ranges.map(spellPorts)),
  holds: (ranges, { port: shown }) => shown !== null && ranges.some(([first, last]) => first <= shown && shown <= last),
  found: (facts) => (facts.port === null ? 'no port' : String(facts.port)),
  lower: (ranges) => ({ is: 'port', ranges }),
};

function readPorts(entry: number | string): PortRange | Refused {
  const [first = 0, last = first] = String(entry).split('-').map(Number);
  if (first > last) return { code: 'port.range', error: 'expected the lower port first', fix: `${last}-${first}` };
  return last <= 65535 ? [first, last] : { code: 'port.range', error: 'expected ports up to 65535' };
}

function spellPorts([first, last]: PortRange): number | string {
  return first === last ? first : `${first}-${last}`;
}
