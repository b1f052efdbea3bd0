/** `gnome-gsettings`: GNOME's proxy of one user, by a script that can take it back. Pure. */
import { type DconfGroups, type DconfValue, variant } from '../../writers/dconf.ts';
import type { Setting, Target } from '../target.ts';
import { toggleScript } from '../toggle-script.ts';
import { gnomeDconf } from './gnome-dconf.ts';
import { type GnomeReader, gnomeGroups } from './gnome-proxy.ts';
import { GSETTINGS_PROGRAM } from './gsettings-program.ts';

const TITLE = 'GNOME, one user (gsettings)';

/** The keys of gnome-dconf for the user who runs it; other desktops that read GNOME's keys take them too. */
export const gnomeGsettings: Target = {
  ...gnomeDconf,
  id: 'gnome-gsettings',
  title: TITLE,
  platforms: ['Linux with GNOME, Cinnamon, Budgie or Unity'],
  supports: { ...gnomeDconf.supports, scopes: ['user'] },
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'proxy-gnome.sh',
  place: 'sh proxy-gnome.sh, as the user, in their session',
  removal: 'A script, run like the first: every key gets back what it had.',
  sources: [
    { name: 'gsettings(1)', url: 'https://manpages.debian.org/bookworm/libglib2.0-bin/gsettings.1.en.html' },
    ...gnomeDconf.sources.slice(1),
  ],
  checked: { by: 'gsettings in a machine of its own, and Chromium goes through a proxy and past it', on: '2026-11-24' },
  notes: [
    'Applying again changes nothing; removing brings back what was there before the first time.',
    'Programs that use libproxy drop https proxies of a PAC; Chromium reads the same keys and does not.',
  ],
  // Quotes and blanks make an entry longer than it counts here, one of a single character 5 instead of 3.
  longest: { characters: 70_000, why: 'Linux takes 131,072 bytes in one argument (MAX_ARG_STRLEN)' },
  render: (setting, scene, report) =>
    script(`Portolan profile ${scene.id}`, 'apply', lines(setting, { title: TITLE, scene, report })),
  remove: ({ id }) => script(`Takes the proxy of Portolan profile ${id} away`, 'remove', []),
};

/** What the keys must be that the setting leaves out: old hosts would still be asked. */
const UNSET: Readonly<Record<string, Readonly<Record<string, DconfValue>>>> = Object.fromEntries(
  ['http', 'https', 'ftp', 'socks'].map((scheme) => [`system/proxy/${scheme}`, { host: '', port: 0 }]),
);

/**
 * `schema key value`: the list of what goes direct first, the mode last, so that no half of it is ever on. Values as
 * gsettings prints them.
 */
function lines(setting: Setting, reader: GnomeReader): string[] {
  const { 'system/proxy': { mode = 'none', 'use-same-proxy': isSame = true, ...proxy } = {}, ...hosts } = gnomeGroups(
    setting,
    reader,
  );
  const [unset, same] = setting.mode === 'fixed' ? [UNSET, { 'use-same-proxy': isSame }] : [{}, {}];
  const groups: readonly DconfGroups[] = [
    { 'system/proxy': proxy },
    { ...unset, ...hosts, 'system/proxy': { ...same, mode } },
  ];
  return groups
    .flatMap((group) => Object.entries(group))
    .flatMap(([path, values]) => {
      const schema = `org.gnome.${path.replaceAll('/', '.')}`;
      return Object.entries(values).map(([key, value]) => `${schema} ${key} ${variant(value)}`);
    });
}

function script(remark: string, action: 'apply' | 'remove', wanted: readonly string[]): string {
  return toggleScript({ remark, action, variable: 'WANTED', value: wanted.join('\n'), program: GSETTINGS_PROGRAM });
}
