/** `git`: the proxy of git over http and https. Pure. */
import { gitValue } from '../../writers/ini.ts';
import { hashComment } from '../../writers/lines.ts';
import { GIT } from '../bypass/git.ts';
import { proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** Sections for a configuration file, or a file of its own that `include.path` names. */
export const git: Target = {
  id: 'git',
  title: 'git (http.proxy)',
  family: 'tool',
  platforms: ['git 2.13+'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https', 'socks4', 'socks5'], auth: true, scopes: ['user', 'machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan.gitconfig',
  place: 'git config --global include.path ~/portolan.gitconfig; or lines of ~/.gitconfig or /etc/gitconfig',
  removal:
    'A whole file of a remark in the place of the included one; merged into another file, delete its lines there.',
  sources: [
    {
      name: 'git-config(1), http.proxy',
      url: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpproxy',
    },
  ],
  checked: { by: 'git config --list, and git ls-remote through a proxy', on: '2026-11-24' },
  notes: [
    'Neither git:// nor ssh URLs take it.',
    'no_proxy of the environment is read too.',
    'A file of its own is the safer place: git config writes its own settings into the first section of a name.',
  ],
  dialect: GIT,
  hints: ['basic', 'digest', 'ntlm', 'negotiate'],
  render: (setting, { id }) => text(`Portolan profile ${id}`, setting.mode === 'fixed' ? sections(setting) : []),
  remove: ({ id }) => text(`The proxy of Portolan profile ${id} is taken away`, []),
};

/** An empty proxy is none. */
function sections({
  main: {
    proxies: [proxy],
  },
  bypass,
}: FixedSetting): string[] {
  if (proxy === undefined) return [];
  const says = git.hints?.find((hint) => hint === proxy.auth);
  return [
    '[http]',
    `\tproxy = ${gitValue(proxyUrl(proxy))}`,
    ...(says === undefined ? [] : [`\tproxyAuthMethod = ${says}`]),
    ...bypass.flatMap((url) => [`[http ${gitValue(url)}]`, '\tproxy = ""']),
  ];
}

function text(remark: string, lines: readonly string[]): string {
  return `${[hashComment(remark), ...lines].join('\n')}\n`;
}
