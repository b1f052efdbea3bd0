/** How does Cisco ASA say it? Syntax: access-list extended and object-group, ASA 9.0 and later, www.cisco.com. Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import type { PortSpan } from '../policy.ts';
import { isAllPorts } from '../services.ts';
import { ciscoAddress, ciscoBlocks, ciscoPorts, ciscoRemark } from './cisco.ts';
import { addressRules } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

const VERB: Readonly<Record<Action, string>> = { allow: 'permit', deny: 'deny' };
const NAME = { policy: 'PORTOLAN', openings: 'PORTOLAN', host: 'PORTOLAN-HOST' } as const;
const APPLY = {
  policy: 'access-group PORTOLAN in interface inside',
  openings: 'access-group PORTOLAN in interface inside',
  host: 'access-group PORTOLAN-HOST out interface dmz',
} as const;

/** One list for both families; lists of networks and of ports are object groups. */
export const CISCO_ASA: Exporter = {
  format: 'cisco-asa',
  title: 'Cisco ASA access list',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-asa.cfg',
  kind: 'ordered',
  lists: 'added',
  source: 'https://www.cisco.com/c/en/us/td/docs/security/asa/asa-cli-reference/A-H/asa-command-ref-A-H.html',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan): Rendered => ({ text: render(plan), findings: plan.nameFindings }),
};

function render(plan: ExportPlan): string {
  const name = NAME[plan.subject];
  const isAddition = plan.subject === 'openings';
  const rules = addressRules(plan).map((rule, at) => entriesOf(rule, `${name}-${isAddition ? 'OPEN-' : ''}${at}`));
  const entries = [...rules.flatMap((rule) => rule.entries), ...endEntries(plan)];
  const place = (at: number) => (isAddition ? `line ${at + 1} ` : '');
  return [
    `! ${ciscoRemark(`${plan.title} (${plan.subject})`)}`,
    ...(isAddition
      ? ['! In front of the list that is there; change the name where yours has another.']
      : [
          `! After every load, on the interface that you have: ${APPLY[plan.subject]}`,
          '! Once, so that clients are told of denials instead of waiting: service resetoutbound',
          `clear configure access-list ${name}`,
        ]),
    ...rules.flatMap((rule) => rule.groups),
    ...entries.map((entry, at) => `access-list ${name} ${place(at)}${entry}`),
    '',
  ].join('\n');
}

/** A list ends with a denial of everything; nothing but tcp and udp is touched. */
function endEntries({ otherwise, subject }: ExportPlan): string[] {
  if (subject === 'openings') return [];
  const own = otherwise === null ? [] : ['tcp', 'udp'].map((one) => `extended ${VERB[otherwise]} ${one} any any`);
  return [...(own.length === 0 ? [] : ['remark default']), ...own, 'extended permit ip any any'];
}

interface Part {
  readonly text: string;
  readonly group: readonly string[];
}

function entriesOf(rule: ExportRule, group: string): { readonly groups: string[]; readonly entries: string[] } {
  const from = sideOf(rule.from, rule.family, `${group}-FROM`);
  const to = sideOf(rule.to, rule.family, `${group}-TO`);
  const parts = rule.services.protocols.map((protocol) => ({
    protocol,
    ports: portsOf(rule.services.ports, protocol, `${group}-${protocol.toUpperCase()}`),
  }));
  return {
    groups: [...from.group, ...to.group, ...parts.flatMap(({ ports }) => ports.group)],
    entries: [
      `remark ${ciscoRemark(rule.name)}`,
      ...parts.map(
        ({ protocol, ports }) => `extended ${VERB[rule.action]} ${protocol} ${from.text} ${to.text}${ports.text}`,
      ),
    ],
  };
}

/** `any4` and `any6`: `any` would be both. */
function sideOf(ranges: ExportRule['from'], family: 4 | 6, name: string): Part {
  const blocks = ciscoBlocks(ranges);
  if (blocks === null) return { text: `any${family}`, group: [] };
  const texts = blocks.map((block) => ciscoAddress(block, 'net'));
  if (texts.length === 1) return { text: texts[0] ?? '', group: [] };
  return {
    text: `object-group ${name}`,
    group: groupLines(
      'network',
      name,
      texts.map((text) => `network-object ${text}`),
    ),
  };
}

function portsOf(ports: readonly PortSpan[], protocol: string, name: string): Part {
  if (isAllPorts(ports)) return { text: '', group: [] };
  const texts = ports.map(ciscoPorts);
  if (texts.length === 1) return { text: ` ${texts[0]}`, group: [] };
  const lines = texts.map((text) => `port-object ${text}`);
  return { text: ` object-group ${name}`, group: groupLines('service', name, lines, ` ${protocol}`) };
}

/** A group is made anew: entering one that is there would add to it. */
function groupLines(kind: string, name: string, lines: readonly string[], ending = ''): string[] {
  return [
    `no object-group ${kind} ${name}`,
    `object-group ${kind} ${name}${ending}`,
    ...lines.map((line) => ` ${line}`),
    'exit',
  ];
}
