/** Codes of what the analysis of a firewall policy finds. Pure data. */
import type { CodeEntry } from '../entry.ts';

/** Told when a policy is written or analysed, and for a profile that follows it. None of them refuses a write. */
export const FIREWALL_ANALYSIS = {
  'firewall.shadowed': {
    severity: 'warning',
    title: 'Earlier rules do the opposite of all that a rule would decide',
    explanation:
      'Every flow that the rule matches is decided before it, by rules of the other action: the rule has no effect, and what it says does not hold.',
    fix: 'Move the rule in front of the rules that decide in its place, or delete it.',
  },
  'firewall.redundant': {
    severity: 'warning',
    title: 'Earlier rules decide all that a rule would decide, and alike',
    explanation: 'Every flow that the rule matches is decided before it, by rules of the same action.',
    fix: 'Delete the rule.',
  },
  'firewall.mixed': {
    severity: 'warning',
    title: 'Earlier rules decide all that a rule would decide, in both ways',
    explanation:
      'Every flow that the rule matches is decided before it: some of them as the rule says, some the other way.',
    fix: 'Move the rule in front of the rules of the other action, or delete it.',
  },
  'firewall.removable': {
    severity: 'info',
    title: 'A rule could go without changing any verdict',
    explanation:
      'Without the rule, later rules or the default would do the same with every flow that it decides. Of several such rules not all may be able to go together; the analysis names some that can.',
  },
  'firewall.order-dependent': {
    severity: 'warning',
    title: 'Only the order of two rules decides about the flows that both match',
    explanation:
      'The rules have opposite actions, neither is an exception inside the other, and some flows match both. If somebody sorts the rules, those flows change sides.',
    fix: 'Make one of the rules smaller, or say in its note that the order is meant.',
  },
  'firewall.default-unreachable': {
    severity: 'info',
    title: 'No flow is left for the default',
    explanation: 'The rules decide every flow, so that what the policy says by default never happens.',
  },
  'firewall.not-analysed': {
    severity: 'info',
    title: 'Some questions about the policy were not answered',
    explanation:
      'The analysis is exact and counts its steps. What takes too many is left open rather than guessed; everything that is listed is right.',
    fix: 'Delete what the clean-up of the analysis names, and ask again.',
  },
  'firewall.reach-not-analysed': {
    severity: 'warning',
    title: 'It was not computed whether some zones reach what a profile sends them to',
    explanation:
      'The policy has too many ways to cut its networks and ports, so that what is not a single address and port took too many steps. It stays in the routes, whatever the profile says of unknown verdicts: nobody knows whether clients get through.',
    fix: 'Give names their addresses under "names" or "addresses", or write the rules with fewer networks and ranges of ports of their own.',
  },
  'firewall.any-source': {
    severity: 'info',
    title: 'A rule opens something to every source',
    explanation:
      'An allow rule from "any", or from all addresses of a family, also opens its destinations to guests, to networks that are added later, and to whoever gets in.',
    fix: 'Name the zones that need it.',
  },
  'firewall.proxy-port-anywhere': {
    severity: 'warning',
    title: 'A rule opens a port of proxies to every destination',
    explanation:
      'An allow rule to "any", or to all addresses of a family, names a port that proxies listen on: clients reach every proxy of the world there, past those of their own organisation.',
    fix: 'Name the proxies that clients should use as the destination.',
  },
  'firewall.proxy-open': {
    severity: 'warning',
    title: 'Clients of no zone can reach a proxy',
    explanation:
      'The policy lets addresses outside all of its zones through to the port of the proxy. A proxy that everybody can reach is found and used by everybody.',
    fix: 'Give the rule the zones that should use the proxy as its source.',
  },
  'firewall.port-unused': {
    severity: 'info',
    title: 'The policy opens a port of a proxy that nothing uses',
    explanation:
      'A rule allows more ports to the address of the proxy than the proxies of this profile listen on. Other profiles that follow the policy are counted; the newest revision of each.',
    fix: 'Take the port out of the rule, if nothing else needs it.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
