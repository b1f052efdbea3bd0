/**
 * What does a rulebase of PAN-OS decide? Set commands add up, `move … top` reorders, and an IPv4 address matches an IPv6
 * prefix in which it lies as ::192.0.2.1 (PAN-OS Administrator's Guide, "Policy").
 */
import { type Decide, firstOf, type Holds, type ReadRule, spanOf, unknown, within } from './reading.ts';

export function readPanos(text: string): Decide {
  const services = new Map<string, { protocol: string; ports: string }>();
  const rules = new Map<string, Map<string, string[]>>();
  let order: string[] = [];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const service = /^set service (\S{1,63}) protocol (tcp|udp) port ([0-9,-]{1,1023})$/.exec(line);
    const part = /^set rulebase security rules (\S{1,63}) (\S+) (.+)$/.exec(line);
    const gone = /^delete rulebase security rules (\S+)$/.exec(line)?.[1];
    const top = /^move rulebase security rules (\S+) top$/.exec(line)?.[1];
    if (service !== null) services.set(service[1] ?? '', { protocol: service[2] ?? '', ports: service[3] ?? '' });
    else if (part !== null) {
      const [, name = '', key = '', value = ''] = part;
      if (!rules.has(name)) order.push(name);
      const rule = rules.get(name) ?? new Map<string, string[]>();
      rules.set(name, rule);
      rule.set(key, [...(rule.get(key) ?? []), value]);
    } else if (gone !== undefined) {
      rules.delete(gone);
      order = order.filter((name) => name !== gone);
    } else if (top !== undefined) order = [top, ...order.filter((name) => name !== top)];
    else if (!/^delete service \S+$/.test(line)) unknown(line);
  }
  return firstOf(order.flatMap((name) => rulesOf(rules.get(name) ?? new Map(), services)));
}

/** One for each service, because ports belong to a protocol. */
function rulesOf(
  rule: ReadonlyMap<string, string[]>,
  services: ReadonlyMap<string, { protocol: string; ports: string }>,
): ReadRule[] {
  const one = (key: string) => (rule.get(key)?.length === 1 ? (rule.get(key)?.[0] ?? '') : unknown(key));
  if ([one('from'), one('to'), one('application')].some((value) => value !== 'any')) unknown('from, to, application');
  const action = { allow: 'allow', 'reset-client': 'deny' }[one('action')] ?? unknown(one('action'));
  return (rule.get('service') ?? unknown('service')).map((name) => {
    const { protocol, ports } = services.get(name) ?? unknown(name);
    return {
      action: action as 'allow' | 'deny',
      protocols: [protocol],
      from: sideOf(rule.get('source') ?? unknown('source')),
      to: sideOf(rule.get('destination') ?? unknown('destination')),
      ports: ports.split(',').map((port) => spanOf(port)),
    };
  });
}

function sideOf(texts: readonly string[]): Holds | null {
  if (texts.includes('any')) return null;
  const holds = within(texts);
  return (address) => holds(address) || (!address.includes(':') && holds(asIpv6(address)));
}

/** The first 96 bits are 0. */
function asIpv6(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `::${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
