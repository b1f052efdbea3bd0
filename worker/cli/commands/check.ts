/** Is this file right? A profile with its tests, its firewall and its sizes; a policy with its analysis; a list. */
import { type Command, EXIT, UsageError } from '../command.ts';
import { KIND_OPTION, kindOf, requireAlone } from '../kind.ts';
import { LIST_HELP, LIST_OPTION, loadLists } from '../lists.ts';
import { FIREWALL_HELP, FIREWALL_OPTION, loadPolicy } from '../policy.ts';
import { findingsText, jsonText } from '../print.ts';
import { CHECKS, tellList, tellPolicy } from '../reports.ts';

export const check: Command = {
  name: 'check',
  words: 'FILE…',
  summary: 'Validate profiles, policies or lists; run tests, show findings',
  help: `
Findings are errors, warnings or notes. Only errors (and failing tests, which are errors) give exit code 1;
with --strict warnings do, too.

  portolan check headquarters.yaml
  portolan check --strict profiles/*.yaml
  portolan check --json headquarters.yaml | jq '.[].findings[] | select(.severity == "error")'
  portolan check --firewall campus.yaml headquarters.yaml
  portolan check --list ads=easylist.txt headquarters.yaml
  portolan check --kind firewall campus.yaml
  portolan check --kind list easylist.txt

--kind is profile (the default), firewall or list. Of a policy the analysis is told as well: which rules decide nothing,
which can go, and which contradict each other.
${FIREWALL_HELP}
It is checked and analysed, too; without a profile, it alone.
${LIST_HELP} They are checked, too.
`,
  options: { strict: { type: 'boolean' }, ...KIND_OPTION, ...FIREWALL_OPTION, ...LIST_OPTION },
  async run(files, options, terminal) {
    const kind = kindOf(options);
    requireAlone(kind, options);
    const firewall = await loadPolicy(terminal, options);
    const { lists, loaded } = await loadLists(terminal, options);
    if (files.length === 0 && firewall === null && loaded.length === 0) throw new UsageError('which file?');
    const around = [...(firewall === null ? [] : [tellPolicy(firewall)]), ...loaded.map(tellList)];
    const looked = around.every(({ report }) => report.ok) ? files : [];
    const surroundings = { policy: firewall?.policy ?? null, lists, terminal };
    const all = [...around, ...(await Promise.all(looked.map((file) => CHECKS[kind](file, surroundings))))];
    const bad = all.some(({ report: { findings } }) =>
      findings.some(({ severity }) => severity === 'error' || (options.strict === true && severity === 'warning')),
    );
    if (options.json === true) terminal.out(jsonText(all.map(({ report }) => report)));
    else for (const { report, words } of all) terminal.out(findingsText(report.file, report.findings) + words);
    return bad ? EXIT.no : EXIT.ok;
  },
};
