/** How do two profiles differ, place by place? */

import { buildProfile } from '../../core/build.ts';
import { diffJson } from '../../core/document/json-diff.ts';
import { type Command, EXIT, UsageError } from '../command.ts';
import { LIST_HELP, LIST_OPTION, loadLists } from '../lists.ts';
import { loadProfile } from '../load.ts';
import { FIREWALL_HELP, FIREWALL_OPTION, isRefusedPolicy, loadPolicy } from '../policy.ts';
import { findingsText, jsonText } from '../print.ts';

export const diff: Command = {
  name: 'diff',
  words: 'OLD NEW',
  summary: 'Show how two profiles differ in meaning, not in spelling',
  help: `
Both files are brought into canonical spelling first, so YAML against JSON, the order of keys and the case of
host names make no difference. Exit code 1 means that they differ.

  portolan diff live.json headquarters.yaml
  portolan pull headquarters | portolan diff - headquarters.yaml

${FIREWALL_HELP}
${LIST_HELP}
`,
  options: { ...FIREWALL_OPTION, ...LIST_OPTION },
  async run(files, options, terminal) {
    const [before, after, ...more] = files;
    if (before === undefined || after === undefined || more.length > 0) throw new UsageError('expected two files');
    const firewall = await loadPolicy(terminal, options);
    if (isRefusedPolicy(firewall)) {
      terminal.err(findingsText(firewall.file, firewall.findings));
      return EXIT.usage;
    }
    const { lists, refused } = await loadLists(terminal, options);
    if (refused !== null) {
      terminal.err(findingsText(refused.file, refused.findings));
      return EXIT.usage;
    }
    const around = { id: 'diff', firewall: firewall?.policy ?? null, lists, now: terminal.now() };
    const documents = [];
    for (const file of [before, after]) {
      const loaded = await loadProfile(terminal, file);
      if ('findings' in loaded) {
        terminal.err(findingsText(file, loaded.findings));
        return EXIT.usage;
      }
      documents.push(buildProfile({ ...around, profile: loaded.document }).document);
    }
    const changes = diffJson(documents[0], documents[1]);
    if (options.json === true) terminal.out(jsonText({ changes }));
    else for (const change of changes) terminal.out(line(change));
    return changes.length === 0 ? EXIT.ok : EXIT.no;
  },
};

const SIGN = { add: '+', remove: '-', replace: '~' } as const;

function line({ op, path, before, after }: ReturnType<typeof diffJson>[number]): string {
  const values = [before, after].filter((value) => value !== undefined).map((value) => JSON.stringify(value));
  return `${SIGN[op]} ${path || '(document)'} ${values.join(' -> ')}\n`;
}
