/** `yarn`: the proxies of Yarn 2 and later. Pure. */
import { yamlLines } from '../../writers/yaml.ts';
import { GLOBS } from '../bypass/globs.ts';
import { proxyUrl } from '../peer.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** An empty proxy in the settings of a host is none; `null` there makes Yarn fail. */
const NONE = { httpProxy: '', httpsProxy: '' };

/** Yarn 1 reads npm's configuration. */
export const yarn: Target = {
  id: 'yarn',
  title: 'Yarn (.yarnrc.yml)',
  family: 'tool',
  platforms: ['Yarn 2+'],
  supports: { ...TAKES_PROXY, perScheme: true, scopes: ['user'] },
  mediaType: 'application/yaml',
  filename: '.yarnrc.yml',
  place: 'Lines of ~/.yarnrc.yml, or of .yarnrc.yml in a project',
  removal: 'A remark in the place of the lines: delete them where the file holds others.',
  sources: [
    {
      name: 'Yarn, Settings: httpProxy, httpsProxy, networkSettings',
      url: 'https://yarnpkg.com/configuration/yarnrc#httpProxy',
    },
    {
      name: 'yarnpkg/berry, packages/yarnpkg-core/sources/httpUtils.ts',
      url: 'https://github.com/yarnpkg/berry/blob/master/packages/yarnpkg-core/sources/httpUtils.ts',
    },
  ],
  checked: { by: 'a YAML parser, and the settings of the reference; not Yarn', on: '2026-11-24' },
  notes: ['Proxy variables of the environment are not read.', 'Plain http goes through CONNECT too.'],
  dialect: GLOBS,
  ...fixedLines(lines),
};

function lines({ ways, bypass }: FixedSetting): string[] {
  const [http, https] = [ways.http.proxies[0], ways.https.proxies[0]];
  return yamlLines({
    httpProxy: http && proxyUrl(http),
    httpsProxy: https && proxyUrl(https),
    networkSettings: Object.fromEntries(bypass.map((host) => [host, NONE])),
  });
}
