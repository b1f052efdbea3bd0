/** Is a URL's port one that this fetch may use? Pure. */
import { portOf, refusalOfPort } from '../core/lists/refresh/port.ts';
import type { Refused } from '../core/net/refused.ts';
import { failed } from './failed.ts';

/**
 * The refusal of a port; null when it may be used. `first`: the URL of the document; a redirect leads to its port or to
 * that of the web, so that a publisher cannot have other ports looked at, one redirect after the other.
 */
export function refusedPort(url: URL, first: URL): Refused | null {
  const port = portOf(url);
  const reason = refusalOfPort(port);
  if (reason !== null) return failed('subscription.refused', `${url.host}: ${reason}`);
  if (port === 80 || port === 443 || port === portOf(first)) return null;
  const expected = `expected a redirect to port 80, 443 or ${portOf(first)}, found ${port}`;
  return failed('subscription.refused', expected);
}
