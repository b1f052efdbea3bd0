/** Can clients reach the address at all, and is it on the Internet? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import { formatAddress, type IpAddress } from '../../net/address.ts';
import { type AddressUse, deniedRange, useOf } from '../../probe/denied-ranges.ts';
import type { ReadEndpoint } from '../endpoint.ts';
import { productsOn } from '../products.ts';

type Verdict = { readonly code: 'proxy.address-unusable' | 'proxy.address-special'; readonly words: string };

/** Uses that a proxy's address should not have. Private, shared and public addresses are ordinary. */
const VERDICTS: Readonly<Partial<Record<AddressUse | 'public', Verdict>>> = {
  unspecified: { code: 'proxy.address-unusable', words: 'is no address of a machine' },
  multicast: { code: 'proxy.address-unusable', words: 'is a multicast group; TCP connects to single machines' },
  future: { code: 'proxy.address-unusable', words: 'is reserved for future use; systems do not connect to it' },
  reserved: { code: 'proxy.address-special', words: 'is reserved for protocols' },
  loopback: { code: 'proxy.address-special', words: 'is each client’s own machine' },
  'link-local': { code: 'proxy.address-special', words: 'is another machine on every network' },
  documentation: { code: 'proxy.address-special', words: 'is an address for documentation and belongs to nobody' },
  benchmark: { code: 'proxy.address-special', words: 'is an address for benchmarks' },
  translation: { code: 'proxy.address-special', words: 'is another address in the clothes of IPv6, or a relay' },
  'cloud-service': { code: 'proxy.address-special', words: 'is a service inside a cloud' },
};

/** Agents listen on the client itself, and then loopback is right. */
const ON_THE_CLIENT: readonly string[] = ['local-client', 'local-agent', 'anonymity', 'debugging-proxy', 'auth-relay'];

/** One finding for each address that is not what it should be, at the host or at its entry of `addresses`. */
export function addressFindings(endpoint: ReadEndpoint): readonly Finding[] {
  const { host, addresses, port, path } = endpoint;
  if (isLocalName(host.text)) return [special('localhost', port, pointerTo(path, 'host'))];
  return addresses.flatMap((address, index) => {
    const at = host.literal === null ? pointerTo(path, 'addresses', index) : pointerTo(path, 'host');
    return judged(address, port, at);
  });
}

/** The addresses of an endpoint that lie on the public Internet. */
export const publicAddresses = ({ addresses }: ReadEndpoint): readonly IpAddress[] =>
  addresses.filter((address) => useOf(address) === 'public');

const isLocalName = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost');

function judged(address: IpAddress, port: number, at: string): Finding[] {
  const range = deniedRange(address);
  const verdict = range === null ? undefined : VERDICTS[range.use];
  const text = formatAddress(address);
  if (range === null || verdict === undefined) return [];
  if (range.use === 'loopback') return [special(text, port, at)];
  const message = `${text} ${verdict.words} (${range.cidr}, ${range.source})`;
  return [finding(verdict.code, at, { message, expected: 'an address that clients can reach', found: text })];
}

/** Loopback: a warning, unless agents are known to listen on this port of the client. */
function special(text: string, port: number, at: string): Finding {
  const agents = productsOn(port).filter(({ kind }) => ON_THE_CLIENT.includes(kind));
  const message = `${text} is each client’s own machine`;
  const parts = { expected: 'an address that clients can reach', found: text };
  const [agent] = agents;
  if (agent === undefined) return finding('proxy.address-special', at, { ...parts, message });
  const known = `; right where an agent such as ${agent.product} listens on ${port}`;
  return finding('proxy.address-special', at, { ...parts, message: `${message}${known}`, severity: 'info' });
}
