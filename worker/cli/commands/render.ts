/** What text does this profile become? */
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import { type Command, EXIT, text, UsageError } from '../command.ts';
import { LIST_HELP, LIST_OPTION, loadLists } from '../lists.ts';
import { idOf, loadProfile } from '../load.ts';
import { FIREWALL_HELP, FIREWALL_OPTION, isRefusedPolicy, loadPolicy } from '../policy.ts';
import { findingsText, jsonText } from '../print.ts';
import { make, RENDERING_OPTIONS, wantedBy } from '../rendering.ts';

export const render: Command = {
  name: 'render',
  words: 'FILE',
  summary: 'Write the PAC text of a profile, or its text for another target',
  help: `
The text is what the service would serve, byte for byte. Findings go to standard error; a profile with errors
renders nothing and gives exit code 1.

  portolan render headquarters.yaml > proxy.pac
  portolan render headquarters.yaml --for apple --id headquarters --output apple.pac
  portolan render headquarters.yaml --firewall campus.yaml --zone guests
  portolan render headquarters.yaml --list ads=easylist.txt
  portolan render headquarters.yaml --target git --mode fixed
  portolan render headquarters.yaml --target firefox-policies --pac-url https://pac.corp.example/pac/hq/KEY.pac
  portolan render headquarters.yaml --target gnome-dconf --remove

--target is one that "portolan targets" lists, or install.sh or install.ps1. With --mode pac (the default) it names the
PAC by --pac-url where it can; with --mode fixed it names a proxy, and findings tell what of the rules it cannot say.
--remove is the text that undoes it.

${FIREWALL_HELP} --zone is
the zone that the text is for; without it, it is the one for clients of no known zone.
${LIST_HELP}
`,
  options: {
    ...FIREWALL_OPTION,
    ...LIST_OPTION,
    ...RENDERING_OPTIONS,
    id: { type: 'string' },
    output: { type: 'string', short: 'o' },
    zone: { type: 'string' },
  },
  async run([file, ...more], options, terminal) {
    if (file === undefined || more.length > 0) throw new UsageError('expected one file');
    const wanted = wantedBy(options);
    const firewall = await loadPolicy(terminal, options);
    if (isRefusedPolicy(firewall)) {
      if (options.json === true) terminal.out(jsonText({ findings: firewall.findings }));
      else terminal.err(findingsText(firewall.file, firewall.findings));
      return EXIT.no;
    }
    const { lists, loaded: listed, refused } = await loadLists(terminal, options);
    if (refused !== null) {
      if (options.json === true) terminal.out(jsonText({ findings: refused.findings }));
      else terminal.err(findingsText(refused.file, refused.findings));
      return EXIT.no;
    }
    for (const one of listed) terminal.err(findingsText(one.file, one.findings));
    const policy = firewall?.policy ?? null;
    const zone = zoneOf(text(options, 'zone'), policy);
    const loaded = await loadProfile(terminal, file);
    const id = text(options, 'id') ?? idOf(file);
    const { made, findings } =
      'findings' in loaded
        ? { made: null, findings: loaded.findings }
        : make({ id, profile: loaded.document, firewall: policy, lists, zone, now: terminal.now() }, wanted);
    const placed = 'findings' in loaded ? loaded.findings : loaded.place(findings);
    if (options.json === true) {
      terminal.out(jsonText({ ...made, findings: placed }));
      return made === null ? EXIT.no : EXIT.ok;
    }
    terminal.err(findingsText(file, placed));
    if (made === null) return EXIT.no;
    const output = text(options, 'output');
    if (output === undefined) terminal.out(made.text);
    else await terminal.writeFile(output, made.text);
    return EXIT.ok;
  },
};

/** A zone of the policy, or null for the generic text. */
function zoneOf(zone: string | undefined, policy: FirewallPolicy | null): string | null {
  if (zone === undefined || policy?.zones.has(zone)) return zone ?? null;
  const known = policy === null ? 'needs --firewall' : `expected ${[...policy.zones.keys()].join(', ') || 'none'}`;
  throw new UsageError(`--zone: ${known}`);
}
