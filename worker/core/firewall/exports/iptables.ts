/** How do iptables-restore and ip6tables-restore say it? Syntax: iptables-extensions(8). Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import { addressRules, cidrs, portChunks, portText } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

/** multiport takes 15 ports, a range counting as two (iptables-extensions, multiport). */
const MULTIPORT = 15;
const CHAIN = 'PORTOLAN';
const PARENT = { policy: 'FORWARD', openings: 'FORWARD', host: 'INPUT' } as const;

const FAMILIES = {
  4: { tool: 'iptables', reject: 'icmp-admin-prohibited' },
  6: { tool: 'ip6tables', reject: 'icmp6-adm-prohibited' },
} as const;

/** IPv4 rules; IPv6 ones are another program's file. */
export const IPTABLES = exporter(4);
/** IPv6 rules. */
export const IP6TABLES = exporter(6);

function exporter(family: 4 | 6): Exporter {
  const { tool } = FAMILIES[family];
  return {
    format: tool,
    title: `${tool}-restore (IPv${family})`,
    mediaType: 'text/plain; charset=utf-8',
    filename: `portolan.${tool}`,
    kind: 'ordered',
    lists: 'added',
    source: 'https://ipset.netfilter.org/iptables-extensions.man.html',
    checked: `${tool}-restore --test; loaded into a network namespace, connections follow the policy`,
    render: (plan): Rendered => ({ text: render(plan, family), findings: plan.nameFindings }),
  };
}

function render(plan: ExportPlan, family: 4 | 6): string {
  const rules = addressRules(plan, family).map((rule, at) => ruleLines(rule, `${CHAIN}-${at}`));
  const { tool } = FAMILIES[family];
  return [
    `# ${plan.title} (${plan.subject})`,
    `# Load with: ${tool}-restore --noflush FILE; loading it again replaces the chain.`,
    `# Once, to use it: ${tool} -I ${PARENT[plan.subject]} -j ${CHAIN}`,
    '*filter',
    `:${CHAIN} - [0:0]`,
    ...rules.flatMap(({ chain }) => chain),
    ...(plan.subject === 'openings' ? [] : [`-A ${CHAIN} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`]),
    ...rules.flatMap(({ lines }) => lines),
    ...defaultLines(plan, family),
    'COMMIT',
    '',
  ].join('\n');
}

function defaultLines({ otherwise }: ExportPlan, family: 4 | 6): string[] {
  if (otherwise === null) return [];
  return ['tcp', 'udp'].map((protocol) => line(CHAIN, [`-p ${protocol}`, ...ending(otherwise, family, 'default')]));
}

interface RuleLines {
  /** The declaration of a chain of the rule's own. */
  readonly chain: readonly string[];
  readonly lines: readonly string[];
}

/** Where both sides are lists, a chain of the rule's own takes the sources, so that lists add up instead of multiplying. */
function ruleLines(rule: ExportRule, ownChain: string): RuleLines {
  const sources = cidrs(rule.from, '').map((cidr) => (cidr === '' ? [] : [`-s ${cidr}`]));
  const targets = cidrs(rule.to, '').map((cidr) => (cidr === '' ? [] : [`-d ${cidr}`]));
  const ends = rule.services.protocols.flatMap((protocol) =>
    portChunks(rule.services.ports, MULTIPORT).map((chunk) => [
      `-p ${protocol}`,
      ...(chunk === null ? [] : [`-m multiport --dports ${chunk.map((span) => portText(span, ':')).join(',')}`]),
      ...ending(rule.action, rule.family, rule.name),
    ]),
  );
  const linesFrom = (chain: string, start: readonly string[]) =>
    targets.flatMap((target) => ends.map((end) => line(chain, [...start, ...target, ...end])));
  if (sources.length === 1 || targets.length * ends.length === 1) {
    return { chain: [], lines: sources.flatMap((source) => linesFrom(CHAIN, source)) };
  }
  return {
    chain: [`:${ownChain} - [0:0]`],
    lines: [...linesFrom(ownChain, []), ...sources.map((source) => line(CHAIN, [...source, `-j ${ownChain}`]))],
  };
}

function ending(action: Action, family: 4 | 6, name: string): string[] {
  const target = action === 'allow' ? 'ACCEPT' : `REJECT --reject-with ${FAMILIES[family].reject}`;
  return [`-m comment --comment ${restoreString(name)}`, `-j ${target}`];
}

function line(chain: string, parts: readonly string[]): string {
  return [`-A ${chain}`, ...parts].join(' ');
}

/** A quoted word of a restore file: what would end it is left out; a comment has at most 256 characters. */
function restoreString(text: string): string {
  return `"${text.replace(/[^ -~]|["\\]/g, '').slice(0, 256)}"`;
}
