/** How does ufw say it? Syntax: ufw(8). A shell script, because ufw has no file that takes rules in order. Pure. */
import type { Action, Protocol } from '../../../../schemas/firewall.ts';
import { shellComment, shellWord } from '../../writers/sh.ts';
import { addressRules, cidrs, portChunks, portText, wholeCidr } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

/** A rule takes 15 ports, a range counting as two (ufw(8), RULE SYNTAX). */
const MULTIPORT = 15;

const VERB: Readonly<Record<Action, string>> = { allow: 'allow', deny: 'reject' };

/** Rules for a gateway (`ufw route`), or for the machine of a proxy. ufw takes the first match, in the order of adding. */
export const UFW: Exporter = {
  format: 'ufw',
  title: 'ufw (shell script)',
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'portolan-ufw.sh',
  kind: 'ordered',
  lists: 'multiplied',
  source: 'https://manpages.debian.org/bookworm/ufw/ufw.8.en.html',
  checked: 'every line by ufw --dry-run; loaded into a network namespace, connections follow the policy',
  render: (plan): Rendered => ({ text: render(plan), findings: plan.nameFindings }),
};

function render(plan: ExportPlan): string {
  const lines = addressRules(plan).flatMap((rule) => ruleLines(rule, plan));
  // `prepend` puts a rule in front, in either family, so the last one comes first here.
  const rules = plan.subject === 'openings' ? lines.reverse() : lines;
  return [
    '#!/bin/sh',
    shellComment(`${plan.title} (${plan.subject})`),
    'set -eu',
    ...rules,
    ...defaultLines(plan),
    '',
  ].join('\n');
}

/** Rules instead of `ufw default`, which would speak of ICMP too. `any` is both families. */
function defaultLines({ otherwise }: ExportPlan): string[] {
  if (otherwise === null) return [];
  return ['tcp', 'udp'].map(
    (protocol) => `ufw route ${VERB[otherwise]} proto ${protocol} from any to any comment 'default'`,
  );
}

function ruleLines(rule: ExportRule, { subject }: ExportPlan): string[] {
  const whole = wholeCidr(rule.family);
  const start = subject === 'host' ? 'ufw' : subject === 'openings' ? 'ufw route prepend' : 'ufw route';
  return cidrs(rule.from, whole).flatMap((from) =>
    cidrs(rule.to, whole).flatMap((to) =>
      services(rule).map(({ protocol, ports }) =>
        [
          `${start} ${VERB[rule.action]} proto ${protocol} from ${from} to ${to}`,
          ...(ports === null ? [] : [`port ${ports}`]),
          `comment ${shellWord(rule.name)}`,
        ].join(' '),
      ),
    ),
  );
}

function services({ services: { protocols, ports } }: ExportRule): { protocol: Protocol; ports: string | null }[] {
  return protocols.flatMap((protocol) =>
    portChunks(ports, MULTIPORT).map((chunk) => ({
      protocol,
      ports: chunk === null ? null : chunk.map((span) => portText(span, ':')).join(','),
    })),
  );
}
