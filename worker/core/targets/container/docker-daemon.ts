/** `docker-daemon`: what the Docker daemon pulls and pushes images through. Pure. */
import { json } from '../../writers/json.ts';
import { GO } from '../bypass/go.ts';
import { GO_WORDS, proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** Keys with dashes here, in camel case in the client's file. */
export const dockerDaemon: Target = {
  id: 'docker-daemon',
  title: 'Docker daemon (daemon.json)',
  family: 'container',
  platforms: ['Docker Engine 23.0+'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https', 'socks5'], perScheme: true, scopes: ['machine'] },
  mediaType: 'application/json',
  filename: 'daemon.json',
  place: '/etc/docker/daemon.json; merge it where there is one, then systemctl restart docker',
  removal:
    'An empty object: as a whole file only where the first was one; else take the key proxies out of what is there. Restart Docker.',
  sources: [
    { name: 'Docker, Daemon proxy configuration', url: 'https://docs.docker.com/engine/daemon/proxy/' },
    {
      name: 'moby/moby, daemon/config/config.go, type Proxies',
      url: 'https://github.com/moby/moby/blob/master/daemon/config/config.go',
    },
  ],
  checked: { by: 'a JSON Schema written from the source; no daemon', on: '2026-11-24' },
  notes: ['Engines before 23.0 do not start with it: they take the variables of a systemd drop-in.'],
  dialect: GO,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
  render: (setting) => json(setting.mode === 'fixed' ? { proxies: proxies(setting) } : {}),
  remove: () => json({}),
};

function proxies({ ways, bypass }: FixedSetting): Readonly<Record<string, string>> {
  const [http, https] = [ways.http.proxies[0], ways.https.proxies[0]];
  return {
    ...(http === undefined ? {} : { 'http-proxy': proxyUrl(http, GO_WORDS) }),
    ...(https === undefined ? {} : { 'https-proxy': proxyUrl(https, GO_WORDS) }),
    ...(bypass.length === 0 ? {} : { 'no-proxy': bypass.join(',') }),
  };
}
