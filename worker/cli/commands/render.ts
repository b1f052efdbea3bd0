/** What text does this profile become? */
import { Flavour } from '../../../schemas/profile.ts';
import { buildProfile } from '../../core/build.ts';
import { hasErrors } from '../../core/findings/finding.ts';
import { type Command, EXIT, text, UsageError } from '../command.ts';
import { idOf, loadProfile } from '../load.ts';
import { findingsText, jsonText } from '../print.ts';

export const render: Command = {
  name: 'render',
  words: 'FILE',
  summary: 'Write the PAC text that a profile compiles to',
  help: `
The text is what the service would serve, byte for byte. Findings go to standard error; a profile with errors
renders nothing and gives exit code 1.

  portolan render headquarters.yaml > proxy.pac
  portolan render headquarters.yaml --for apple --id headquarters --output apple.pac
`,
  options: { for: { type: 'string' }, id: { type: 'string' }, output: { type: 'string', short: 'o' } },
  async run([file, ...more], options, terminal) {
    if (file === undefined || more.length > 0) throw new UsageError('expected one file');
    const flavour = Flavour.safeParse(text(options, 'for') ?? 'generic');
    if (!flavour.success) throw new UsageError(`--for: expected ${Flavour.options.join(', ')}`);
    const loaded = await loadProfile(terminal, file);
    const build =
      'findings' in loaded
        ? { findings: loaded.findings, artifacts: [] }
        : buildProfile({ id: text(options, 'id') ?? idOf(file), profile: loaded.document, now: terminal.now() });
    const findings = 'findings' in loaded ? loaded.findings : loaded.place(build.findings);
    const artifact = build.artifacts.find(({ for: of, zone }) => of === flavour.data && zone === null);
    const refused = artifact === undefined || hasErrors(findings);
    if (options.json === true) {
      const rendered = refused
        ? {}
        : { for: artifact.for, text: artifact.text, hash: artifact.hash, bytes: artifact.text.length };
      terminal.out(jsonText({ ...rendered, findings }));
      return refused ? EXIT.no : EXIT.ok;
    }
    terminal.err(findingsText(file, findings));
    if (refused) return EXIT.no;
    const output = text(options, 'output');
    if (output === undefined) terminal.out(artifact.text);
    else await terminal.writeFile(output, artifact.text);
    return EXIT.ok;
  },
};
