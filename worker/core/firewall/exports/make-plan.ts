/** How do a policy, openings and a proxy's own host become plans for export? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import type { Opening } from '../../../../schemas/firewall-questions.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';
import { parsePolicy } from '../parse.ts';
import { activeRules, type FirewallPolicy, type Peers, type PolicyRule } from '../policy.ts';
import { servicesOf } from '../questions/question.ts';
import { ofFamily } from '../ranges.ts';
import { grantsOf, zoneGrantsOf } from './grants.ts';
import { plainText, ruleName, unlessWhole } from './naming.ts';
import type { ExportPlan, ExportRule } from './plan.ts';

/** The whole policy as it is at a time (Unix milliseconds), for a gateway between the zones and the rest. */
export function policyPlan(policy: FirewallPolicy, now: number): ExportPlan {
  return planOf(policy, activeRules(policy, now), { subject: 'policy', otherwise: policy.default });
}

/** Openings alone: allow rules to be put in front of what a firewall has already. */
export function openingsPlan(policy: FirewallPolicy, openings: readonly Opening[]): ExportPlan {
  const { policy: added } = parsePolicy({ ...policy.document, rules: openings.map(({ rule }) => rule) }, 0);
  if (added === null) throw new Error('openings that are no rules of their policy');
  return planOf(added, added.rules, { subject: 'openings', otherwise: null });
}

/** A listener of a proxy, and the zones whose clients should use it. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly zones: readonly string[];
}

/** For the machine of a proxy: only clients of these zones reach the listeners; nothing is said about other ports. */
export function hostPlan(policy: FirewallPolicy, listeners: readonly Listener[]): ExportPlan {
  const rules = listeners.flatMap((listener) => [
    ...FAMILIES.flatMap((family) => admission(policy, listener, family)),
    ...FAMILIES.map((family) => refusalOfOthers(listener, family)),
  ]);
  const grants = rules.filter(({ action }) => action === 'allow');
  return {
    subject: 'host',
    title: plainText(policy.document.title ?? 'firewall policy'),
    rules,
    otherwise: null,
    grants: () => grants,
    zoneGrants: () => [{ zone: 'clients', grants, isNarrowed: false }],
    nameFindings: [],
  };
}

const FAMILIES = [4, 6] as const;

function planOf(
  policy: FirewallPolicy,
  active: readonly PolicyRule[],
  { subject, otherwise }: Pick<ExportPlan, 'subject' | 'otherwise'>,
): ExportPlan {
  return {
    subject,
    title: plainText(policy.document.title ?? 'firewall policy'),
    rules: active.flatMap((rule) => FAMILIES.flatMap((family) => ruleIn(rule, family))),
    otherwise,
    grants: () => grantsOf({ rules: active, otherwise }),
    zoneGrants: () => zoneGrantsOf(policy, { rules: active, otherwise }),
    nameFindings: active.flatMap(nameLeftOut),
  };
}

/** The part of a rule that is about one family; none when a side has nothing of it. */
function ruleIn(rule: PolicyRule, family: 4 | 6): ExportRule[] {
  const [from, to] = [ofFamily(rule.from.ranges, family), ofFamily(rule.to.ranges, family)];
  const { action, services } = rule;
  const { names } = rule.to;
  if (from.length === 0 || (to.length === 0 && names.length === 0)) return [];
  const sides = { from: unlessWhole(from, family), to: unlessWhole(to, family) };
  return [{ name: ruleName(rule), action, family, ...sides, names, services }];
}

/**
 * A firewall sees addresses. An allow rule to a name without any is left out, which allows less; so is a deny rule,
 * and that would allow more, so it is an error.
 */
function nameLeftOut(rule: PolicyRule): Finding[] {
  if (rule.to.names.length === 0) return [];
  const found = namesIn(rule.to);
  const path = pointerTo('', 'rules', rule.index, 'to');
  return rule.action === 'allow'
    ? [finding('export.name-left-out', path, { found })]
    : [finding('export.name-denied', path, { found })];
}

/** Names that are shown of one rule: thousands of rules may have a group of thousands. */
const MAX_SHOWN = 5;

function namesIn({ names }: Peers): string {
  const shown = names.slice(0, MAX_SHOWN).map(({ name, match }) => (match === 'below' ? `*.${name}` : name));
  return `${shown.join(', ')}${names.length > MAX_SHOWN ? ` and ${names.length - MAX_SHOWN} more` : ''}`;
}

function admission(policy: FirewallPolicy, { name, port, zones }: Listener, family: 4 | 6): ExportRule[] {
  return zones.flatMap((zone) => {
    const from = ofFamily(policy.zones.get(zone)?.region ?? [], family);
    if (from.length === 0) return [];
    const services = servicesOf('tcp', [[port, port]]);
    return [
      {
        name: `${name}-from-${zone}`,
        action: 'allow' as const,
        family,
        from: unlessWhole(from, family),
        to: null,
        names: [],
        services,
      },
    ];
  });
}

function refusalOfOthers({ name, port }: Listener, family: 4 | 6): ExportRule {
  const services = servicesOf('tcp', [[port, port]]);
  return { name: `${name}-nobody-else`, action: 'deny', family, from: null, to: null, names: [], services };
}
