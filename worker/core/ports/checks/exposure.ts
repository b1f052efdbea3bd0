/** What does it mean that a proxy stands on the Internet? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import { formatAddress } from '../../net/address.ts';
import type { ReadEndpoint } from '../endpoint.ts';
import { publicAddresses } from './address.ts';

/** The ports that scanners for open proxies try first. */
const SCANNED_FIRST: readonly number[] = [1080, 3128, 8080, 8118, 8123, 8888];

/** Findings of an endpoint with a public address; none where no public address is known. */
export function exposureFindings(endpoint: ReadEndpoint): readonly Finding[] {
  const [address] = publicAddresses(endpoint);
  if (address === undefined) return [];
  const where = formatAddress(address);
  return [...wellKnown(endpoint, where), ...plainText(endpoint, where), ...noAuth(endpoint, where)];
}

function wellKnown({ port, path }: ReadEndpoint, where: string): Finding[] {
  if (!SCANNED_FIRST.includes(port)) return [];
  const message = `${where} is public, and scanners try ${port} first; another port cuts noise and is no access control`;
  return [finding('port.well-known', pointerTo(path, 'port'), { message, found: String(port) })];
}

function plainText({ scheme, path }: ReadEndpoint, where: string): Finding[] {
  if (scheme === 'https') return [];
  const message = `Clients speak ${scheme} to ${where} across the Internet, readable by everybody on the way`;
  return [finding('proxy.plain-text', pointerTo(path, 'scheme'), { message, expected: 'https', found: scheme })];
}

function noAuth({ auth, path }: ReadEndpoint, where: string): Finding[] {
  if (auth !== undefined && auth !== 'none') return [];
  const message = `${where} is public, and the profile ${auth === 'none' ? 'says that it asks for nothing' : 'does not say what it asks for'}`;
  const at = pointerTo(path, ...(auth === undefined ? [] : ['auth']));
  return [finding('proxy.no-auth', at, { message, expected: 'an authentication', found: auth ?? 'nothing declared' })];
}
