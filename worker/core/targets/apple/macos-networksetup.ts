/** `macos-networksetup`: the proxies of every network service of a Mac, by a script that can take them back. Pure. */
import { QUOTED_DATA, shellComment, shellWord } from '../../writers/sh.ts';
import { APPLE } from '../bypass/apple.ts';
import type { Report } from '../report.ts';
import { catchAllSocks, isSocks } from '../socks.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { Hop, Setting, Target } from '../target.ts';
import { NETWORKSETUP_PROGRAM } from './networksetup-program.ts';

const TITLE = 'macOS network services (networksetup)';

/** For Macs without an MDM, run as root. */
export const macosNetworksetup: Target = {
  id: 'macos-networksetup',
  title: TITLE,
  family: 'apple',
  platforms: ['macOS'],
  supports: {
    ...TAKES_BOTH,
    pacReads: ['http', 'socks5'],
    schemes: ['http', 'socks5'],
    perScheme: true,
    flavour: 'apple',
    scopes: ['connection'],
  },
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'proxy-macos.sh',
  place: 'sudo sh proxy-macos.sh',
  removal: 'A script, run like the first: every service gets back what it had.',
  sources: [{ name: 'networksetup(8)', url: 'https://keith.github.io/xcode-man-pages/networksetup.8.html' }],
  checked: { by: 'shellcheck, and dash with a networksetup that keeps what it is told; no Mac', on: '2026-11-24' },
  notes: [
    'Services that are added later have to be set again.',
    'A PAC leaves the list of bypassed domains as it was; a fixed proxy replaces it, *.local and 169.254/16 included.',
    'Applying again changes nothing; removing brings back what each service had before.',
  ],
  dialect: APPLE,
  // An entry is an argument of its own, with a pointer and an end.
  longest: { characters: 200_000, why: 'macOS takes 1,048,576 bytes of arguments (ARG_MAX)' },
  render: (setting, { id }, report) =>
    script(`Portolan profile ${id}`, {
      ACTION: 'apply',
      BYPASS: setting.mode === 'pac' ? 'keep' : 'set',
      WANTED: wanted(setting, report).join('\n'),
    }),
  remove: ({ id }) =>
    script(`Takes the proxy of Portolan profile ${id} away`, { ACTION: 'remove', BYPASS: 'keep', WANTED: '' }),
};

/** As the program prints what it reads back. No value holds a bar or a line end: they are hosts, URLs and entries of the list. */
function wanted(setting: Setting, report: Report): string[] {
  if (setting.mode === 'pac')
    return [`auto|Yes|${setting.url}|`, ...[null, null, null].map((none, at) => line(at, none))];
  const { ways, bypass } = setting;
  const proxies = [httpProxy(ways.http.proxies), httpProxy(ways.https.proxies), catchAllSocks(setting, TITLE, report)];
  return ['auto|No||', ...proxies.map((proxy, at) => line(at, proxy)), ...bypass.map((entry) => `bypass|${entry}`)];
}

const KINDS = ['web', 'secure', 'socks'];

function line(at: number, proxy: Hop | null): string {
  return proxy === null ? `${KINDS[at]}|No||` : `${KINDS[at]}|Yes|${proxy.host}|${proxy.port}`;
}

const httpProxy = ([first]: readonly Hop[]): Hop | null => (first === undefined || isSocks(first) ? null : first);

function script(remark: string, data: Readonly<Record<string, string>>): string {
  const head = [
    '#!/bin/sh',
    QUOTED_DATA,
    shellComment(remark),
    'set -eu',
    ...Object.entries(data).map(([name, value]) => `${name}=${shellWord(value)}`),
  ];
  return `${head.join('\n')}${NETWORKSETUP_PROGRAM}`;
}
