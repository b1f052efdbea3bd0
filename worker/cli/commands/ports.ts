/** What is known of a port, or which ports fit some words? */
import type { PortDescription, PortSummary } from '../../../schemas/ports.ts';
import { describePort } from '../../core/ports/describe.ts';
import { parsePort } from '../../core/ports/endpoint.ts';
import { searchPorts } from '../../core/ports/search.ts';
import { type Command, EXIT, UsageError } from '../command.ts';
import { jsonText, table } from '../print.ts';

export const ports: Command = {
  name: 'ports',
  words: 'PORT | WORD…',
  summary: 'Say what a port is, or find ports by words',
  help: `
What a port is registered for, which proxy products listen there, who else may hold it, and what that means for a
proxy. Words are looked for in products, roles, settings and registrations.

  portolan ports 3128
  portolan ports tor socks
  portolan ports --json 8080 | jq '.proxies[].product'

Exit code 1 means that no port fits the words.
`,
  options: {},
  async run(words, options, terminal) {
    const [first, ...more] = words;
    if (first === undefined) throw new UsageError('which port? Give a number, or words to look for');
    const port = more.length === 0 ? parsePort(first) : null;
    if (port === null && words.every((word) => /^[0-9]+$/.test(word))) {
      throw new UsageError('expected one port from 1 to 65535');
    }
    if (port !== null) {
      const known = describePort(port);
      terminal.out(options.json === true ? jsonText(known) : described(known));
      return EXIT.ok;
    }
    const items = searchPorts(words.join(' '));
    if (options.json === true) terminal.out(jsonText({ items }));
    else if (items.length > 0) terminal.out(table([['PORT', 'PRODUCTS', 'REGISTERED'], ...items.map(row)]));
    else terminal.err('portolan: no port fits these words\n');
    return items.length > 0 ? EXIT.ok : EXIT.no;
  },
};

const row = ({ port, products, services }: PortSummary): string[] => [
  String(port),
  products.join(', '),
  services.join(', '),
];

/** The sentences, then where each product's port is known from. */
function described({ sentences, proxies }: PortDescription): string {
  const sources = proxies.map(({ product, setting, evidence, source }) =>
    [product, setting ?? '', evidence, source].map((cell) => cell.trim()),
  );
  const known = sources.length === 0 ? '' : `\n${table([['PRODUCT', 'SETTING', 'KNOWN BY', 'SOURCE'], ...sources])}`;
  return `${sentences.join('\n')}\n${known}`;
}
