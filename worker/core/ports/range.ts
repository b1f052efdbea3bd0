/** Which of the three ranges of RFC 6335 does a port fall in, and which systems take it for outgoing connections? Pure. */

/** The ranges of RFC 6335, section 6. */
export type PortClass = 'system' | 'user' | 'dynamic';

/** The range of a port: 0–1023 system, 1024–49151 user, 49152–65535 dynamic. */
export function rangeOf(port: number): PortClass {
  if (port < 1024) return 'system';
  return port < 49152 ? 'user' : 'dynamic';
}

/** The ports that a system hands to outgoing connections by default. */
export interface EphemeralRange {
  readonly system: string;
  readonly first: number;
  readonly last: number;
  readonly source: string;
  /** How to keep a port out of the range. */
  readonly reserve: string;
}

/** Ephemeral ranges by system, as they are unless somebody changed them. */
export const EPHEMERAL_RANGES: readonly EphemeralRange[] = [
  {
    system: 'Linux',
    first: 32768,
    last: 60999,
    source: 'kernel.org Documentation/networking/ip-sysctl.rst, ip_local_port_range',
    reserve: 'list it in net.ipv4.ip_local_reserved_ports',
  },
  {
    system: 'Windows',
    first: 49152,
    last: 65535,
    source: 'learn.microsoft.com, "The default dynamic port range for TCP/IP has changed"',
    reserve: 'netsh int ipv4 add excludedportrange protocol=tcp startport=PORT numberofports=1',
  },
  {
    system: 'macOS',
    first: 49152,
    last: 65535,
    source: 'apple-oss-distributions/xnu bsd/netinet/in.h, IPPORT_HIFIRSTAUTO and IPPORT_HILASTAUTO',
    reserve: 'choose a port below 49152',
  },
  {
    system: 'FreeBSD',
    first: 10000,
    last: 65535,
    source: 'freebsd/freebsd-src sys/netinet/in.h, IPPORT_EPHEMERALFIRST and IPPORT_EPHEMERALLAST',
    reserve: 'choose a port below 10000, or raise net.inet.ip.portrange.first',
  },
];

/** The systems on which an outgoing connection may hold this port when its server starts. */
export const ephemeralOn = (port: number): readonly EphemeralRange[] =>
  EPHEMERAL_RANGES.filter((range) => range.first <= port && port <= range.last);
