/** What does a file of pf rules decide, of which all are `quick`? Read by pf.conf(5). */
import { type Decide, firstOf, ofFamily, type ReadRule, spanOf, unknown, within } from './reading.ts';

const TABLE = /^table <(\w+)> const \{ (.+) \}$/;
const RULE =
  /^(pass|block return) in quick(?: (inet6?))? proto (tcp|udp) from (\S+) to (\S+)(?: port (?:\{ (.+?) \}|(\S+)))?( flags S\/SA keep state| keep state)? label "([^"]{1,63})"$/;

export function readPf(text: string): Decide {
  const tables = new Map<string, string[]>();
  const rules: ReadRule[] = [];
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const table = TABLE.exec(line);
    if (table !== null) {
      tables.set(table[1] ?? '', (table[2] ?? '').split(', '));
      continue;
    }
    const [, verb, family, protocol = '', from = '', to = '', list, one, state] = RULE.exec(line) ?? unknown(line);
    if ((verb === 'pass') !== (state !== undefined)) unknown(line);
    if (protocol === 'udp' && state?.includes('flags')) unknown(line);
    const side = (word: string) => {
      if (word === 'any') return family === undefined ? null : ofFamily(family === 'inet' ? 4 : 6);
      return within(word.startsWith('<') ? (tables.get(word.slice(1, -1)) ?? unknown(line)) : [word]);
    };
    const ports = list?.split(', ') ?? (one === undefined ? null : [one]);
    rules.push({
      action: verb === 'pass' ? 'allow' : 'deny',
      protocols: [protocol],
      from: side(from),
      to: side(to),
      ports: ports?.map((port) => spanOf(port, ':')) ?? null,
    });
  }
  return firstOf(rules);
}
