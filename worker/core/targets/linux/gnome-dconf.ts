/** `gnome-dconf`: GNOME's proxy for every user of a machine, in dconf's system database. Pure. */
import { dconfKeyfile } from '../../writers/dconf.ts';
import { GLIB } from '../bypass/glib.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { Target } from '../target.ts';
import { gnomeGroups } from './gnome-proxy.ts';

const TITLE = 'GNOME, system-wide (dconf keyfile)';

/** The keyfile; the locks beside it are the same for every profile (`LOCKS`). */
export const gnomeDconf: Target = {
  id: 'gnome-dconf',
  title: TITLE,
  family: 'linux',
  platforms: ['Linux with GNOME'],
  supports: {
    ...TAKES_BOTH,
    // Programs on libproxy (pacrunner) drop HTTPS; Chromium reads the same keys and does not.
    pacReads: ['http', 'socks4', 'socks5'],
    schemes: ['http', 'socks5'],
    perScheme: true,
    scopes: ['machine'],
  },
  mediaType: 'text/plain; charset=utf-8',
  filename: '00-portolan-proxy',
  place:
    '/etc/dconf/db/local.d/00-portolan-proxy, then dconf update; /etc/dconf/profile/user must name system-db:local',
  removal: 'A whole keyfile of a remark in the place of the first, or delete it and the locks; then dconf update.',
  sources: [
    { name: 'dconf(7), Key files', url: 'https://manpages.debian.org/bookworm/dconf-service/dconf.7.en.html' },
    {
      name: 'gsettings-desktop-schemas, org.gnome.system.proxy.gschema.xml',
      url: 'https://gitlab.gnome.org/GNOME/gsettings-desktop-schemas/-/blob/master/schemas/org.gnome.system.proxy.gschema.xml.in',
    },
    {
      name: 'glib-networking, proxy/gnome/gproxyresolvergnome.c',
      url: 'https://gitlab.gnome.org/GNOME/glib-networking/-/blob/master/proxy/gnome/gproxyresolvergnome.c',
    },
  ],
  checked: {
    by: 'dconf compile; gsettings reads it back, and the resolver of glib-networking follows it',
    on: '2026-11-24',
  },
  notes: [
    'So that users cannot change it, list the keys in /etc/dconf/db/local.d/locks (install.sh does).',
    'GLib takes the http proxy for https URLs too where those have none of their own.',
    'Programs that use libproxy drop https proxies of a PAC; Chromium reads the same keys and does not.',
  ],
  dialect: GLIB,
  render: (setting, scene, report) =>
    dconfKeyfile([`Portolan profile ${scene.id}`], gnomeGroups(setting, { title: TITLE, scene, report })),
  remove: ({ id }) => dconfKeyfile([`The proxy of Portolan profile ${id} is taken away`], {}),
};
