/** How does PAN-OS say it? Syntax: set commands of the security rulebase, docs.paloaltonetworks.com. Pure. */
import type { Action, Protocol } from '../../../../schemas/firewall.ts';
import { finding } from '../../findings/finding.ts';
import type { IpRange } from '../../net/address.ts';
import { parseCidr } from '../../net/cidr.ts';
import { isRefused } from '../../net/refused.ts';
import type { PortSpan } from '../policy.ts';
import { subtractRanges, wholeFamily } from '../ranges.ts';
import { formatPorts } from '../services.ts';
import { addressRules, cidrs, portText } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';
import { MAX_ENTRIES, tooLarge } from './size.ts';

/** The ports of one service have at most 1,023 characters (PAN-OS, service object, port). */
const MAX_PORT_CHARACTERS = 1_000;

/** A reset is told to the client; a plain `deny` may be silent. */
const VERDICT: Readonly<Record<Action, readonly string[]>> = {
  allow: ['action allow'],
  deny: ['action reset-client', 'icmp-unreachable yes'],
};

/** Rules with literal addresses and services of their own, in any security zones. */
export const PANOS: Exporter = {
  format: 'panos',
  title: 'PAN-OS security rules (set commands)',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-panos.set',
  kind: 'ordered',
  lists: 'added',
  source: 'https://docs.paloaltonetworks.com/network-security/security-policy/security-rules',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan): Rendered => {
    const rules = [...panRules(addressRules(plan)), ...defaultRules(plan)];
    const entries = rules.reduce((sum, { from, to, ports }) => sum + from.length + to.length + ports.length, 0);
    if (entries > MAX_ENTRIES) return tooLarge(plan, entries);
    return {
      text: [...commands(plan, rules), ''].join('\n'),
      findings: [...plan.nameFindings, finding('export.replaces-by-name', '/rules')],
    };
  },
};

/** A rule; in `family` null where both of its sides are everything, of both families. */
interface PanRule {
  readonly name: string;
  readonly action: Action;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly protocols: readonly Protocol[];
  readonly ports: readonly PortSpan[];
}

/** The command line knows no comments, so the title stands in the descriptions. */
function commands(plan: ExportPlan, rules: readonly PanRule[]): string[] {
  const prefix = plan.subject === 'policy' ? 'portolan' : `portolan-${plan.subject}`;
  const lines = rules.map((rule, at) => ruleLines(rule, `${prefix}-${at}`, plan.title));
  // Openings go in front: the last one first, so that they keep their order.
  const moves = rules.map((_, at) => `move rulebase security rules ${prefix}-${at} top`).reverse();
  return [...lines.flat(), ...(plan.subject === 'policy' ? [] : moves)];
}

/** A rule that is there is deleted first: a set command would add to it. */
function ruleLines(rule: PanRule, name: string, title: string): string[] {
  const services = servicesOf(rule, name);
  const start = `set rulebase security rules ${name}`;
  return [
    `delete rulebase security rules ${name}`,
    ...services.flatMap(({ name: service, protocol, ports }) => [
      `delete service ${service}`,
      `set service ${service} protocol ${protocol} port ${ports}`,
    ]),
    ...['from any', 'to any', 'application any'].map((part) => `${start} ${part}`),
    ...rule.from.map((address) => `${start} source ${address}`),
    ...rule.to.map((address) => `${start} destination ${address}`),
    ...services.map((service) => `${start} service ${service.name}`),
    ...VERDICT[rule.action].map((part) => `${start} ${part}`),
    `${start} description ${panString(`${rule.name} of ${title}`)}`,
  ];
}

function servicesOf({ protocols, ports }: PanRule, rule: string) {
  return protocols.flatMap((protocol) =>
    portTexts(ports).map((text, at) => ({ name: `${rule}-${protocol}-${at}`, protocol, ports: text })),
  );
}

function portTexts(ports: readonly PortSpan[]): string[] {
  const texts: string[] = [];
  for (const span of ports) {
    const text = portText(span, '-');
    const last = texts.at(-1);
    if (last === undefined || last.length + text.length >= MAX_PORT_CHARACTERS) texts.push(text);
    else texts[texts.length - 1] = `${last},${text}`;
  }
  return texts;
}

function defaultRules({ otherwise }: ExportPlan): PanRule[] {
  if (otherwise === null) return [];
  const ports: PortSpan[] = [[1, 65_535]];
  return [{ name: 'default', action: otherwise, from: ['any'], to: ['any'], protocols: ['tcp', 'udp'], ports }];
}

/**
 * `any` is both families, so it stands only where the other side settles which, and for a rule that is about everything
 * of both families: these are one rule here.
 */
function panRules(rules: readonly ExportRule[]): PanRule[] {
  return rules.flatMap((rule, at) => {
    if (isTwin(rules[at - 1], rule)) return [];
    const own = { name: rule.name, action: rule.action, ...rule.services };
    if (isTwin(rule, rules[at + 1])) return [{ ...own, from: ['any'], to: ['any'] }];
    const [from, to] = [withoutMapped(rule.from), withoutMapped(rule.to)];
    if (from?.length === 0 || to?.length === 0) return [];
    const isSettled = from !== null || to !== null;
    const whole = isSettled ? ['any'] : wholeOf(rule.family);
    return [{ ...own, from: from === null ? whole : cidrs(from, ''), to: to === null ? ['any'] : cidrs(to, '') }];
  });
}

/** Whether two rules are the two families of one rule from everywhere to everywhere. */
function isTwin(first: ExportRule | undefined, second: ExportRule | undefined): boolean {
  if (first === undefined || second === undefined || first.family !== 4 || second.family !== 6) return false;
  if ([first, second].some(({ from, to }) => from !== null || to !== null)) return false;
  const key = ({ name, action, services }: ExportRule) =>
    `${name} ${action} ${services.protocols} ${formatPorts(services.ports)}`;
  return key(first) === key(second);
}

/**
 * IPv4 addresses match IPv6 prefixes in which they lie as ::/96 (PAN-OS Administrator's Guide, "Policy"), so ::/0 would be
 * both families. What is left out there are addresses that no packet has: ::, ::1 and the long deprecated ::192.0.2.1.
 */
function withoutMapped(ranges: ExportRule['from']): readonly IpRange[] | null {
  return ranges === null || ranges[0]?.family !== 6 ? ranges : subtractRanges(ranges, [AS_IPV4]);
}

function wholeOf(family: 4 | 6): string[] {
  return family === 4 ? ['0.0.0.0/0'] : cidrs(subtractRanges([wholeFamily(6)], [AS_IPV4]), '');
}

const AS_IPV4 = rangeNamed('::/96');

function rangeNamed(text: string): IpRange {
  const range = parseCidr(text);
  if (isRefused(range)) throw new RangeError(text);
  return range;
}

/** A quoted string: what would end it is left out; a description has at most 1,024 characters. */
function panString(text: string): string {
  return `"${text.replace(/[^ -~]|["\\?]/g, '').slice(0, 1_000)}"`;
}
