/** Is this profile right? Shape, meaning, the profile's own tests, what its firewall leaves, and the sizes of what it becomes. */
import { type Artifact, buildProfile } from '../../core/build.ts';
import { hasErrors } from '../../core/findings/finding.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import { type Command, EXIT, type Terminal, UsageError } from '../command.ts';
import { idOf, loadProfile, type PlacedFinding } from '../load.ts';
import { FIREWALL_HELP, FIREWALL_OPTION, isRefusedPolicy, type LoadedPolicy, loadPolicy } from '../policy.ts';
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

${FIREWALL_HELP} It is checked and analysed, too; without a profile,
it alone.
`,
  options: { strict: { type: 'boolean' }, ...FIREWALL_OPTION },
  async run(files, options, terminal) {
    const firewall = await loadPolicy(terminal, options);
    if (files.length === 0 && firewall === null) throw new UsageError('which file?');
    const policies = firewall === null ? [] : [reportPolicy(firewall)];
    const profiles = isRefusedPolicy(firewall) ? [] : files;
    const around = { policy: firewall?.policy ?? null, terminal };
    const reports = [...policies, ...(await Promise.all(profiles.map((file) => report(file, around))))];
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
  readonly kind: 'profile' | 'firewall';
  readonly ok: boolean;
  readonly findings: readonly PlacedFinding[];
  readonly tests: number;
  readonly artifacts: readonly (Omit<Artifact, 'text'> & { readonly bytes: number })[];
}

function reportPolicy({ file, policy, findings }: LoadedPolicy): Report {
  return { file, kind: 'firewall', ok: policy !== null, findings, tests: 0, artifacts: [] };
}

interface Surroundings {
  readonly policy: FirewallPolicy | null;
  readonly terminal: Terminal;
}

async function report(file: string, { policy, terminal }: Surroundings): Promise<Report> {
  const kind = 'profile';
  const loaded = await loadProfile(terminal, file);
  if ('findings' in loaded) return { file, kind, ok: false, findings: loaded.findings, tests: 0, artifacts: [] };
  const build = buildProfile({ id: idOf(file), profile: loaded.document, firewall: policy, now: terminal.now() });
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
  if (kind === 'firewall') return `${file}: ok: ${counts}\n`;
  return `${file}: ok: ${counts}; ${count(tests, 'test')} passed; PAC bytes: ${sizes}\n`;
}
