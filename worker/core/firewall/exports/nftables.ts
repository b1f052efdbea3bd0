/** How does nftables say it? Syntax: nft(8), https://netfilter.org/projects/nftables/manpage.html. Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import { isAllPorts } from '../services.ts';
import { addressRules, cidrs, portText } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

/** Rejects are told to the client, so that it need not wait for a timeout before it tries the next proxy. */
const VERDICT: Readonly<Record<Action, string>> = { allow: 'accept', deny: 'reject with icmpx type admin-prohibited' };

/** Where the chain hangs: a gateway forwards, the machine of a proxy receives. */
const HOOK = { policy: 'forward', openings: 'forward', host: 'input' } as const;

/** Where openings are put: the table and chain that most rule sets are written with. */
const USUAL_CHAIN = 'inet filter forward';

/** A rule set of its own, which replaces its former self when it is loaded again; openings are inserted into one that is there. */
export const NFTABLES: Exporter = {
  format: 'nftables',
  title: 'nftables (nft -f)',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan.nft',
  kind: 'ordered',
  lists: 'added',
  source: 'https://netfilter.org/projects/nftables/manpage.html',
  checked: 'nft -c; loaded into a network namespace, connections follow the policy',
  render: (plan): Rendered => ({
    text: plan.subject === 'openings' ? insertions(plan) : table(plan),
    findings: plan.nameFindings,
  }),
};

function table(plan: ExportPlan): string {
  return [
    ...heading(plan),
    '',
    '# An empty table first, so that deleting it never fails: loading the file again replaces the rules at once.',
    'table inet portolan',
    'delete table inet portolan',
    'table inet portolan {',
    '  chain portolan {',
    `    type filter hook ${HOOK[plan.subject]} priority filter; policy accept;`,
    '    ct state established,related accept',
    '    # The policy speaks of tcp and udp only; ICMP and everything else passes.',
    '    meta l4proto != { tcp, udp } accept',
    ...addressRules(plan).map((rule) => `    ${ruleText(rule)}`),
    ...(plan.otherwise === null ? [] : [`    ${VERDICT[plan.otherwise]} comment ${nftString('default')}`]),
    '  }',
    '}',
    '',
  ].join('\n');
}

/** `insert` puts a rule in front, so the last one comes first here. */
function insertions(plan: ExportPlan): string {
  const rules = addressRules(plan).map((rule) => `insert rule ${USUAL_CHAIN} ${ruleText(rule)}`);
  return [
    ...heading(plan),
    `# These rules go in front of ${USUAL_CHAIN}; change the name where your chain has another.`,
    ...rules.reverse(),
    '',
  ].join('\n');
}

function heading({ title, subject }: ExportPlan): string[] {
  return ['#!/usr/sbin/nft -f', `# ${title} (${subject})`];
}

function ruleText(rule: ExportRule): string {
  const isSettled = rule.from !== null || rule.to !== null;
  return [
    ...(isSettled ? [] : [`meta nfproto ${rule.family === 4 ? 'ipv4' : 'ipv6'}`]),
    ...sideText(rule, 'saddr', rule.from),
    ...sideText(rule, 'daddr', rule.to),
    servicesText(rule),
    VERDICT[rule.action],
    `comment ${nftString(rule.name)}`,
  ].join(' ');
}

function sideText({ family }: ExportRule, field: 'saddr' | 'daddr', ranges: ExportRule['from']): string[] {
  if (ranges === null) return [];
  return [`${family === 4 ? 'ip' : 'ip6'} ${field} ${setText(cidrs(ranges, ''))}`];
}

function servicesText({ services: { protocols, ports } }: ExportRule): string {
  const match = `meta l4proto ${setText(protocols)}`;
  return isAllPorts(ports) ? match : `${match} th dport ${setText(ports.map((span) => portText(span, '-')))}`;
}

function setText(elements: readonly string[]): string {
  return elements.length === 1 ? (elements[0] ?? '') : `{ ${elements.join(', ')} }`;
}

/** A string of nft: there is no escape, so what would end it is left out; a comment has at most 128 bytes. */
function nftString(text: string): string {
  return `"${text.replace(/[^ -~]|["\\]/g, '').slice(0, 128)}"`;
}
