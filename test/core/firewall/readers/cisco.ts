/** What do access lists of IOS and ASA decide about the packet that begins a flow? Read by the command references. */
import {
  type Decide,
  firstOf,
  type Holds,
  ofFamily,
  prefixOfMask,
  type ReadRule,
  spanOf,
  unknown,
  within,
} from './reading.ts';

interface Groups {
  readonly networks: Map<string, string[]>;
  readonly services: Map<string, { protocol: string; ports: (readonly [number, number])[] }>;
}

/** Reads the words of an entry from the left. */
class Words {
  private at = 0;
  private readonly words: readonly string[];
  readonly line: string;
  constructor(line: string) {
    this.line = line;
    this.words = line.split(' ');
  }
  next(): string {
    return this.words[this.at++] ?? unknown(this.line);
  }
  peek(): string | undefined {
    return this.words[this.at];
  }
}

export function readIos(text: string): Decide {
  const groups: Groups = { networks: new Map(), services: new Map() };
  const lists: Record<4 | 6, { number: number; rule: ReadRule }[]> = { 4: [], 6: [] };
  let inside: { readonly group: string } | { readonly family: 4 | 6 } | null = null;
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('!'))) {
    const list = /^(ip|ipv6) access-list (extended )?[A-Z0-9-]+$/.exec(line);
    if (line === 'exit') inside = null;
    else if (list !== null) inside = { family: list[1] === 'ip' ? 4 : 6 };
    else if (/^object-group network \S+$/.test(line)) {
      const group = line.split(' ')[2] ?? '';
      groups.networks.set(group, []);
      inside = { group };
    } else if (line.startsWith(' ') && inside !== null) {
      if ('group' in inside) groups.networks.get(inside.group)?.push(addressIn(new Words(line.trim()), false));
      else lists[inside.family].push(...entry(line.trim(), inside.family, groups, lists[inside.family].length));
    } else if (!/^(no |end$|ip access-list resequence )/.test(line)) unknown(line);
  }
  const decide = (family: 4 | 6) => firstOf(lists[family].sort((a, b) => a.number - b.number).map(({ rule }) => rule));
  const [four, six] = [decide(4), decide(6)];
  return (flow) => (flow.src.includes(':') ? six : four)(flow);
}

function entry(line: string, family: 4 | 6, groups: Groups, at: number): { number: number; rule: ReadRule }[] {
  if (line.startsWith('remark ')) return line.length <= 107 ? [] : unknown(line);
  if (line === 'permit tcp any any established') return [];
  const [, number, rest = ''] = /^(?:(?:sequence )?(\d+) )?((?:permit|deny) .*)$/.exec(line) ?? unknown(line);
  const words = new Words(rest);
  const rule = aceOf(words, groups, {
    isWildcard: true,
    any: ofFamily(family),
    anyProtocol: family === 4 ? 'ip' : 'ipv6',
  });
  return [{ number: number === undefined ? 1_000_000 + at : Number(number), rule }];
}

interface Dialect {
  readonly isWildcard: boolean;
  readonly any: Holds | null;
  readonly anyProtocol: string;
}

function aceOf(words: Words, groups: Groups, dialect: Dialect): ReadRule {
  const action = words.next() === 'permit' ? 'allow' : 'deny';
  const protocol = words.next();
  if (!['tcp', 'udp', dialect.anyProtocol].includes(protocol)) unknown(words.line);
  const [from, to] = [sideOf(words, groups, dialect), sideOf(words, groups, dialect)];
  const ports = portsOf(words, groups, protocol);
  if (words.peek() !== undefined) unknown(words.line);
  return { action, protocols: protocol === dialect.anyProtocol ? null : [protocol], from, to, ports };
}

function sideOf(words: Words, groups: Groups, { isWildcard, any }: Dialect): Holds | null {
  const word = words.peek();
  if (!/^(any[46]?|object-group)$/.test(word ?? '')) return within([addressIn(words, isWildcard)]);
  words.next();
  if (word === 'any') return any;
  if (word !== 'object-group') return ofFamily(word === 'any4' ? 4 : 6);
  return within(groups.networks.get(words.next()) ?? unknown(words.line));
}

/** `host 192.0.2.1`, `2001:db8::/32` or `10.0.0.0 0.255.255.255`. */
function addressIn(words: Words, isWildcard: boolean): string {
  const first = words.next();
  if (first === 'host') return words.next();
  if (first.includes(':')) return first;
  return `${first}/${prefixOfMask(words.next(), isWildcard)}`;
}

function portsOf(words: Words, groups: Groups, protocol: string): ReadRule['ports'] {
  const word = words.peek();
  if (word === undefined) return null;
  words.next();
  if (word === 'eq') return [spanOf(words.next())];
  if (word === 'range') return [spanOf(`${words.next()}-${words.next()}`)];
  const group = word === 'object-group' ? groups.services.get(words.next()) : undefined;
  return group?.protocol === protocol ? group.ports : unknown(words.line);
}

export function readAsa(text: string): Decide {
  const groups: Groups = { networks: new Map(), services: new Map() };
  const rules: { line: number; rule: ReadRule }[] = [];
  let member: (words: Words) => void = ({ line }) => unknown(line);
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('!'))) {
    const words = new Words(line.trim());
    const first = words.next();
    if (line.startsWith(' ')) member(words);
    else if (first === 'object-group') member = groupOf(words, groups);
    else if (first === 'access-list') rules.push(...asaEntry(words, groups, rules.length));
    else if (first !== 'no' && first !== 'exit' && first !== 'clear') unknown(line);
  }
  return firstOf(rules.sort((a, b) => a.line - b.line).map(({ rule }) => rule));
}

function groupOf(words: Words, { networks, services }: Groups): (member: Words) => void {
  const [kind, name] = [words.next(), words.next()];
  if (kind === 'network') {
    const list: string[] = [];
    networks.set(name, list);
    return (member) => list.push(addressIn(member, false));
  }
  const ports: (readonly [number, number])[] = [];
  services.set(name, { protocol: words.next(), ports });
  return (member) => {
    const kindOfPort = member.next();
    ports.push(spanOf(kindOfPort === 'range' ? `${member.next()}-${member.next()}` : member.next()));
  };
}

function asaEntry(words: Words, groups: Groups, at: number): { line: number; rule: ReadRule }[] {
  words.next();
  const isPlaced = words.peek() === 'line';
  if (isPlaced) words.next();
  const line = isPlaced ? Number(words.next()) : at;
  const kind = words.next();
  if (kind === 'remark') return [];
  if (kind !== 'extended') unknown(words.line);
  return [{ line, rule: aceOf(words, groups, { isWildcard: false, any: null, anyProtocol: 'ip' }) }];
}
