/** Codes of single values: hosts, addresses, ranges, ports, patterns, URLs, times. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** What would silently never match, or be read differently by different programs, is refused. */
export const VALUES = {
  'host.invalid': {
    severity: 'error',
    title: 'This is not a host name',
    explanation:
      'A host name has labels of letters, digits, "-" and "_", joined by dots. International names are turned into their ASCII form.',
  },
  'host.idn': {
    severity: 'error',
    title: 'This international name has no ASCII form',
    explanation:
      'Clients show hosts in ASCII (UTS #46, as the WHATWG URL standard applies it). This name has no such form.',
  },
  'host.empty-label': {
    severity: 'error',
    title: 'A host name has an empty label',
    explanation: 'Two dots in a row, or a dot in front, make a name that no client ever shows.',
    fix: 'A name in "domain" already matches everything below it; write it without a leading dot.',
  },
  'host.too-long': {
    severity: 'error',
    title: 'A host name is too long',
    explanation: 'A label has at most 63 characters, a name at most 253 (RFC 1035 section 2.3.4).',
  },
  'host.numeric': {
    severity: 'error',
    title: 'Clients would read this name as an address',
    explanation:
      'When the last label is a number, URL parsers take the whole host for an IPv4 address (1.2.3, 0x7f.1).',
  },
  'host.address': {
    severity: 'error',
    title: 'An address stands where a name belongs',
    explanation: 'Names and addresses are asked about by different keys: "domain" for names, "cidr" for addresses.',
    fix: 'Use "cidr".',
  },
  'host.url': {
    severity: 'error',
    title: 'A URL stands where a host belongs',
    explanation: 'A host has no scheme and no path.',
    fix: 'Write the host alone; "url" takes patterns of whole URLs.',
  },
  'host.port': {
    severity: 'error',
    title: 'A port stands in a host',
    explanation: 'Ports have a key of their own.',
    fix: 'Write the port under "port".',
  },
  'host.brackets': {
    severity: 'error',
    title: 'An address stands in brackets',
    explanation: 'Brackets belong to URLs. In documents an IPv6 address is written without them.',
    fix: 'Remove the brackets.',
  },
  'host.wildcard': {
    severity: 'error',
    title: 'A wildcard stands where a plain name belongs',
    explanation: '"domain" takes names, which already match everything below them; "host" takes patterns.',
    fix: 'Use "host" for patterns.',
  },
  'host.credentials': {
    severity: 'error',
    title: 'A user name stands before a host',
    explanation: 'No document holds credentials, and clients ignore them in PAC results (Chromium drops the entry).',
    fix: 'Remove everything up to the @. If the secret was real, change it.',
  },
  'address.invalid': {
    severity: 'error',
    title: 'This is not an address',
    explanation: 'Addresses are written in full: no leading zeros (010.1.2.3), no short forms (10.1), no zone index.',
  },
  'address.mapped': {
    severity: 'error',
    title: 'An IPv4 address is written as an IPv6 one',
    explanation: 'IPv4-mapped addresses (::ffff:10.0.0.1) are shown differently by different clients.',
    fix: 'Write the IPv4 address.',
  },
  'cidr.invalid': {
    severity: 'error',
    title: 'This is neither an address nor a range',
    explanation: 'A range is an address and a prefix length, such as 10.0.0.0/8 or fd00::/8.',
  },
  'cidr.prefix': {
    severity: 'error',
    title: 'The prefix length is wrong',
    explanation: 'After the slash stands a number: 0 to 32 for IPv4, 0 to 128 for IPv6. Net masks are not read.',
  },
  'cidr.host-bits': {
    severity: 'error',
    title: 'A range does not begin at its first address',
    explanation: 'Programs differ in what they make of 10.0.0.1/8: the one address, the whole range, or an error.',
    fix: 'Write the first address of the range, or the address alone.',
  },
  'url.invalid': {
    severity: 'error',
    title: 'This is not a URL',
    explanation: 'An absolute URL is expected, as the WHATWG URL standard reads it.',
  },
  'url.no-host': {
    severity: 'error',
    title: 'This URL has no host',
    explanation: 'Clients ask no PAC about URLs such as file: or about:.',
  },
  'url.never': {
    severity: 'error',
    title: 'This pattern can match no URL',
    explanation:
      'Patterns of URLs see the whole URL as clients show it: scheme, ://, host, a port other than the default, and a path that is only "/" outside http and ws.',
  },
  'url.fragment': {
    severity: 'error',
    title: 'A pattern of URLs has a fragment',
    explanation: 'Clients never show what stands behind the # of a URL.',
    fix: 'Remove the # and what follows it.',
  },
  'url.credentials': {
    severity: 'error',
    title: 'A pattern of URLs has a user name',
    explanation: 'Clients never show user names and passwords of URLs, and no document may hold any.',
    fix: 'Remove everything up to the @. If the secret was real, change it.',
  },
  'wildcard.invalid': {
    severity: 'error',
    title: 'This is not a pattern',
    explanation:
      'A pattern of hosts holds letters, digits, "-", "_", dots, * and ?; only whole labels can be international.',
  },
  'wildcard.never': {
    severity: 'error',
    title: 'This pattern can never match',
    explanation: 'What clients show never looks like this, for instance because no host begins with a dot.',
  },
  'wildcard.url': {
    severity: 'error',
    title: 'A pattern of URLs stands where a pattern of hosts belongs',
    explanation: 'Hosts have no scheme and no path.',
    fix: 'Use "url".',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
