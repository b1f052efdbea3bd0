/** What is known of a port? */
import type { PortDescription } from '../../../schemas/ports.ts';
import { describePort as describe } from '../../core/ports/describe.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';

/** Everything known of a port from 1 to 65535. Fault: forbidden. */
export function describePort(context: Context, port: number): PortDescription {
  requireRight(context, 'read', 'nothing');
  return describe(port);
}
