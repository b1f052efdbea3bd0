/** Codes of ports and endpoints, before anybody connects to them. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told for a batch of endpoints, for a single port, and on every write of a profile. */
export const PORTS = {
  'port.invalid': {
    severity: 'error',
    title: 'This is not a port',
    explanation:
      'A port is a whole number from 1 to 65535. In text only decimal digits without sign, blanks or leading zeros are read, because programs differ in what they make of 08080, +80 or 0x50. Chromium passes over a PAC entry with port 0 in silence.',
    fix: 'Write a number from 1 to 65535.',
  },
  'port.text': {
    severity: 'info',
    title: 'A port is written as text',
    explanation: 'A profile takes a number there.',
    fix: 'Write the number without quotes.',
  },
  'port.missing': {
    severity: 'warning',
    title: 'The port is missing',
    explanation:
      'Clients fill in different ports by the kind of proxy: 80 for PROXY, 443 for HTTPS, 1080 for SOCKS (Chromium, Firefox). A profile demands the port.',
    fix: 'Write the port.',
  },
  'port.scheme-habit': {
    severity: 'warning',
    title: 'The scheme is not what is customarily spoken on this port',
    explanation:
      'The commonest proxy fault is a port that does not match: SOCKS on 3128, an HTTP proxy on 1080, plain HTTP on 443. Custom is no law, and some products break it (Zscaler and Umbrella take plain PROXY on 443), so this is never an error.',
    fix: 'Compare with the listener; a probe or the doctor tells what it speaks.',
  },
  'port.not-a-proxy': {
    severity: 'warning',
    title: 'Products use this port for something that is no proxy',
    explanation:
      'Control ports, pages for administrators and servers of PAC files stand near proxies and are easily mistaken for them.',
    fix: 'Use the port of the proxy’s own listener.',
  },
  'port.two-schemes': {
    severity: 'warning',
    title: 'One endpoint stands under two schemes',
    explanation:
      'A listener usually speaks one protocol. Only products with a mixed port (mihomo, v2rayN and the like) take HTTP and SOCKS on one.',
    fix: 'Keep the scheme that the listener speaks, unless it is known to take both.',
  },
  'port.system': {
    severity: 'info',
    title: 'The port is a system port',
    explanation:
      'Ports below 1024 (RFC 6335) need a privilege on the server: CAP_NET_BIND_SERVICE, or net.ipv4.ip_unprivileged_port_start on Linux. Clients do not care.',
  },
  'port.ephemeral': {
    severity: 'info',
    title: 'Outgoing connections may hold this port',
    explanation:
      'Systems hand ports of this range to outgoing connections. When the proxy restarts, one of them may hold its port, and it cannot listen.',
    fix: 'Reserve the port on the server (net.ipv4.ip_local_reserved_ports on Linux), or choose one from 1024 to 9999.',
  },
  'port.registered': {
    severity: 'info',
    title: 'The port is registered to another service',
    explanation:
      'IANA’s registry is a weak hint, as 3128 (ndl-aas) and 8888 (ddi-tcp-1) show, but firewalls and monitors name and judge traffic by it.',
  },
  'port.blocked-by-browsers': {
    severity: 'info',
    title: 'Browsers refuse this port in URLs',
    explanation:
      'The Fetch standard’s bad ports hold for the URL that is asked for, and so for the PAC’s own URL. They do not hold for a proxy’s port: Chromium and Firefox use a proxy on 6667. Firewalls and their protocol helpers may still take the traffic for something else.',
  },
  'pac-url.blocked-port': {
    severity: 'error',
    title: 'Browsers will not fetch a PAC from this port',
    explanation:
      'The PAC’s URL is a request like any other, and its port is one of the Fetch standard’s bad ports. Chromium does not use a PAC that is served there, and goes direct.',
    fix: 'Serve the PAC on 443, 80 or another port that no browser blocks.',
  },
  'port.well-known': {
    severity: 'info',
    title: 'A public proxy stands on a port that scanners try first',
    explanation:
      'Scanners for open proxies try 3128, 8080, 8888, 1080, 8118 and 8123 first. Another port cuts the noise in the logs. It is no access control: whoever scans all ports finds it.',
    fix: 'Ask for authentication and restrict the source addresses; then choose another port if the noise matters.',
  },
  'proxy.scheme': {
    severity: 'error',
    title: 'This is not a scheme of a proxy',
    explanation:
      'http, https, socks4 and socks5 are known. "socks" is none of them: it means version 4 to Chromium and Firefox and version 5 to Apple’s systems.',
    fix: 'Write http, https, socks4 or socks5.',
  },
  'proxy.host': {
    severity: 'error',
    title: 'This is not a host',
    explanation:
      'A proxy has a host name or an address in its one strict spelling. 0x7f000001, 2130706433, 127.1 and 010.1.2.3 are addresses to some programs and names to others.',
  },
  'proxy.plain-text': {
    severity: 'warning',
    title: 'Clients speak to a public proxy in plain text',
    explanation:
      'Everybody on the way sees which hosts are asked for, what http carries, and the password of Basic authentication. Only the https scheme encrypts the way to the proxy.',
    fix: 'Offer a TLS listener and use scheme https, where the clients can (browsers; not WinHTTP and not Safari).',
  },
  'proxy.no-auth': {
    severity: 'warning',
    title: 'A public proxy is not known to ask for authentication',
    explanation:
      'A proxy on the Internet that lets everybody through is found within hours and used for abuse in your name.',
    fix: 'Declare what it asks for under "auth"; where it asks for nothing, restrict the source addresses at the proxy.',
  },
  'proxy.address-unusable': {
    severity: 'error',
    title: 'No connection can be made to this address',
    explanation: 'Unspecified and multicast addresses and 240.0.0.0/4 never accept a TCP connection.',
    fix: 'Write the address of the proxy.',
  },
  'proxy.address-special': {
    severity: 'warning',
    title: 'Clients will not find a proxy at this address',
    explanation:
      'A loopback address is each client’s own machine (right only for an agent that runs there), a link-local one is another machine on every network, and documentation addresses belong to nobody.',
    fix: 'Write the address under which the clients reach the proxy.',
  },
  'proxy.negotiate-address': {
    severity: 'warning',
    title: 'Negotiate needs a name, and the proxy is an address',
    explanation:
      'Kerberos asks for a ticket for HTTP/name of the proxy. For an address there is none, so clients fall back to NTLM or fail.',
    fix: 'Write the host name for which the proxy has its service principal.',
  },
  'proxy.socks-auth': {
    severity: 'warning',
    title: 'Browsers cannot authenticate to a SOCKS proxy',
    explanation:
      'Chromium and Firefox offer only "no authentication" to a SOCKS proxy that a PAC names, and SOCKS4 knows no password at all. A proxy that insists refuses them.',
    fix: 'Use an http or https proxy where users must authenticate, or restrict the SOCKS proxy by source address.',
  },
  'route.no-http': {
    severity: 'warning',
    title: 'A route that should fail closed goes direct in some clients',
    explanation:
      'WinHTTP strips everything but PROXY from a PAC’s answer, and libproxy drops HTTPS; with nothing left they connect directly. A route without an http proxy therefore fails open in them.',
    fix: 'Add an http proxy, or block direct connections in the firewall.',
  },
  'rule.never-asked': {
    severity: 'warning',
    title: 'Browsers never ask a PAC about this host',
    explanation:
      'Chromium connects directly to localhost, *.localhost, 127.0.0.0/8, ::1, 169.254.0.0/16 and fe80::/10, whatever the PAC says (proxy_bypass_rules.cc), and Firefox to localhost and loopback. Other clients may ask.',
    fix: 'Leave the rule out, or do not rely on it.',
  },
  'proxy.firewall': {
    severity: 'warning',
    title: 'What the firewall policy says about a proxy',
    explanation:
      'For each zone: all of its clients reach the proxy, some, none, or it cannot be told because the policy knows no address of its name. A rule that would fit but for one thing, such as the port, is named: the commonest fault is a rule for 3128 and a profile that says 8080.',
    fix: 'Change the port, or the rule.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
