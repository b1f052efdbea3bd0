/** Which ports do browsers refuse in a URL, and what has that to do with a proxy? Pure. */

/**
 * The bad ports of the Fetch Standard, section "Port blocking" (fetch.spec.whatwg.org/#port-blocking, whatwg/fetch@586cd2a44c,
 * 2026-07-02; Copyright WHATWG, CC BY 4.0), with the standard's "typical service". web-platform-tests holds the same 83 numbers
 * (fetch/api/request/request-bad-port.any.js). Browsers look at the port of the URL that is asked for: it holds for a PAC's own
 * URL and for every target, and not for the port of a proxy on the way (Chromium and Firefox use a proxy on 6667).
 */
// biome-ignore format: a table of numbers
const BAD_PORTS: readonly (readonly [port: number, service: string | null])[] = [[0, null], [1, 'tcpmux'], [7, 'echo'], [9, 'discard'], [11, 'systat'], [13, 'daytime'], [15, 'netstat'], [17, 'qotd'], [19, 'chargen'], [20, 'ftp-data'], [21, 'ftp'], [22, 'ssh'], [23, 'telnet'], [25, 'smtp'], [37, 'time'], [42, 'name'], [43, 'nicname'], [53, 'domain'], [69, 'tftp'], [77, null], [79, 'finger'], [87, null], [95, 'supdup'], [101, 'hostname'], [102, 'iso-tsap'], [103, 'gppitnp'], [104, 'acr-nema'], [109, 'pop2'], [110, 'pop3'], [111, 'sunrpc'], [113, 'auth'], [115, 'sftp'], [117, 'uucp-path'], [119, 'nntp'], [123, 'ntp'], [135, 'epmap'], [137, 'netbios-ns'], [139, 'netbios-ssn'], [143, 'imap'], [161, 'snmp'], [179, 'bgp'], [389, 'ldap'], [427, 'svrloc'], [465, 'submissions'], [512, 'exec'], [513, 'login'], [514, 'shell'], [515, 'printer'], [526, 'tempo'], [530, 'courier'], [531, 'chat'], [532, 'netnews'], [540, 'uucp'], [548, 'afp'], [554, 'rtsp'], [556, 'remotefs'], [563, 'nntps'], [587, 'submission'], [601, 'syslog-conn'], [636, 'ldaps'], [989, 'ftps-data'], [990, 'ftps'], [993, 'imaps'], [995, 'pop3s'], [1719, 'h323gatestat'], [1720, 'h323hostcall'], [1723, 'pptp'], [2049, 'nfs'], [3659, 'apple-sasl'], [4045, 'npp'], [4190, 'sieve'], [5060, 'sip'], [5061, 'sips'], [6000, 'x11'], [6566, 'sane-port'], [6665, 'ircu'], [6666, 'ircu'], [6667, 'ircu'], [6668, 'ircu'], [6669, 'ircu'], [6679, 'osaut'], [6697, 'ircs-u'], [10080, 'amanda']];

/** Chromium's kRestrictedPorts (net/base/port_util.cc) lacks these two; Firefox's gBadPortList has them. */
const NOT_IN_CHROMIUM: readonly number[] = [4190, 6679];

const SERVICES: ReadonlyMap<number, string | null> = new Map(BAD_PORTS);

/** How browsers treat a port in the URL that they are asked to fetch. */
export interface Blocking {
  readonly port: number;
  /** The standard's "typical service", or null where it prints a dash. */
  readonly service: string | null;
  readonly browsers: readonly string[];
}

/** The blocking of a port, or null when every browser fetches from it. */
export function blockingOf(port: number): Blocking | null {
  const service = SERVICES.get(port);
  if (service === undefined) return null;
  const browsers = NOT_IN_CHROMIUM.includes(port) ? ['Firefox'] : ['Chromium', 'Firefox'];
  return { port, service, browsers };
}

/** All blocked ports, ascending. */
export const BLOCKED_PORTS: readonly number[] = BAD_PORTS.map(([port]) => port);
