/** Is this profile right? Shape, meaning, the profile's own tests, what its firewall leaves, and the sizes of what it becomes. */
import { type Artifact, buildProfile } from '../../core/build.ts';
import { hasErrors } from '../../core/findings/finding.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import type { Lists } from '../../core/rules/kind.ts';
import { type Command, EXIT, type Terminal, UsageError } from '../command.ts';
import { LIST_HELP, LIST_OPTION, type LoadedList, loadLists } from '../lists.ts';
import { idOf, loadProfile, type PlacedFinding } from '../load.ts';
import { FIREWALL_HELP, FIREWALL_OPTION, type LoadedPolicy, loadPolicy } from '../policy.ts';
import { count, findingsText, jsonText } from '../print.ts';

export const check: Command = {
  name: 'check',
  words: 'FILE…',
  summary: 'Validate profiles, run their tests, show findings and sizes',
  help: `
Findings are errors, warnings or notes. Only errors (and failing tests, which are errors) give exit code 1;
with --strict warnings do, too.

  portolan check headquarters.yaml
  portolan check --strict profiles/*.yaml
  portolan check --json headquarters.yaml | jq '.[].findings[] | select(.severity == "error")'
  portolan check --firewall campus.yaml headquarters.yaml
  portolan check --list ads=easylist.txt headquarters.yaml

${FIREWALL_HELP} It is checked and analysed, too; without a profile,
it alone.
${LIST_HELP} They are checked, too.
`,
  options: { strict: { type: 'boolean' }, ...FIREWALL_OPTION, ...LIST_OPTION },
  async run(files, options, terminal) {
    const firewall = await loadPolicy(terminal, options);
    const { lists, loaded } = await loadLists(terminal, options);
    if (files.length === 0 && firewall === null && loaded.length === 0) throw new UsageError('which file?');
    const around = [...(firewall === null ? [] : [reportPolicy(firewall)]), ...loaded.map(reportList)];
    const profiles = around.every(({ ok }) => ok) ? files : [];
    const about = { policy: firewall?.policy ?? null, lists, terminal };
    const reports = [...around, ...(await Promise.all(profiles.map((file) => report(file, about))))];
    const bad = reports.some(({ findings }) =>
      findings.some(({ severity }) => severity === 'error' || (options.strict === true && severity === 'warning')),
    );
    if (options.json === true) terminal.out(jsonText(reports));
    else for (const one of reports) terminal.out(findingsText(one.file, one.findings) + summary(one));
    return bad ? EXIT.no : EXIT.ok;
  },
};

interface Report {
  readonly file: string;
  readonly kind: 'profile' | 'firewall' | 'list';
  readonly ok: boolean;
  readonly findings: readonly PlacedFinding[];
  readonly tests: number;
  readonly artifacts: readonly (Omit<Artifact, 'text'> & { readonly bytes: number })[];
}

function reportPolicy({ file, policy, findings }: LoadedPolicy): Report {
  return { file, kind: 'firewall', ok: policy !== null, findings, tests: 0, artifacts: [] };
}

function reportList({ file, parsed, findings }: LoadedList): Report {
  return { file, kind: 'list', ok: parsed !== null, findings, tests: 0, artifacts: [] };
}

interface Surroundings {
  readonly policy: FirewallPolicy | null;
  readonly lists: Lists;
  readonly terminal: Terminal;
}

async function report(file: string, { policy, lists, terminal }: Surroundings): Promise<Report> {
  const kind = 'profile';
  const loaded = await loadProfile(terminal, file);
  if ('findings' in loaded) return { file, kind, ok: false, findings: loaded.findings, tests: 0, artifacts: [] };
  const about = { id: idOf(file), firewall: policy, lists, now: terminal.now() };
  const build = buildProfile({ ...about, profile: loaded.document });
  const artifacts = build.artifacts.map(({ text, hash, ...variant }) => ({ ...variant, hash, bytes: text.length }));
  return {
    file,
    kind,
    ok: !hasErrors(build.findings),
    findings: loaded.place(build.findings),
    tests: loaded.document.tests?.length ?? 0,
    artifacts,
  };
}

function summary({ file, kind, ok, findings, tests, artifacts }: Report): string {
  const number = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const counts = `${count(number('error'), 'error')}, ${count(number('warning'), 'warning')}, ${count(number('info'), 'note')}`;
  const sizes = artifacts
    .map(({ for: flavour, zone, bytes }) => `${zone === null ? '' : `${zone} `}${flavour} ${bytes}`)
    .join(', ');
  if (!ok) return `${file}: refused: ${counts}\n`;
  if (kind !== 'profile') return `${file}: ok: ${counts}\n`;
  return `${file}: ok: ${counts}; ${count(tests, 'test')} passed; PAC bytes: ${sizes}\n`;
}
