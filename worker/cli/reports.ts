/** What does `check` tell about a file, whichever kind it is of? */
import type { Kind } from '../../schemas/api.ts';
import type { Analysis } from '../../schemas/firewall-questions.ts';
import type { ListTotals } from '../../schemas/list.ts';
import { type Artifact, buildProfile } from '../core/build.ts';
import { hasErrors } from '../core/findings/finding.ts';
import { analyze } from '../core/firewall/analysis/analyze.ts';
import type { FirewallPolicy } from '../core/firewall/policy.ts';
import type { Lists } from '../core/rules/kind.ts';
import { analysisText } from './analysis.ts';
import type { Terminal } from './command.ts';
import { type LoadedList, loadList } from './lists.ts';
import { idOf, loadProfile, type PlacedFinding } from './load.ts';
import { type LoadedPolicy, loadPolicyFile } from './policy.ts';
import { count } from './print.ts';

/** What was found in a file, as `--json` gives it. */
export interface Report {
  readonly file: string;
  readonly kind: Kind;
  readonly ok: boolean;
  readonly findings: readonly PlacedFinding[];
  readonly tests: number;
  readonly artifacts: readonly (Omit<Artifact, 'text'> & { readonly bytes: number })[];
  /** Of a policy that was asked about by itself. */
  readonly analysis?: Analysis;
  /** Of a list that was asked about by itself. */
  readonly totals?: ListTotals;
}

/** A report, and what a person reads below its findings. */
export interface Told {
  readonly report: Report;
  readonly words: string;
}

/** What a profile is checked beside. */
export interface Surroundings {
  readonly policy: FirewallPolicy | null;
  readonly lists: Lists;
  readonly terminal: Terminal;
}

/** How a file of each kind is checked. */
export const CHECKS: Readonly<Record<Kind, (file: string, around: Surroundings) => Promise<Told>>> = {
  profile: checkProfileFile,
  firewall: async (file, { terminal }) => {
    const loaded = await loadPolicyFile(terminal, file);
    const told = tellPolicy(loaded);
    if (loaded.policy === null) return told;
    const analysis = analyze(loaded.policy, terminal.now());
    return { report: { ...told.report, analysis }, words: told.words + analysisText(loaded.policy, analysis) };
  },
  list: async (file, { terminal }) => {
    const loaded = await loadList(terminal, file, 'auto');
    const told = tellList(loaded);
    return loaded.parsed === null ? told : { ...told, report: { ...told.report, totals: loaded.parsed.report.totals } };
  },
};

/** What is told about a policy that profiles follow. */
export function tellPolicy({ file, policy, findings }: LoadedPolicy): Told {
  return told({ file, kind: 'firewall', ok: policy !== null, findings, tests: 0, artifacts: [] });
}

/** What is told about a list that profiles name. */
export function tellList({ file, parsed, findings }: LoadedList): Told {
  return told({ file, kind: 'list', ok: parsed !== null, findings, tests: 0, artifacts: [] });
}

async function checkProfileFile(file: string, { policy, lists, terminal }: Surroundings): Promise<Told> {
  const kind = 'profile';
  const loaded = await loadProfile(terminal, file);
  if ('findings' in loaded) return told({ file, kind, ok: false, findings: loaded.findings, tests: 0, artifacts: [] });
  const about = { id: idOf(file), firewall: policy, lists, now: terminal.now() };
  const build = buildProfile({ ...about, profile: loaded.document });
  const artifacts = build.artifacts.map(({ text, hash, ...variant }) => ({ ...variant, hash, bytes: text.length }));
  return told({
    file,
    kind,
    ok: !hasErrors(build.findings),
    findings: loaded.place(build.findings),
    tests: loaded.document.tests?.length ?? 0,
    artifacts,
  });
}

function told(report: Report): Told {
  const { file, kind, ok, findings, tests, artifacts } = report;
  const number = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const counts = `${count(number('error'), 'error')}, ${count(number('warning'), 'warning')}, ${count(number('info'), 'note')}`;
  const sizes = artifacts
    .map(({ for: flavour, zone, bytes }) => `${zone === null ? '' : `${zone} `}${flavour} ${bytes}`)
    .join(', ');
  if (!ok) return { report, words: `${file}: refused: ${counts}\n` };
  if (kind !== 'profile') return { report, words: `${file}: ok: ${counts}\n` };
  return { report, words: `${file}: ok: ${counts}; ${count(tests, 'test')} passed; PAC bytes: ${sizes}\n` };
}
