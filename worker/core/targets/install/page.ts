/** What does the page about targets say to somebody who sets machines up? Markdown, made from the tables of places. Pure. */
import { PLACES, type Place, type PlaceKind } from './places.ts';
import { PS_PLACES, type PsPlace } from './ps-places.ts';

const COMMANDS = `## Set a machine up

Everything here is a file under \`https://pac.example.com/config/{id}/{key}/\`, with the address of your service in front.
\`{id}\` is the profile's id, and \`{key}\` the secret in the URL of its PAC, \`https://pac.example.com/pac/{id}/{key}.pac\`,
which \`GET /v1/profiles/{id}\` answers as \`publication.pacUrl\` to tokens with the scope \`write\` ([the API](api.md));
\`/v1/profiles/{id}/keys\` lists keys, makes new ones and ends old ones. Where \`delivery.access\` is \`public\` there is no key:
\`/config/{id}/install.sh\`. Treat the files as the key itself: texts that name the PAC hold it.

Linux and macOS, as root for the machine, as anybody else for their own account:

\`\`\`sh
curl -fsSO https://pac.example.com/config/headquarters/KEY/install.sh
sh install.sh --help
sudo sh install.sh --dry-run           # says what would be done, and does nothing
sudo sh install.sh                     # the machine
sh install.sh                          # your account only
sudo sh install.sh --only apt,git      # these targets only
sudo sh install.sh --remove            # takes back what it put there
\`\`\`

Windows, as an administrator for the machine and for your account, else for your account only:

\`\`\`powershell
Invoke-WebRequest -UseBasicParsing https://pac.example.com/config/headquarters/KEY/install.ps1 -OutFile install.ps1
powershell -ExecutionPolicy Bypass -File install.ps1 -DryRun
powershell -ExecutionPolicy Bypass -File install.ps1
powershell -ExecutionPolicy Bypass -File install.ps1 -Only internet-settings,winhttp
powershell -ExecutionPolicy Bypass -File install.ps1 -Remove
\`\`\`

Both end with 0 when all is as it should be, with 1 when something was left as it is (the lines of the output say what and why:
a file that somebody else wrote or changed, a program that refused), and with 2 when they were called wrongly and did nothing.
\`?mode=fixed\` behind the name asks for proxies instead of the PAC where a target can do both, \`?zone=\` for those of a zone,
\`?action=remove\` for a script that removes by itself.

One target alone: \`curl -fsSO https://pac.example.com/config/headquarters/KEY/apt\`, put to the place that stands below. With
\`?action=remove\` comes the text that undoes it, and each target below says where that goes.`;

/** Commands and what both scripts cover. */
export function installPage(): string[] {
  return [COMMANDS, SH_HEAD, table(SH_COLUMNS, PLACES.map(shRow)), PS_HEAD, table(PS_COLUMNS, PS_PLACES.map(psRow))];
}

const SH_HEAD = `### What install.sh covers

Whatever of these is there; the others it says are not here. A file between marks keeps what others wrote into it.`;

const PS_HEAD = `### What install.ps1 covers

Its names are those of places, which follow the targets beside them.`;

const SH_COLUMNS = ['target', 'as root', 'as anybody else', 'how', 'where there is'];
const PS_COLUMNS = ['name', 'target', 'what', 'as an administrator', 'where there is'];

const KINDS: Readonly<Record<PlaceKind, string>> = {
  file: 'whole file',
  block: 'lines between marks',
  lines: 'lines that it needs',
  script: 'runs its script',
};

function shRow({ target, kind, machine, user, needs }: Place): string[] {
  const where = (path: string | null) => (path === null ? '–' : kind === 'script' ? 'yes' : shown(path));
  return [link(target), where(machine), where(user), KINDS[kind], needs.map(code).join(' or ') || 'always'];
}

/** A place as people write it. */
function shown(path: string): string {
  return path === 'NPM_GLOBAL' ? 'what `npm config get globalconfig` says' : code(path.replace(/^HOME\//, '~/'));
}

const PS_KINDS: Readonly<Record<string, string>> = {
  values: 'values in the registry',
  variables: 'variables of the user',
  winhttp: 'settings of WinHTTP',
  file: 'whole file',
};

function psRow({ name, from, base }: PsPlace): string[] {
  const { Kind, Admin, Needs, Path } = base;
  const what = [PS_KINDS[String(Kind)] ?? '', ...(typeof Path === 'string' ? [code(Path)] : [])].join(': ');
  return [
    code(name),
    link(from.id),
    what,
    Admin === true ? 'only' : 'no',
    Needs === null ? 'always' : code(String(Needs)),
  ];
}

const code = (text: string): string => `\`${text}\``;
const link = (id: string): string => `[\`${id}\`](#${id})`;

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
