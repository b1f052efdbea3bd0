/** What does the server keep under this id: a document, or the text of a list? */
import { type Command, EXIT, text, UsageError } from '../command.ts';
import { KIND_OPTION, kindOf, pathOf } from '../kind.ts';
import { call, SERVER_HELP, SERVER_OPTIONS } from '../server.ts';

export const pull: Command = {
  name: 'pull',
  words: 'ID',
  summary: 'Fetch a stored profile, policy or list, as YAML or JSON',
  help: `
  portolan pull headquarters > headquarters.yaml
  portolan pull headquarters --json --output headquarters.json
  portolan pull campus --kind firewall > campus.yaml
  portolan pull ads --kind list > ads.yaml
  portolan pull ads --kind list --content > easylist.txt   # the text of the list

--kind is profile (the default), firewall or list.

${SERVER_HELP}`,
  options: {
    ...SERVER_OPTIONS,
    ...KIND_OPTION,
    content: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  },
  async run([id, ...more], options, terminal) {
    if (id === undefined || more.length > 0) throw new UsageError('expected one id');
    const kind = kindOf(options);
    const isContent = options.content === true;
    if (isContent && kind !== 'list') throw new UsageError('--content: expected --kind list beside it');
    const accept = isContent ? 'text/plain' : options.json === true ? 'application/json' : 'application/yaml';
    const path = `${pathOf(kind, id)}${isContent ? '/content' : '?view=document'}`;
    const answer = await call({ options, terminal }, path, { headers: { accept } });
    if (typeof answer === 'number') return answer;
    const output = text(options, 'output');
    if (output === undefined) terminal.out(answer.text);
    else await terminal.writeFile(output, answer.text);
    return EXIT.ok;
  },
};
