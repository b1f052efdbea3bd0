/** What is this port, and what does that mean for a proxy? Pure. */
import type { PortDescription } from '../../../schemas/ports.ts';
import { blockingOf } from './blocked.ts';
import { numberFindings } from './checks/number.ts';
import { productsOn } from './products.ts';
import { ephemeralOn, rangeOf } from './range.ts';
import { meaningOf } from './role.ts';
import { servicesOn } from './service.ts';

const RANGES = {
  system: 'a system port (0-1023, RFC 6335): the server needs a privilege to listen there',
  user: 'a user port (1024-49151, RFC 6335): any program may listen there',
  dynamic: 'a dynamic port (49152-65535, RFC 6335): never registered, meant for outgoing connections',
} as const;

/** Describes a port from 1 to 65535: the data, findings with pointer `""`, and the same in plain sentences. */
export function describePort(port: number): PortDescription {
  return {
    port,
    range: rangeOf(port),
    services: servicesOn(port).map(({ name, description }) => ({ name, description })),
    proxies: productsOn(port).map(({ product, role, evidence, source, setting, note }) => ({
      product,
      role,
      usable: meaningOf(role).schemes.length > 0,
      evidence,
      source,
      ...(setting === undefined ? {} : { setting }),
      ...(note === undefined ? {} : { note }),
    })),
    blockedByBrowsers: blockingOf(port) !== null,
    ephemeral: ephemeralOn(port).map(({ system, first, last, source }) => ({ system, first, last, source })),
    sentences: sentencesOn(port),
    findings: [...numberFindings(port, '')],
  };
}

function sentencesOn(port: number): string[] {
  return [
    `${port} is ${RANGES[rangeOf(port)]}.`,
    ...servicesOn(port).map(({ name, description }) => `IANA registered it as ${name}: ${description}.`),
    ...productsOn(port).map(({ product, role }) => `${product} ${meaningOf(role).says}.`),
    ...(productsOn(port).length === 0 ? ['No proxy product is known to use it by default.'] : []),
    ...ephemeralOn(port).map(
      ({ system, first, last, reserve }) =>
        `${system} takes it for outgoing connections (${first}-${last}), so a server may find it in use; to prevent that: ${reserve}.`,
    ),
    ...blockedSentence(port),
  ];
}

function blockedSentence(port: number): string[] {
  const blocking = blockingOf(port);
  if (blocking === null) return ['Browsers fetch from it, so a PAC may be served there.'];
  return [
    `${blocking.browsers.join(' and ')} refuse it in URLs: no PAC can be served there. A proxy may still listen on it.`,
  ];
}
