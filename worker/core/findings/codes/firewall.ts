/** Codes of firewall policies: zones, groups, names, rules. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told on every write of a policy, and for questions about one. */
export const FIREWALL = {
  'firewall.name-shared': {
    severity: 'error',
    title: 'A zone and a group share one name',
    explanation: 'Rules name zones and groups alike, so one name would mean both.',
    fix: 'Rename one of them.',
  },
  'firewall.group-member': {
    severity: 'error',
    title: 'This cannot stand in a group',
    explanation:
      'Groups hold addresses, ranges and host names with a dot; zones, groups and "any" stand in rules only.',
  },
  'firewall.name-twice': {
    severity: 'error',
    title: 'A host name stands twice',
    explanation: 'Two spellings of one host name are one name, and which addresses were meant is unclear.',
    fix: 'Join the addresses under one spelling.',
  },
  'firewall.name-in-from': {
    severity: 'error',
    title: 'A host name stands where clients come from',
    explanation: 'A firewall sees the addresses of clients, never their names.',
    fix: 'Write an address, a range or a zone.',
  },
  'firewall.name-unknown': {
    severity: 'info',
    title: 'A host name has no known addresses',
    explanation: 'A firewall sees addresses, so what a rule about this name allows or denies stays unknown.',
    fix: 'Give its addresses under "names".',
  },
  'firewall.unknown-peer': {
    severity: 'error',
    title: 'A peer is neither an address nor anything that the policy names',
    explanation: 'Peers are "any", addresses, ranges, zones, groups, and in "to" host names, which have a dot.',
  },
  'firewall.wildcard': {
    severity: 'error',
    title: 'A firewall cannot be asked about this pattern',
    explanation: 'A policy names a host, or with "*." all hosts below a name, and nothing in between.',
  },
  'firewall.ports': {
    severity: 'error',
    title: 'A range of ports holds nothing',
    explanation: 'The lower port stands first, and the highest port is 65535.',
  },
  'firewall.rule-id': {
    severity: 'error',
    title: 'Two rules have one id',
    explanation: 'Findings and answers name rules by their ids, so each id stands once.',
    fix: 'Give one of them another id.',
  },
  'firewall.too-many-addresses': {
    severity: 'error',
    title: 'The rules come to too many addresses',
    explanation:
      'Groups are written out wherever a list names them beside other entries, and each distinct list counts. All lists together may come to two million ranges.',
    fix: 'Give lists that many rules share a group of their own, and name only that group.',
  },
  'firewall.expired': {
    severity: 'warning',
    title: 'A rule has expired',
    explanation: 'Its time is over, so it matches nothing any more.',
    fix: 'Remove it, or give it a later time.',
  },
  'firewall.unmatchable': {
    severity: 'warning',
    title: 'A rule can match no flow',
    explanation: 'Its sides exclude each other: a flow has one family, so IPv4 clients never reach IPv6 addresses.',
  },
  'zone.network-twice': {
    severity: 'error',
    title: 'A network stands in two zones',
    explanation: 'A client stands in the zone of its longest matching prefix; of two equal prefixes neither is longer.',
    fix: 'Leave it in one zone.',
  },
  'zone.seen-as-ambiguous': {
    severity: 'warning',
    title: 'The edge cannot tell two zones apart',
    explanation: 'Clients of both zones are seen from the same network, so they get the generic PAC.',
    fix: 'Give these clients a PAC URL with ?zone=.',
  },
  'zone.not-seen': {
    severity: 'info',
    title: 'A zone has no addresses by which the edge would know it',
    explanation:
      'Without "seenAs" the edge looks for its clients under its networks, which it only sees where no address translation lies between. Clients that it does not find in any zone get the generic PAC.',
    fix: 'Give "seenAs", the public addresses of the zone, or give its clients a PAC URL with ?zone=.',
  },
  'zone.empty': {
    severity: 'warning',
    title: 'No client stands in a zone',
    explanation: 'The zones nested in it take all of its networks.',
  },
  'firewall.proxy-unreachable': {
    severity: 'warning',
    title: 'No zone can reach a proxy',
    explanation:
      'The firewall policy lets no client of any zone through to it, so that it is left out of the PAC of every zone.',
    fix: 'Open the firewall for the zones that should use it, or take it out of the routes.',
  },
  'firewall.route-empty': {
    severity: 'warning',
    title: 'Nothing is left of a route in a zone',
    explanation:
      'The firewall policy lets the zone reach none of its proxies, so that clients there get what "delivery.emptied" says: block unless it is set.',
    fix: 'Open the firewall for the zone, or give its clients a route of their own by a rule with "zone".',
  },
  'firewall.direct-blocked': {
    severity: 'warning',
    title: 'A rule sends direct what the firewall blocks',
    explanation:
      'Judged by where the rule sends requests and on which ports (80 and 443 unless it names others): of all that, nothing passes, so that direct is left out in the PAC of the zone. An information while the route has proxies left.',
    fix: 'Open the firewall for it, or give the rule a proxy.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
