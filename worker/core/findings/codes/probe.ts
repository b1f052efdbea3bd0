/** Codes of live probes: what listened, and what to change. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told with the results of a probe; they refuse nothing. */
export const PROBE = {
  'probe.not-probeable': {
    severity: 'info',
    title: 'Portolan does not connect there',
    explanation:
      'Probes reach public addresses and what the operator allows (PROBE_NETWORKS), never this service itself, and no mail or DNS port. A name is left alone when any one of its addresses may not be reached. No connection was made.',
    fix: 'Run the doctor on a client: it looks from inside.',
  },
  'probe.unresolved': {
    severity: 'warning',
    title: 'The name has no address here',
    explanation:
      'The resolver of this service knows no address for it. A name of an internal network is unknown outside, and then this is as it should be.',
    fix: 'Check the spelling; for an internal name declare "addresses", or run the doctor on a client.',
  },
  'probe.closed': {
    severity: 'warning',
    title: 'Nothing listens on the port',
    explanation:
      'The connection was refused at once: the machine is there, and no program listens, or a firewall rejects. From outside that is good news about an internal proxy.',
    fix: 'Check that the proxy runs and on which port and address it listens.',
  },
  'probe.filtered': {
    severity: 'warning',
    title: 'No answer came in time',
    explanation:
      'A firewall drops the packets, or no machine has the address. From outside that is good news about an internal proxy.',
    fix: 'Check the firewall between here and the proxy, or run the doctor on a client.',
  },
  'probe.silent': {
    severity: 'warning',
    title: 'Something accepts connections and says nothing',
    explanation:
      'Neither HTTP, SOCKS nor TLS got an answer. A proxy that waits for a dead resolver looks like this, and so do Shadowsocks servers and tarpits.',
    fix: 'Look into the proxy’s log for the time of the probe.',
  },
  'probe.hangs-up': {
    severity: 'warning',
    title: 'Something accepts connections and ends them at once',
    explanation:
      'Access rules by client address look like this (Dante’s client rules), and so does a listener that expects the PROXY protocol of a load balancer.',
    fix: 'Look into the proxy’s rules for clients, or run the doctor on a client.',
  },
  'probe.unknown': {
    severity: 'warning',
    title: 'Something unknown answers',
    explanation: 'The answer is neither of a proxy nor of another server that Portolan knows.',
    fix: 'Check which program listens there.',
  },
  'probe.scheme': {
    severity: 'error',
    title: 'The listener speaks another protocol than the profile says',
    explanation: 'Clients would speak the scheme of the profile, and no request would get through.',
  },
  'probe.not-a-proxy': {
    severity: 'error',
    title: 'What listens there is no proxy',
    explanation: 'Another server has the port. Clients that are sent there fail, or see its pages.',
    fix: 'Use the port of the proxy’s own listener.',
  },
  'probe.certificate': {
    severity: 'warning',
    title: 'TLS is spoken, and its certificate could not be verified here',
    explanation:
      'The handshake failed: a certificate of a private authority, for another name, expired, or a client certificate is asked for. What is inside was not seen.',
    fix: 'Run the doctor on a client that trusts the authority.',
  },
  'probe.neighbour': {
    severity: 'info',
    title: 'A proxy answers on another port of the same host',
    explanation: 'Where the declared port is no proxy, up to three ports that known products use are tried.',
  },
  'probe.authentication': {
    severity: 'warning',
    title: 'The proxy asks for another authentication than the profile says',
    explanation: 'Clients and people prepare for what the profile says.',
  },
  'probe.authentication-undeclared': {
    severity: 'info',
    title: 'The proxy asks for authentication, and the profile does not say so',
    explanation: 'An undeclared authentication cannot be checked before an outage.',
  },
  'probe.open': {
    severity: 'error',
    title: 'The proxy relays to everybody',
    explanation:
      'Proven: a signed nonce came back through the proxy from a page of this service, without authentication, over the network from which the probe was made.',
    fix: 'Ask for authentication, or restrict the source addresses, today.',
  },
  'probe.no-auth': {
    severity: 'warning',
    title: 'The proxy tries requests without authentication',
    explanation:
      'It took a request for a name that does not exist and tried it. That is no proof that it relays to everybody: further rules may stand behind it.',
    fix: 'Ask for authentication, or restrict the source addresses.',
  },
  'probe.acl-denied': {
    severity: 'info',
    title: 'The proxy refuses this client by a rule',
    explanation:
      'It is a proxy, and it does not serve the address from which the probe came. Rules are often asked before authentication, so what it asks of its own clients was not seen.',
  },
  'doctor.reachable-unexpectedly': {
    severity: 'warning',
    title: 'Clients reach a proxy that the policy keeps from them',
    explanation:
      'The doctor connected from a client, and the firewall policy of the profile says that clients of this zone cannot. The policy here and the firewall there differ.',
    fix: 'Compare the policy with the rules of the real firewall.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
