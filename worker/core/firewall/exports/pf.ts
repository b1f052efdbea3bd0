/** How does pf say it? Syntax: pf.conf(5), https://man.openbsd.org/pf.conf. Pure. */
import type { Action, Protocol } from '../../../../schemas/firewall.ts';
import { isAllPorts } from '../services.ts';
import { addressRules, cidrs, portText } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

/** In pf the last match decides, so every rule is `quick`. Rejects are told, so that a client need not wait. */
const VERDICT: Readonly<Record<Action, string>> = { allow: 'pass', deny: 'block return' };

/** What keeps a connection: only the packet that begins it is looked at, and answers belong to it. */
const STATE: Readonly<Record<Protocol, string>> = { tcp: ' flags S/SA keep state', udp: ' keep state' };

/** A gateway looks at what it forwards, the machine of a proxy at what it receives. */
const PLACE = {
  policy: { anchor: 'portolan', to: '! (self)' },
  openings: { anchor: 'portolan-openings', to: '! (self)' },
  host: { anchor: 'portolan', to: '(self)' },
} as const;

/** The rules of an anchor; lists of addresses are tables, so that pfctl does not multiply them. */
export const PF: Exporter = {
  format: 'pf',
  title: 'pf (anchor for pfctl)',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan.pf.conf',
  kind: 'ordered',
  lists: 'added',
  source: 'https://man.openbsd.org/pf.conf',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan): Rendered => ({ text: render(plan), findings: plan.nameFindings }),
};

function render(plan: ExportPlan): string {
  const { anchor, to } = PLACE[plan.subject];
  const rules = addressRules(plan).map((rule, at) => partsOf(rule, at));
  return [
    `# ${plan.title} (${plan.subject})`,
    `# Load with: pfctl -a ${anchor} -f FILE; loading it again replaces the rules.`,
    `# Once, in pf.conf in front of its own rules: anchor "${anchor}" in from any to ${to}`,
    ...rules.flatMap(({ tables }) => tables),
    ...rules.flatMap(({ lines }) => lines),
    ...defaultLines(plan),
    '',
  ].join('\n');
}

/** Of tcp and udp alone: ICMP and everything else goes on to the rules behind the anchor. */
function defaultLines({ otherwise }: ExportPlan): string[] {
  if (otherwise === null) return [];
  return (['tcp', 'udp'] as const).map((protocol) =>
    [
      `${VERDICT[otherwise]} in quick proto ${protocol} from any to any`,
      ...ending(otherwise, protocol, 'default'),
    ].join(''),
  );
}

function partsOf(rule: ExportRule, at: number): { readonly tables: string[]; readonly lines: string[] } {
  const from = sideOf(rule.from, `portolan_${at}_from`);
  const to = sideOf(rule.to, `portolan_${at}_to`);
  const { protocols, ports } = rule.services;
  const portPart = isAllPorts(ports) ? '' : ` port ${listText(ports.map((span) => portText(span, ':')))}`;
  const family = rule.family === 4 ? 'inet' : 'inet6';
  return {
    tables: [...from.tables, ...to.tables],
    lines: protocols.map((protocol) =>
      [
        `${VERDICT[rule.action]} in quick ${family} proto ${protocol} from ${from.text} to ${to.text}${portPart}`,
        ...ending(rule.action, protocol, rule.name),
      ].join(''),
    ),
  };
}

function ending(action: Action, protocol: Protocol, name: string): string[] {
  return [action === 'allow' ? STATE[protocol] : '', ` label ${pfString(name)}`];
}

/** One block stands in the rule; several are a table. */
function sideOf(ranges: ExportRule['from'], table: string): { readonly text: string; readonly tables: string[] } {
  const blocks = cidrs(ranges, 'any');
  if (blocks.length === 1) return { text: blocks[0] ?? 'any', tables: [] };
  return { text: `<${table}>`, tables: [`table <${table}> const { ${blocks.join(', ')} }`] };
}

function listText(items: readonly string[]): string {
  return items.length === 1 ? (items[0] ?? '') : `{ ${items.join(', ')} }`;
}

/** A quoted string: what would end it or be a macro is left out; a label has at most 63 characters (PF_RULE_LABEL_SIZE). */
function pfString(text: string): string {
  return `"${text.replace(/[^ -~]|["\\$]/g, '').slice(0, 63)}"`;
}
