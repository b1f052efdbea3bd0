/** What does the server keep under this id? */
import { type Command, EXIT, text, UsageError } from '../command.ts';
import { call, SERVER_HELP, SERVER_OPTIONS } from '../server.ts';

export const pull: Command = {
  name: 'pull',
  words: 'ID',
  summary: 'Fetch a stored profile, as YAML or JSON',
  help: `
  portolan pull headquarters > headquarters.yaml
  portolan pull headquarters --json --output headquarters.json

${SERVER_HELP}`,
  options: { ...SERVER_OPTIONS, output: { type: 'string', short: 'o' } },
  async run([id, ...more], options, terminal) {
    if (id === undefined || more.length > 0) throw new UsageError('expected one id');
    const accept = options.json === true ? 'application/json' : 'application/yaml';
    const path = `/v1/profiles/${encodeURIComponent(id)}?view=document`;
    const answer = await call({ options, terminal }, path, { headers: { accept } });
    if (typeof answer === 'number') return answer;
    const output = text(options, 'output');
    if (output === undefined) terminal.out(answer.text);
    else await terminal.writeFile(output, answer.text);
    return EXIT.ok;
  },
};
