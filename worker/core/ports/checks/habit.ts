/** Does the scheme fit what is customarily spoken on the port? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import type { ReadEndpoint } from '../endpoint.ts';
import { againstHabit, habitOf } from '../habit.ts';
import { productsOn } from '../products.ts';
import { meaningOf } from '../role.ts';

/** A warning at the scheme where it goes against custom. */
export function habitFindings({ scheme, port, path }: ReadEndpoint): readonly Finding[] {
  if (!againstHabit(scheme, port)) return [];
  const habit = habitOf(port);
  const expected = habit.tls ? 'https' : habit.schemes.join(' or ');
  const known = habit.tls ? '' : ` (${habit.products.slice(0, 3).join(', ')})`;
  const exceptions = productsOn(port).filter(({ role }) => meaningOf(role).schemes.includes(scheme));
  const names = [...new Set(exceptions.map(({ product }) => product))].join(' and ');
  const exception = names === '' ? '' : `; ${names} do take ${scheme} there`;
  const message = `${scheme} on ${port}: customarily ${expected} is spoken there${known}${exception}`;
  return [
    finding('port.scheme-habit', pointerTo(path, 'scheme'), {
      message,
      expected,
      found: scheme,
      fix: `If the listener speaks ${expected}, write scheme: ${habit.tls ? 'https' : (habit.schemes.at(-1) ?? expected)}; else write the port that speaks ${scheme}.`,
    }),
  ];
}
