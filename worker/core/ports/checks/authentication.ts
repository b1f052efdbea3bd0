/** Can clients do the authentication that is declared? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import type { ReadEndpoint } from '../endpoint.ts';
import { productsOn } from '../products.ts';

/** Traps of authentication that show themselves before anybody connects. */
export const authenticationFindings = (endpoint: ReadEndpoint): readonly Finding[] => [
  ...negotiate(endpoint),
  ...socks(endpoint),
];

/** Kerberos needs a name; so does a port that a vendor keeps for Kerberos. */
function negotiate({ auth, host, port, scheme, path }: ReadEndpoint): Finding[] {
  if (host.literal === null || scheme.startsWith('socks')) return [];
  const at = pointerTo(path, 'host');
  if (auth === 'negotiate') {
    return [finding('proxy.negotiate-address', at, { expected: 'a host name', found: host.text })];
  }
  const rows = productsOn(port);
  const [row] = rows;
  if (auth !== undefined || row === undefined || !rows.every(({ role }) => role === 'http-kerberos')) return [];
  const message = `${row.product} asks for Kerberos on ${port}, which needs a name, and the proxy is an address`;
  return [finding('proxy.negotiate-address', at, { message, expected: 'a host name', found: host.text })];
}

function socks({ auth, scheme, path }: ReadEndpoint): Finding[] {
  if (!scheme.startsWith('socks') || auth === undefined || auth === 'none') return [];
  const parts = { expected: 'none', found: auth };
  return [finding('proxy.socks-auth', pointerTo(path, 'auth'), parts)];
}
