/** What does the page about targets say? Markdown, made from the table and one rendered profile. Pure. */
import type { TargetFamily } from '../../../schemas/targets.ts';
import { installPage } from './install/page.ts';
import { renderTarget, type TargetInput } from './render.ts';
import { TARGETS } from './table.ts';
import { modesOf, type Target } from './target.ts';

const INTRODUCTION = `# Targets

<!-- Made from worker/core/targets/table.ts; a test fails when the two differ. Do not edit by hand. -->

A target is a format that a profile can be rendered to. \`GET /v1/targets\` lists them,
\`GET /v1/profiles/{id}/snippets/{target}\` renders one (\`?mode=pac|fixed\`, \`?zone=\`, \`?action=apply|remove\`), and
\`/config/{id}/{key}/{target}\` is what an MDM or a script pulls. Rendered text is the same for the same profile, to the byte.

**PAC** targets name the URL of the PAC, and clients decide by all rules. **Fixed** ones name a proxy and what goes
past it: the default route's first proxy that the format knows, and the \`direct\` rules as far as its bypass list can say
them. Whatever that leaves out is told as a [finding](findings.md#target.rule-lost) with the rule's pointer. A target that
knows no PAC gets its fixed form, and says so.

Each stands below as it is rendered for [one profile](examples/headquarters.yaml), with what was held against it, and
when: the program that reads it, or its vendor's schema.

[\`install.sh\` and \`install.ps1\`](#set-a-machine-up) put many of them to their places at once. They leave alone what somebody else
wrote, change nothing the second time, and take back what they put there, programs that are gone meanwhile included. What
a changed profile no longer says is taken away when its script runs again, and a script without any proxy takes all of them
away. Each thing belongs to the profile whose script put it there last, and only that profile's \`--remove\` takes it back.

Under \`/config/…\` a text follows the zone in which the client stands, by \`?zone=\`, else by its address; the URL of a PAC
in it is bound to a zone only by \`?zone=\`. As with the PAC, an unknown zone gives the text for no known zone, and the header
\`Portolan-Variant\` says so: a client that mistypes keeps its proxies. Servers are rendered for all zones at once.
`;

/** How many lines of a rendered text are shown. */
const MAX_LINES = 40;

/** The parts of the gallery, in the order of the table. */
const FAMILIES: Readonly<Record<TargetFamily, string>> = {
  pac: 'The PAC itself',
  apple: 'Apple',
  windows: 'Windows',
  browser: 'Browsers',
  mobile: 'ChromeOS and Android',
  linux: 'Linux',
  container: 'Containers',
  tool: 'Tools',
  server: 'Servers: WPAD, and the proxies themselves',
};

/** The whole page, ending in a line feed, with every target rendered for the example where it can be. */
export function targetsPage(example: TargetInput): string {
  const targets = [...TARGETS.values()];
  const families = [...new Set(targets.map(({ family }) => family))];
  const parts = [
    INTRODUCTION.trimEnd(),
    ...installPage(),
    '## All of them',
    `There are ${targets.length}:`,
    families.map((family) => index(family, targets)).join('\n'),
    '## What each can say',
    table(targets),
    ...families.flatMap((family) => gallery(family, targets, example)),
  ];
  return `${parts.join('\n\n')}\n`;
}

const within = (family: TargetFamily, targets: readonly Target[]) => targets.filter((one) => one.family === family);

function index(family: TargetFamily, targets: readonly Target[]): string {
  const links = within(family, targets).map(({ id }) => `[\`${id}\`](#${id})`);
  return `- [${FAMILIES[family]}](#family-${family}): ${links.join(', ')}`;
}

function gallery(family: TargetFamily, targets: readonly Target[], example: TargetInput): string[] {
  const heading = `## <a id="family-${family}"></a>${FAMILIES[family]}`;
  return [heading, ...within(family, targets).map((target) => section(target, example))];
}

function table(targets: readonly Target[]): string {
  const rows = targets.map(({ id, title, supports, checked }) => {
    const { pac, fixed, schemes, perScheme, failover, bypass, auth, mandatory, remove, scopes } = supports;
    const marks = [pac, fixed, perScheme, failover, bypass, auth, mandatory, remove].map((has) => (has ? 'yes' : '–'));
    const cells = [
      `[\`${id}\`](#${id})`,
      title,
      ...marks.slice(0, 2),
      fixed ? schemes.join(', ') : '–',
      ...marks.slice(2),
    ];
    return `| ${[...cells, scopes.join(', '), checked.on].join(' | ')} |`;
  });
  const heads =
    'target, what it is, PAC, fixed, proxies it names, by scheme, failover, bypass list, authentication, mandatory PAC, removal, for, checked on';
  return [`| ${heads.split(', ').join(' | ')} |`, `|${'---|'.repeat(heads.split(', ').length)}`, ...rows].join('\n');
}

function section(target: Target, example: TargetInput): string {
  const { id, title, place, removal, platforms, mediaType, filename, sources, checked, notes, supports } = target;
  return [
    `### <a id="${id}"></a>\`${id}\`: ${title}`,
    [
      `- for: ${platforms.join(', ')}`,
      `- place: ${escaped(place)}`,
      `- removal: ${escaped(removal)}`,
      `- file: \`${filename}\`, \`${mediaType}\``,
      ...(supports.flavour === 'generic' ? [] : [`- names the PAC with \`?for=${supports.flavour}\``]),
      `- described in: ${sources.map(({ name, url }) => `[${name}](${url})`).join('; ')}`,
      `- checked on ${checked.on} by: ${escaped(checked.by)}`,
      ...notes.map((note) => `- ${escaped(note)}`),
    ].join('\n'),
    ...modesOf(target).flatMap((mode) => rendered(id, { ...example, mode })),
  ].join('\n\n');
}

/** The text of one mode, or why there is none. Texts never hold four back-ticks in a row: the example is ours. */
function rendered(id: string, input: TargetInput): string[] {
  const { text = null, findings = [] } = renderTarget(id, input) ?? {};
  const heading = `Rendered for the [example](examples/headquarters.yaml), \`mode=${input.mode}\`:`;
  if (text === null) return [`${heading} ${findings.map(({ message }) => message).join('; ')}.`];
  const lines = text.replaceAll('\r\n', '\n').trimEnd().split('\n');
  const more = lines.length > MAX_LINES ? [`… ${lines.length - MAX_LINES} more lines`] : [];
  return [heading, ['````', ...lines.slice(0, MAX_LINES), ...more, '````'].join('\n')];
}

const escaped = (text: string): string => text.replace(/[<*]/g, '\\$&');
