/** Codes of rules and their conditions. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told for single conditions, and for rules among the rules around them. */
export const RULES = {
  'condition.depth': {
    severity: 'error',
    title: 'Conditions are nested too deeply',
    explanation: 'any, all and not may stand inside each other 16 times.',
    fix: 'Write the condition flatter, or spread it over several rules.',
  },
  'rule.never-matches': {
    severity: 'error',
    title: 'The rule can never match',
    explanation:
      'The keys of its condition exclude each other, for instance "plain" beside a domain with a dot, or a range of addresses beside a domain. Told only where it is certain.',
    fix: 'Split it into several rules, or use "any": the keys of one condition are joined by AND.',
  },
  'rule.unreachable': {
    severity: 'error',
    title: 'Earlier rules decide everything that this rule could decide',
    explanation: 'The first rule that matches decides, so this one never does. Told only where it is certain.',
    fix: 'Move it in front of the rules that cover it, or remove it.',
  },
  'rule.always': {
    severity: 'info',
    title: 'The rule matches everything',
    explanation:
      'Its condition holds for every request, so it is the default in disguise, and "default" is never reached.',
    fix: 'Make its route the default and remove the rule.',
  },
  'rule.url-path-hidden': {
    severity: 'warning',
    title: 'The rule looks at the path of a URL',
    explanation:
      'Chromium shows a PAC the path of http and ws URLs only, Firefox of none unless told to, and Windows keeps one answer per host.',
    fix: 'Decide by host, port or scheme where it must hold in every client.',
  },
  'rule.resolves': {
    severity: 'info',
    title: 'The rule makes clients ask their DNS',
    explanation: 'Every host that gets as far as this rule is looked up before its request can start.',
    fix: 'Put rules that need no DNS in front, or leave "resolve" out to test address literals only.',
  },
  'cidr.resolve-ipv6': {
    severity: 'warning',
    title: 'Names are never found in IPv6 ranges',
    explanation:
      'What a PAC gets from DNS are IPv4 addresses (dnsResolve), so "resolve" with IPv6 ranges only tests literals.',
    fix: 'Leave "resolve" out, or add the IPv4 ranges.',
  },
  'port.range': {
    severity: 'error',
    title: 'A range of ports holds nothing',
    explanation: 'The lower port stands first, and the highest port is 65535.',
  },
  'time.empty': {
    severity: 'error',
    title: 'A window of time says nothing, or holds nothing',
    explanation: 'A window names days, a time of day or dates, and its "from" and "to" differ. 24:00 is only an end.',
  },
  'time.dates': {
    severity: 'error',
    title: 'A range of dates ends before it begins',
    explanation: 'The earlier date stands in "from"; both days are part of the range.',
    fix: 'Swap the two dates.',
  },
  'regex.syntax': {
    severity: 'error',
    title: 'This is not a regular expression',
    explanation: 'The expression cannot be parsed; the message names the offset.',
  },
  'regex.unsupported': {
    severity: 'error',
    title: 'The expression uses something that not every engine knows',
    explanation:
      'Look-behind, back-references, named groups, flags and Unicode classes are missing in ES3 engines, which Windows still runs PAC texts in.',
  },
  'regex.unsafe': {
    severity: 'error',
    title: 'The expression can take very long',
    explanation:
      'Some text could be matched in many ways, and engines that backtrack try them all. Expressions must match in linear time.',
    fix: 'Make neighbouring repetitions begin with different characters, or use wildcards.',
  },
  'regex.never': {
    severity: 'error',
    title: 'The expression can never match',
    explanation: 'It asks for characters that hosts or URLs never show, such as capitals in a host.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
