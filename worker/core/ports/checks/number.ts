/** What does the number of a port say by itself? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import { finding } from '../../findings/finding.ts';
import { blockingOf } from '../blocked.ts';
import { habitOf } from '../habit.ts';
import { ephemeralOn, rangeOf } from '../range.ts';
import { servicesOn } from '../service.ts';

/** Everything that the number says, at the pointer of the number. */
export const numberFindings = (port: number, path: string): readonly Finding[] => [
  ...system(port, path),
  ...ephemeral(port, path),
  ...notAProxy(port, path),
  ...registered(port, path),
  ...blocked(port, path),
];

function system(port: number, path: string): Finding[] {
  if (rangeOf(port) !== 'system') return [];
  const message = `${port} is a system port: the server needs a privilege to listen there`;
  return [finding('port.system', path, { message, expected: 'any port', found: String(port) })];
}

function ephemeral(port: number, path: string): Finding[] {
  const ranges = ephemeralOn(port);
  if (ranges.length === 0) return [];
  const systems = ranges.map(({ system, first, last }) => `${system} (${first}-${last})`).join(', ');
  const message = `Outgoing connections of ${systems} may hold ${port} when the proxy starts`;
  return [finding('port.ephemeral', path, { message, expected: 'a port from 1024 to 9999', found: String(port) })];
}

/** Only where no proxy is known: a port that is both says nothing. */
function notAProxy(port: number, path: string): Finding[] {
  const { schemes, others } = habitOf(port);
  if (schemes.length > 0 || others.length === 0) return [];
  const message = `${port} is used by ${others.join(' and ')} for something that is no proxy`;
  return [finding('port.not-a-proxy', path, { message, expected: 'the port of a proxy', found: String(port) })];
}

/** Names under which proxies are registered, or stand for want of better. */
const LIKE_PROXIES: readonly string[] = ['http', 'https', 'http-alt', 'socks', 'privoxy', 'pcsync-https'];

/** Only where no proxy is known: that 3128 belongs to "ndl-aas" is no news to anybody who runs Squid. */
function registered(port: number, path: string): Finding[] {
  const names = servicesOn(port).filter(({ name }) => !LIKE_PROXIES.includes(name));
  if (names.length === 0 || habitOf(port).schemes.length > 0) return [];
  const services = names.map(({ name, description }) => `${name} (${description})`).join(', ');
  const message = `IANA registered ${port} to ${services}`;
  return [finding('port.registered', path, { message, expected: 'a port of a proxy', found: services })];
}

function blocked(port: number, path: string): Finding[] {
  const blocking = blockingOf(port);
  if (blocking === null) return [];
  const service = blocking.service === null ? '' : ` (${blocking.service})`;
  const message = `${blocking.browsers.join(' and ')} refuse ${port}${service} in URLs, also in the PAC’s own; as a proxy’s port they use it`;
  return [finding('port.blocked-by-browsers', path, { message, expected: 'any other port', found: String(port) })];
}
