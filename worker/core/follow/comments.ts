/** What does a script say about the zone that it was made for, and about what it leaves out? Pure. */
import type { RuleName } from '../../../schemas/firewall.ts';
import { ruleInWords } from '../firewall/rule-in-words.ts';
import type { Endpoint } from '../rules/endpoint.ts';
import type { RuleSet } from '../rules/ruleset.ts';
import type { Followed, LeftOut } from './follow.ts';

/** How many rules a line names; the rest is counted. */
const MAX_NAMED = 8;

/** The lines for the header of a zone's script. `policy` names the firewall policy; zone null: the generic text. */
export function zoneComments({ ruleset, leftOut }: Followed, policy: string, zone: string | null): string[] {
  if (zone === null) return [`${policy}: for clients of no known zone, so nothing is left out`];
  const lost = leftOut(zone);
  if (lost.length === 0) return [`${policy}, zone ${zone}: nothing is left out`];
  return [`${policy}, zone ${zone}`, ...lost.map((one) => `left out: ${whatOf(one, ruleset)}: ${whyOf(one)}`)];
}

function whatOf({ what, from }: LeftOut, { routes }: RuleSet): string {
  if (from.length > 0) return `direct of ${listed(from, (rule) => (rule === null ? 'the default' : `rule ${rule}`))}`;
  const endpoint = routes.get(what)?.proxies[0];
  return endpoint === undefined ? what : `${what} (${placeOf(endpoint)})`;
}

/** Where a proxy listens, as URLs write it. */
function placeOf({ scheme, host, literal, port }: Endpoint): string {
  return `${scheme}://${literal?.family === 6 ? `[${host}]` : host}:${port}`;
}

/** Why something was left out, in a few words: the verdict, and the rules of the policy that decided. */
export function whyOf({ verdict, by }: Pick<LeftOut, 'verdict' | 'by'>): string {
  if (verdict === 'empty') return 'the zone has no client of its address family';
  if (verdict === 'unknown') return 'nobody knows whether the firewall lets it through';
  return `denied by ${deciders(by)}`;
}

/** Rules of a policy in words. */
function deciders(by: readonly (RuleName | null)[]): string {
  return listed(by, (rule) => (rule === null ? "the firewall's default" : ruleInWords(rule, 'firewall rule')));
}

function listed<Item>(items: readonly Item[], say: (item: Item) => string): string {
  const said = items.slice(0, MAX_NAMED).map(say);
  return items.length <= MAX_NAMED ? said.join(', ') : `${said.join(', ')} and ${items.length - MAX_NAMED} more`;
}
