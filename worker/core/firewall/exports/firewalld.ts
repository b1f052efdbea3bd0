/** How does firewalld say it? Syntax: firewall-cmd(1), firewalld.richlanguage(5), firewalld.policies(5). Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import { finding } from '../../findings/finding.ts';
import { shellComment, shellWord } from '../../writers/sh.ts';
import { isAllPorts } from '../services.ts';
import { addressRules, cidrs, portText, wholeCidr } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

/** Each rich rule gets a priority of its own: at equal priority firewalld puts denials before grants. */
const FIRST_PRIORITY = -32_768;
const MAX_RULES = 65_536;
const POLICY = 'portolan';

const SIDES = {
  policy: { ingress: 'ANY', egress: 'ANY' },
  openings: { ingress: 'ANY', egress: 'ANY' },
  host: { ingress: 'ANY', egress: 'HOST' },
} as const;

/** A policy object with rich rules, made anew by a script of `firewall-cmd` calls. */
export const FIREWALLD: Exporter = {
  format: 'firewalld',
  title: 'firewalld (shell script)',
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'portolan-firewalld.sh',
  kind: 'ordered',
  lists: 'multiplied',
  source: 'https://firewalld.org/documentation/man-pages/firewalld.richlanguage.html',
  checked:
    'firewall-offline-cmd --check-config with its output read; loaded into a network namespace, connections follow the policy',
  render: (plan): Rendered => {
    const rules = [...addressRules(plan).flatMap(richRules), ...defaultRules(plan)];
    if (rules.length > MAX_RULES) {
      const message = `firewalld has ${MAX_RULES} priorities, and this takes ${rules.length} rules`;
      return { text: null, findings: [...plan.nameFindings, finding('export.too-large', '/rules', { message })] };
    }
    return { text: script(plan, rules), findings: plan.nameFindings };
  },
};

function script(plan: ExportPlan, rules: readonly string[]): string {
  const { ingress, egress } = SIDES[plan.subject];
  const command = `firewall-cmd --permanent --policy=${POLICY}`;
  return [
    '#!/bin/sh',
    shellComment(`${plan.title} (${plan.subject})`),
    'set -eu',
    `firewall-cmd --permanent --delete-policy=${POLICY} 2>/dev/null || true`,
    `firewall-cmd --permanent --new-policy=${POLICY}`,
    `${command} --add-ingress-zone=${ingress}`,
    `${command} --add-egress-zone=${egress}`,
    `${command} --set-target=CONTINUE`,
    ...rules.map(
      (rule, at) => `${command} --add-rich-rule=${shellWord(`rule priority="${FIRST_PRIORITY + at}" ${rule}`)}`,
    ),
    'firewall-cmd --reload',
    '',
  ].join('\n');
}

/** Rules instead of the policy's target, which would speak of ICMP too. */
function defaultRules({ otherwise }: ExportPlan): string[] {
  if (otherwise === null) return [];
  return ([4, 6] as const).flatMap((family) =>
    ['tcp', 'udp'].map((protocol) => `family="ipv${family}" protocol value="${protocol}" ${action(otherwise, family)}`),
  );
}

function richRules(rule: ExportRule): string[] {
  const whole = wholeCidr(rule.family);
  return cidrs(rule.from, whole).flatMap((from) =>
    cidrs(rule.to, whole).flatMap((to) =>
      elements(rule).map((element) =>
        [
          `family="ipv${rule.family}"`,
          ...(rule.from === null ? [] : [`source address="${from}"`]),
          ...(rule.to === null ? [] : [`destination address="${to}"`]),
          element,
          action(rule.action, rule.family),
        ].join(' '),
      ),
    ),
  );
}

/** One element for each port or range; a rich rule takes one. */
function elements({ services: { protocols, ports } }: ExportRule): string[] {
  return protocols.flatMap((protocol) =>
    isAllPorts(ports)
      ? [`protocol value="${protocol}"`]
      : ports.map((span) => `port port="${portText(span, '-')}" protocol="${protocol}"`),
  );
}

function action(verdict: Action, family: 4 | 6): string {
  if (verdict === 'allow') return 'accept';
  return `reject type="${family === 4 ? 'icmp-admin-prohibited' : 'icmp6-adm-prohibited'}"`;
}
