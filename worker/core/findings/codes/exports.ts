/** Codes of exports: firewall rules in a firewall's own language. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told with a rendered export; an error means that there is no text. */
export const EXPORTS = {
  'export.name-left-out': {
    severity: 'warning',
    title: 'An allow rule to a host name was left out',
    explanation:
      'The target sees addresses, and no address of this name is known. Some targets resolve names once, when the rules are loaded, and never again; that is not relied on.',
    fix: 'Give the addresses of the name under "names" in the policy.',
  },
  'export.name-denied': {
    severity: 'error',
    title: 'A deny rule to a host name cannot be expressed',
    explanation:
      'The target sees addresses, and no address of this name is known. Without the rule the export would allow more than the policy.',
    fix: 'Give the addresses of the name under "names" in the policy.',
  },
  'export.too-large': {
    severity: 'error',
    title: 'The target does not take so many rules',
    explanation: 'Every target has a limit of rules; a part of the rules would mean something else.',
    fix: 'Use fewer and larger networks, or another target.',
  },
  'export.quota': {
    severity: 'warning',
    title: 'The rules exceed the usual quota of the target',
    explanation:
      'AWS gives a security group 60 rules in each direction and a network ACL 20, its default denials counted, unless the quota was raised.',
    fix: 'Raise the quota, or use fewer and larger networks.',
  },
  'export.not-analysed': {
    severity: 'error',
    title: 'The allowed flows could not be computed',
    explanation:
      'The target has no order of rules, so the exact set of allowed flows is needed. This policy takes more steps than Portolan spends on that.',
    fix: 'Delete what the clean-up of the analysis names, or use an ordered target.',
  },
  'export.narrowed': {
    severity: 'warning',
    title: 'Some clients of a zone are allowed more than the export gives',
    explanation:
      'The target stands at the client and knows no sources, so it gets what all clients of the zone are allowed.',
    fix: 'Make a zone of the clients that are allowed more.',
  },
  'export.default-allow': {
    severity: 'warning',
    title: 'A policy that allows by default became a list of what is allowed',
    explanation:
      'The target can only allow. Everything that no rule denies is written out, also for ports nobody uses.',
    fix: 'Deny by default.',
  },
  'export.protocol-left-out': {
    severity: 'info',
    title: 'Rules for udp were left out',
    explanation: 'Squid forwards HTTP over TCP only, so it never sees these flows.',
  },
  'export.stateless': {
    severity: 'info',
    title: 'The target knows no connections, so answers are told by their ports or flags',
    explanation:
      'Whoever sets these can pass as an answer: in Cisco and Junos every TCP packet that claims to be of a connection, in a network ACL of AWS whatever goes to ports 1024 to 65535. Answers over UDP are judged as flows of their own by Cisco and Junos.',
    fix: 'Use a stateful firewall or feature of the same product where that matters.',
  },
  'export.replaces-by-name': {
    severity: 'info',
    title: 'Loading the export replaces rules of the same names only',
    explanation:
      'The commands delete and make anew what has the names in them. Where an earlier export had more rules, those stay in front and go on deciding.',
    fix: 'Delete the other rules whose names begin with portolan- before the commit.',
  },
  'export.no-zones': {
    severity: 'error',
    title: 'There are no zones to export for',
    explanation: 'The target stands at the clients and knows no sources, so it gets one set of rules for each zone.',
    fix: 'Give the policy zones.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
