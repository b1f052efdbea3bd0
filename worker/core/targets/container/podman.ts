/** `podman`: what Podman and Buildah pull through, and what they tell containers. Pure. */
import { tomlStrings } from '../../writers/toml.ts';
import { ENVIRONMENT } from '../bypass/environment.ts';
import { GO_SCHEMES, goVariables } from '../linux/go-variables.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** The engine's own environment, which `http_proxy = true` hands on to containers and builds. */
export const podman: Target = {
  id: 'podman',
  title: 'Podman (containers.conf)',
  family: 'container',
  platforms: ['Podman 4+', 'Buildah'],
  supports: { ...TAKES_PROXY, schemes: GO_SCHEMES, perScheme: true, scopes: ['user', 'machine'] },
  mediaType: 'application/toml',
  filename: 'portolan-proxy.conf',
  place:
    '/etc/containers/containers.conf.d/portolan-proxy.conf, or ~/.config/containers/containers.conf.d/portolan-proxy.conf',
  removal: 'A whole file of a remark in the place of the first; or delete it.',
  sources: [
    {
      name: 'containers.conf(5), engine.env and containers.http_proxy',
      url: 'https://github.com/containers/common/blob/main/docs/containers.conf.5.md',
    },
  ],
  checked: { by: 'podman pull through a proxy and past it', on: '2026-11-24' },
  notes: ['Containers that run already keep what they had.'],
  dialect: ENVIRONMENT,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
  ...fixedLines(lines),
};

/** In both cases: the engine is a program of Go, containers hold any. */
function lines(setting: FixedSetting): string[] {
  const upper = Object.entries(goVariables(setting));
  const both = [...upper.map(([name, value]) => [name.toLowerCase(), value]), ...upper];
  const [first, ...rest] = tomlStrings(both.map(([name, value]) => `${name}=${value}`));
  return ['[containers]', 'http_proxy = true', '', '[engine]', `env = ${first}`, ...rest];
}
