/** Can browsers fetch a PAC from this URL's port? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import { finding } from '../findings/finding.ts';
import { blockingOf } from './blocked.ts';

/** An error when the PAC's own URL stands on a port that browsers block. `path` is where the URL was given. */
export function pacUrlFindings(url: string, path: string): readonly Finding[] {
  const port = URL.canParse(url) ? Number(new URL(url).port) : 0;
  const blocking = port === 0 ? null : blockingOf(port);
  if (blocking === null) return [];
  const message = `${blocking.browsers.join(' and ')} do not fetch a PAC from port ${port}, and go direct`;
  return [
    finding('pac-url.blocked-port', path, { message, expected: 'a port that no browser blocks', found: String(port) }),
  ];
}
