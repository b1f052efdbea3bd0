/** `docker-client`: what containers and builds of a Docker client are told. Pure. */
import { json } from '../../writers/json.ts';
import { commaList, ENVIRONMENT } from '../bypass/environment.ts';
import { VARIABLE_SCHEMES } from '../linux/variables.ts';
import { proxyUrl } from '../peer.ts';
import { isSocks } from '../socks.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** The client sets both cases of each variable in every new container; pulling images is the daemon's. */
export const dockerClient: Target = {
  id: 'docker-client',
  title: 'Docker client (config.json)',
  family: 'container',
  platforms: ['Docker 17.07+'],
  supports: { ...TAKES_PROXY, schemes: VARIABLE_SCHEMES, perScheme: true, scopes: ['user'] },
  mediaType: 'application/json',
  filename: 'config.json',
  place: '~/.docker/config.json; merge it where there is one.',
  removal:
    'An empty object: as a whole file only where the first was one; else take the key proxies out of what is there.',
  sources: [
    { name: 'Docker, Use a proxy server with the Docker CLI', url: 'https://docs.docker.com/engine/cli/proxy/' },
  ],
  checked: { by: 'a JSON Schema written from the source of the client; not the client', on: '2026-11-24' },
  notes: ['Containers that run already keep what they had.', 'It does not change what the daemon pulls through.'],
  dialect: ENVIRONMENT,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
  render: (setting) => json(setting.mode === 'fixed' ? { proxies: { default: proxies(setting) } } : {}),
  remove: () => json({}),
};

function proxies({ main, ways, bypass }: FixedSetting): Readonly<Record<string, string>> {
  const [http, https] = [ways.http.proxies[0], ways.https.proxies[0]];
  const socks = [main, ways.http, ways.https].flatMap((way) => way.proxies).find(isSocks);
  return {
    ...(http === undefined || isSocks(http) ? {} : { httpProxy: proxyUrl(http) }),
    ...(https === undefined || isSocks(https) ? {} : { httpsProxy: proxyUrl(https) }),
    ...(socks === undefined ? {} : { allProxy: proxyUrl(socks) }),
    ...(bypass.length === 0 ? {} : { noProxy: commaList(bypass) }),
  };
}
