/** Which formats can a profile be rendered to? */
import type { TargetEntry } from '../../../schemas/targets.ts';
import { targetEntries } from '../../core/targets/table.ts';
import { type Command, EXIT, UsageError } from '../command.ts';
import { jsonText, table } from '../print.ts';

export const targets: Command = {
  name: 'targets',
  words: '[WORD…]',
  summary: 'List the formats that a profile can be rendered to',
  help: `
What each is for, whether it can name the URL of a PAC or a fixed proxy, and where its text goes. With words, only those
whose name, title, family or platforms hold all of them.

  portolan targets
  portolan targets apple
  portolan targets --json | jq -r '.items[].id'

Exit code 1 means that no target fits the words.
`,
  options: {},
  async run(words, options, terminal) {
    if (words.some((word) => word.trim() === '')) throw new UsageError('expected words to look for');
    const items = targetEntries().filter((target) => words.every((word) => fits(target, word.toLowerCase())));
    if (options.json === true) terminal.out(jsonText({ items }));
    else if (items.length > 0) terminal.out(table([['TARGET', 'MODES', 'WHAT IT IS', 'PLACE'], ...items.map(row)]));
    else terminal.err('portolan: no target fits these words\n');
    return items.length > 0 ? EXIT.ok : EXIT.no;
  },
};

function fits({ id, title, family, platforms }: TargetEntry, word: string): boolean {
  return [id, title, family, ...platforms].some((text) => text.toLowerCase().includes(word));
}

const row = ({ id, title, place, supports: { pac, fixed } }: TargetEntry): string[] => [
  id,
  [...(pac ? ['pac'] : []), ...(fixed ? ['fixed'] : [])].join(', '),
  title,
  place,
];
