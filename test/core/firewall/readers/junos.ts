/** What do firewall filters of Junos decide about the packet that begins a flow? Terms in order, matches of a kind are any. */
import { type Decide, firstOf, ofFamily, type ReadRule, spanOf, unknown, within } from './reading.ts';

const LINE = /^set firewall family (inet6?) filter ([A-Z-]+) term ([A-Za-z0-9-]{1,64}) (from|then) (.+)$/;

export function readJunos(text: string): Decide {
  const filters: Record<string, Map<string, Map<string, string[]>>> = { inet: new Map(), inet6: new Map() };
  for (const line of text.split('\n').filter((one) => one !== '' && !/^(#|delete firewall family )/.test(one))) {
    const [, family = '', , name = '', part, rest = ''] = LINE.exec(line) ?? unknown(line);
    const terms = filters[family] ?? unknown(line);
    const term = terms.get(name) ?? new Map<string, string[]>();
    terms.set(name, term);
    const [key = '', value = ''] = part === 'then' ? ['then', rest] : rest.split(' ');
    term.set(key, [...(term.get(key) ?? []), value]);
  }
  const decide = (family: 'inet' | 'inet6') =>
    firstOf([...(filters[family] ?? new Map()).values()].flatMap((term) => ruleOf(term, family)));
  const [four, six] = [decide('inet'), decide('inet6')];
  return (flow) => (flow.src.includes(':') ? six : four)(flow);
}

function ruleOf(term: ReadonlyMap<string, string[]>, family: 'inet' | 'inet6'): ReadRule[] {
  const protocol = family === 'inet' ? 'protocol' : 'next-header';
  const known = ['then', 'source-address', 'destination-address', 'destination-port', 'tcp-established', protocol];
  for (const key of term.keys()) if (!known.includes(key)) unknown(key);
  if (term.has('tcp-established')) return [];
  const [verdict = '', ...more] = term.get('then') ?? [];
  if (more.length > 0) unknown(`two verdicts, ${verdict}`);
  const any = ofFamily(family === 'inet' ? 4 : 6);
  const side = (key: string) => {
    const list = term.get(key);
    if (list?.some((address) => !address.includes('/'))) unknown(key);
    return list === undefined ? any : within(list);
  };
  return [
    {
      action: verdict === 'accept' ? 'allow' : verdict.startsWith('reject ') ? 'deny' : unknown(verdict),
      protocols: term.get(protocol) ?? null,
      from: side('source-address'),
      to: side('destination-address'),
      ports: term.get('destination-port')?.map((port) => spanOf(port)) ?? null,
    },
  ];
}
