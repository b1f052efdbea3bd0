/** `conda`: the proxies of conda and mamba. Pure. */
import { yamlLines } from '../../writers/yaml.ts';
import { proxyUrl } from '../peer.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** One proxy for the URLs of each scheme; Python's requests carries them out. */
export const conda: Target = {
  id: 'conda',
  title: 'conda (.condarc)',
  family: 'tool',
  platforms: ['conda 4.4+', 'mamba'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https'], perScheme: true, bypass: false, scopes: ['user', 'machine'] },
  mediaType: 'application/yaml',
  filename: '.condarc',
  place: 'Lines of ~/.condarc, or /etc/conda/condarc.d/portolan-proxy.yml',
  removal:
    'A remark in the place of the lines: delete them where the file holds others; condarc.d takes it as a whole file.',
  sources: [
    {
      name: 'conda, Using the .condarc conda configuration file, proxy_servers',
      url: 'https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html',
    },
  ],
  checked: { by: 'a YAML parser, and the keys of the reference; not conda', on: '2026-11-24' },
  notes: ['no_proxy of the environment is read too.', 'SOCKS needs a package that conda does not bring.'],
  dialect: null,
  ...fixedLines(lines),
};

function lines({ ways }: FixedSetting): string[] {
  const [http, https] = [ways.http.proxies[0], ways.https.proxies[0]];
  return yamlLines({ proxy_servers: { http: http && proxyUrl(http), https: https && proxyUrl(https) } });
}
