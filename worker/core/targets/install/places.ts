/** Where does install.sh put which target on a machine? Pure data. */

/** How a text comes to its place. */
export type PlaceKind =
  /** The whole file; one that somebody else made is left alone. */
  | 'file'
  /** Lines between two marks in a file that others write too; `#` begins a remark in it. */
  | 'block'
  /** A file that needs these lines, whoever made it. */
  | 'lines'
  /** The text is itself a script that is run. */
  | 'script';

/** One place. Paths are fixed words; `HOME/` is the home folder, `NPM_GLOBAL` what npm calls its global file. */
export interface Place {
  readonly target: string;
  readonly kind: PlaceKind;
  /** For root, who configures the machine; null: not as root. */
  readonly machine: string | null;
  /** For anybody else, who configures themselves; null: only as root. */
  readonly user: string | null;
  /** Commands or absolute paths of which one must be there; none: always. */
  readonly needs: readonly string[];
  /** What has to be done afterwards, by its name in the program; null: nothing. */
  readonly hook: 'dconf' | 'systemd' | null;
  /** Instead of the target's text: what stands beside it. */
  readonly beside?: string;
}

/** So that users cannot change the proxy; one path a line (dconf(7), "Locks"). Whatever of it the profile sets. */
const DCONF_LOCKS = [
  ...['mode', 'autoconfig-url', 'ignore-hosts', 'use-same-proxy'],
  ...['http', 'https', 'ftp', 'socks'].flatMap((scheme) => [`${scheme}/host`, `${scheme}/port`]),
]
  .map((key) => `/system/proxy/${key}\n`)
  .join('');

/** What reads a file of its own: git adds settings to the section that it finds first, and that must not be ours. */
const gitInclude = (path: string): string => `[include]\n\tpath = ${path}\n`;

const machine = (target: string, path: string, needs: readonly string[]): Place => ({
  target,
  kind: 'file',
  machine: path,
  user: null,
  needs,
  hook: null,
});

/** In the order in which they are put there. */
export const PLACES: readonly Place[] = [
  { ...machine('linux-env', '/etc/environment', ['/etc/pam.d']), kind: 'block' },
  machine('shell-profile', '/etc/profile.d/portolan-proxy.sh', ['/etc/profile.d']),
  { target: 'shell-profile', kind: 'block', machine: null, user: 'HOME/.profile', needs: [], hook: null },
  {
    ...machine('systemd-environment', '/etc/systemd/system.conf.d/portolan-proxy.conf', ['systemctl']),
    hook: 'systemd',
  },
  {
    ...machine('gnome-dconf', '/etc/dconf/db/local.d/locks/portolan-proxy', ['dconf']),
    beside: DCONF_LOCKS,
    hook: 'dconf',
  },
  {
    ...machine('gnome-dconf', '/etc/dconf/profile/user', ['dconf']),
    kind: 'lines',
    beside: 'user-db:user\nsystem-db:local\n',
  },
  { ...machine('gnome-dconf', '/etc/dconf/db/local.d/00-portolan-proxy', ['dconf']), hook: 'dconf' },
  machine('apt', '/etc/apt/apt.conf.d/95portolan-proxy', ['apt-get']),
  machine('chrome-policy', '/etc/opt/chrome/policies/managed/portolan-proxy.json', [
    'google-chrome',
    '/opt/google/chrome',
  ]),
  machine('chrome-policy', '/etc/chromium/policies/managed/portolan-proxy.json', ['chromium', 'chromium-browser']),
  machine('edge-policy', '/etc/opt/edge/policies/managed/portolan-proxy.json', [
    'microsoft-edge',
    '/opt/microsoft/msedge',
  ]),
  machine('firefox-policies', '/etc/firefox/policies/policies.json', ['firefox', 'firefox-esr']),
  {
    target: 'docker-client',
    kind: 'file',
    machine: null,
    user: 'HOME/.docker/config.json',
    needs: ['docker'],
    hook: null,
  },
  {
    target: 'git',
    kind: 'file',
    machine: '/etc/portolan/gitconfig',
    user: 'HOME/.config/portolan/gitconfig',
    needs: ['git'],
    hook: null,
  },
  { ...machine('git', '/etc/gitconfig', ['git']), kind: 'block', beside: gitInclude('/etc/portolan/gitconfig') },
  {
    target: 'git',
    kind: 'block',
    machine: null,
    user: 'HOME/.gitconfig',
    needs: ['git'],
    hook: null,
    beside: gitInclude('~/.config/portolan/gitconfig'),
  },
  { target: 'npm', kind: 'block', machine: 'NPM_GLOBAL', user: 'HOME/.npmrc', needs: ['npm'], hook: null },
  {
    target: 'pip',
    kind: 'file',
    machine: '/etc/pip.conf',
    user: 'HOME/.config/pip/pip.conf',
    needs: ['pip', 'pip3'],
    hook: null,
  },
  { target: 'curl', kind: 'block', machine: null, user: 'HOME/.curlrc', needs: ['curl'], hook: null },
  { target: 'wget', kind: 'block', machine: '/etc/wgetrc', user: 'HOME/.wgetrc', needs: ['wget'], hook: null },
  {
    target: 'podman',
    kind: 'file',
    machine: '/etc/containers/containers.conf.d/portolan-proxy.conf',
    user: 'HOME/.config/containers/containers.conf.d/portolan-proxy.conf',
    needs: ['podman'],
    hook: null,
  },
  machine('mercurial', '/etc/mercurial/hgrc.d/portolan-proxy.rc', ['hg']),
  { target: 'cargo', kind: 'file', machine: null, user: 'HOME/.cargo/config.toml', needs: ['cargo'], hook: null },
  {
    target: 'gradle',
    kind: 'block',
    machine: null,
    user: 'HOME/.gradle/gradle.properties',
    needs: ['gradle'],
    hook: null,
  },
  { target: 'maven', kind: 'file', machine: null, user: 'HOME/.m2/settings.xml', needs: ['mvn'], hook: null },
  { ...machine('snap', '', ['snap']), kind: 'script' },
  { ...machine('macos-networksetup', '', ['networksetup']), kind: 'script' },
];
