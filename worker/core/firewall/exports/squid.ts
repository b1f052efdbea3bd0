/** How does Squid say it? Syntax: squid.conf, directives acl and http_access, squid-cache.org. Pure. */
import { finding } from '../../findings/finding.ts';
import type { NameEntry } from '../../pac/program.ts';
import { isAllPorts } from '../services.ts';
import { cidrs, portText } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';
import { MAX_ENTRIES, tooLarge } from './size.ts';

/** Access lists for squid.conf. Squid sees names as clients ask for them, so rules to names are kept. */
export const SQUID: Exporter = {
  format: 'squid',
  title: 'Squid access lists',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-squid.conf',
  kind: 'ordered',
  lists: 'added',
  source: 'http://www.squid-cache.org/Doc/config/acl/',
  checked: 'squid -k parse',
  render: (plan): Rendered => {
    const rules = plan.rules.filter(({ services }) => services.protocols.includes('tcp'));
    const isAllThere = rules.length === plan.rules.length;
    // The only target that writes names; addresses are counted for all of them.
    const entries = rules.reduce((sum, { names }) => sum + names.length, 0);
    if (entries > MAX_ENTRIES) return tooLarge(plan, entries);
    return {
      text: render(plan, rules),
      findings: isAllThere ? [] : [finding('export.protocol-left-out', '/rules')],
    };
  },
};

function render(plan: ExportPlan, rules: readonly ExportRule[]): string {
  return [
    `# ${plan.title} (${plan.subject})`,
    '# To be included in squid.conf in front of its own http_access lines.',
    ...rules.flatMap((rule, at) => ruleLines(rule, at, plan)),
    ...(plan.otherwise === null ? [] : [`http_access ${plan.otherwise} all`]),
    '',
  ].join('\n');
}

interface AccessList {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The access lists of a rule, and a line for its addresses and one for its names. */
function ruleLines(rule: ExportRule, at: number, { subject }: ExportPlan): string[] {
  const list = (part: string, type: string, values: readonly string[] | null): AccessList[] => {
    const name = `portolan_${at}_${part}`;
    return values === null ? [] : [{ name, lines: values.map((value) => `acl ${name} ${type} ${value}`) }];
  };
  const from = list('from', 'src', rule.from && cidrs(rule.from, ''));
  const to = rule.to?.length === 0 ? null : list('to', 'dst', rule.to && cidrs(rule.to, ''));
  const names = rule.names.length === 0 ? null : nameLists(rule.names, `portolan_${at}_name`);
  const isAnyPort = isAllPorts(rule.services.ports);
  const portType = subject === 'host' ? 'localport' : 'port';
  const ports = list('port', portType, isAnyPort ? null : rule.services.ports.map((span) => portText(span, '-')));
  const targets = [...(to === null ? [] : [to]), ...(names ?? []).map((one) => [one])];
  const access = targets.map((target) =>
    [`http_access ${rule.action}`, ...orAll([...from, ...target, ...ports].map(({ name }) => name))].join(' '),
  );
  const lists = [...from, ...(to ?? []), ...(names ?? []), ...ports];
  return [`# ${rule.name} (IPv${rule.family})`, ...lists.flatMap(({ lines }) => lines), ...access];
}

/** `-n`: an address in a request is not looked up for its name, which the client would choose. */
function nameLists(names: readonly NameEntry[], prefix: string): AccessList[] {
  const exact = names.filter(({ match }) => match !== 'below').map(({ name }) => name);
  const below = names.filter(({ match }) => match === 'below').map(({ name }) => `\\.${name.replaceAll('.', '\\.')}$`);
  const lists = [
    { name: `${prefix}s`, lines: exact.map((name) => `acl ${prefix}s dstdomain -n ${name}`) },
    { name: `${prefix}s_below`, lines: below.map((regex) => `acl ${prefix}s_below dstdom_regex -n -i ${regex}`) },
  ];
  return lists.filter(({ lines }) => lines.length > 0);
}

function orAll(names: readonly string[]): readonly string[] {
  return names.length === 0 ? ['all'] : names;
}
