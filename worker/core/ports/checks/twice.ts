/** Does one endpoint stand under two schemes? Pure; the one check that looks at several endpoints. */
import type { Finding } from '../../../../schemas/finding.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import type { ReadEndpoint } from '../endpoint.ts';
import { isMixed } from '../habit.ts';

/** A finding at the later of two; only info where products with a mixed port are known and TLS is not involved. */
export function twiceFindings(endpoints: readonly ReadEndpoint[]): readonly Finding[] {
  const first = new Map<string, ReadEndpoint>();
  return endpoints.flatMap((endpoint) => {
    const key = `${endpoint.host.text} ${endpoint.port}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, endpoint);
    return before === undefined || before.scheme === endpoint.scheme ? [] : [clash(before, endpoint)];
  });
}

function clash(before: ReadEndpoint, endpoint: ReadEndpoint): Finding {
  const { host, port, scheme, path } = endpoint;
  const couldBeMixed = isMixed(port) && scheme !== 'https' && before.scheme !== 'https';
  const message = `${host.text} ${port} is ${before.scheme} at ${before.path} and ${scheme} here`;
  return finding('port.two-schemes', pointerTo(path, 'scheme'), {
    message: couldBeMixed ? `${message}; products with a mixed port use ${port}` : message,
    expected: before.scheme,
    found: scheme,
    ...(couldBeMixed ? { severity: 'info' } : {}),
  });
}
