/** How do two documents differ in meaning? */
import { type Command, EXIT, UsageError } from '../command.ts';
import { COMPARISONS } from '../comparing.ts';
import { KIND_OPTION, kindOf, requireAlone } from '../kind.ts';
import { LIST_HELP, LIST_OPTION, loadLists } from '../lists.ts';
import { FIREWALL_HELP, FIREWALL_OPTION, isRefusedPolicy, loadPolicy } from '../policy.ts';
import { findingsText, jsonText } from '../print.ts';

export const diff: Command = {
  name: 'diff',
  words: 'OLD NEW',
  summary: 'Show how two documents differ in meaning, not in spelling',
  help: `
Both files are brought into canonical spelling first, so YAML against JSON, the order of keys and the case of
host names make no difference. Exit code 1 means that they differ.

  portolan diff live.json headquarters.yaml
  portolan pull headquarters | portolan diff - headquarters.yaml
  portolan pull campus --kind firewall | portolan diff --kind firewall - campus.yaml
  portolan diff --kind list easylist-old.txt easylist.txt

--kind is profile (the default), firewall or list. Of policies it is also told which flows become allowed or denied,
and by which rules; of lists, which conditions went and came, whatever format and comments they stand in.
${FIREWALL_HELP}
${LIST_HELP}
`,
  options: { ...KIND_OPTION, ...FIREWALL_OPTION, ...LIST_OPTION },
  async run(files, options, terminal) {
    const [before, after, ...more] = files;
    if (before === undefined || after === undefined || more.length > 0) throw new UsageError('expected two files');
    const kind = kindOf(options);
    requireAlone(kind, options);
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
    const surroundings = { policy: firewall?.policy ?? null, lists, terminal };
    const compared = await COMPARISONS[kind]([before, after], surroundings);
    if ('findings' in compared) {
      terminal.err(findingsText(compared.file, compared.findings));
      return EXIT.usage;
    }
    terminal.out(options.json === true ? jsonText(compared.json) : compared.text);
    return compared.isSame ? EXIT.ok : EXIT.no;
  },
};
