/** `ssh`: OpenSSH through a proxy. Pure. */
import type { ProxyScheme } from '../../../../schemas/profile.ts';
import { plainAscii } from '../../writers/lines.ts';
import { SSH } from '../bypass/ssh.ts';
import { peerOf } from '../peer.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** nc(1) of OpenBSD, -X. */
const WORDS: Readonly<Partial<Record<ProxyScheme, string>>> = { http: 'connect', socks4: '4', socks5: '5' };

/** The first value that ssh meets counts, so what goes direct stands first. */
export const ssh: Target = {
  id: 'ssh',
  title: 'OpenSSH (ProxyCommand)',
  family: 'tool',
  platforms: ['OpenSSH 7.3+ with nc of OpenBSD'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'socks4', 'socks5'], scopes: ['user', 'machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-proxy.conf',
  place: '/etc/ssh/ssh_config.d/portolan-proxy.conf; or lines of ~/.ssh/config, before its other hosts',
  removal: 'A whole file of a remark where the first was one; merged into another file, delete its lines there.',
  sources: [
    { name: 'ssh_config(5), ProxyCommand and PATTERNS', url: 'https://man.openbsd.org/ssh_config.5#ProxyCommand' },
    { name: 'nc(1), -X and -x', url: 'https://man.openbsd.org/nc.1#X' },
  ],
  checked: { by: 'ssh -G reads it back, and ssh asks a proxy for a tunnel', on: '2026-11-24' },
  notes: [
    'Many http proxies open tunnels to port 443 only: let this one open them to port 22.',
    'Host is what stands on the command line, before HostName and names are resolved.',
    'With ProxyJump only the first hop takes it.',
  ],
  dialect: SSH,
  ...fixedLines(lines),
};

function lines({ main: { proxies }, bypass }: FixedSetting): string[] {
  const [proxy] = proxies;
  if (proxy === undefined) return [];
  const command = `nc -X ${WORDS[proxy.scheme]} -x ${plainAscii(peerOf(proxy), 'ssh')} %h %p`;
  return [
    ...bypass.flatMap((host) => [`Host ${plainAscii(host, 'ssh')}`, '  ProxyCommand none']),
    'Host *',
    `  ProxyCommand ${command}`,
  ];
}
