/** Is this profile right? Shape, meaning, the profile's own tests, and the sizes of what it becomes. */
import { buildProfile } from '../../core/build.ts';
import { hasErrors } from '../../core/findings/finding.ts';
import { type Command, EXIT, UsageError } from '../command.ts';
import { idOf, loadProfile } from '../load.ts';
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
`,
  options: { strict: { type: 'boolean' } },
  async run(files, options, terminal) {
    if (files.length === 0) throw new UsageError('which file?');
    const reports = await Promise.all(files.map((file) => report(file, terminal)));
    const bad = reports.some(({ findings }) =>
      findings.some(({ severity }) => severity === 'error' || (options.strict === true && severity === 'warning')),
    );
    if (options.json === true) terminal.out(jsonText(reports));
    else for (const one of reports) terminal.out(findingsText(one.file, one.findings) + summary(one));
    return bad ? EXIT.no : EXIT.ok;
  },
};

type Report = Awaited<ReturnType<typeof report>>;

async function report(file: string, terminal: Parameters<Command['run']>[2]) {
  const loaded = await loadProfile(terminal, file);
  if ('findings' in loaded) return { file, ok: false, findings: loaded.findings, tests: 0, artifacts: [] };
  const build = buildProfile({ id: idOf(file), profile: loaded.document, now: terminal.now() });
  const artifacts = build.artifacts.map(({ text, hash, ...variant }) => ({ ...variant, hash, bytes: text.length }));
  return {
    file,
    ok: !hasErrors(build.findings),
    findings: loaded.place(build.findings),
    tests: loaded.document.tests?.length ?? 0,
    artifacts,
  };
}

function summary({ file, ok, findings, tests, artifacts }: Report): string {
  const number = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const counts = `${count(number('error'), 'error')}, ${count(number('warning'), 'warning')}, ${count(number('info'), 'note')}`;
  const sizes = artifacts.map(({ for: flavour, zone, bytes }) => `${zone ?? flavour} ${bytes}`).join(', ');
  if (!ok) return `${file}: refused: ${counts}\n`;
  return `${file}: ok: ${counts}; ${count(tests, 'test')} passed; PAC bytes: ${sizes}\n`;
}
