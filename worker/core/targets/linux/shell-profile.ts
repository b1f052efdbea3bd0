/** `shell-profile`: the proxy for login shells, as a file of /etc/profile.d. Pure. */
import { exportLines } from '../../writers/environment.ts';
import { shellComment } from '../../writers/sh.ts';
import { ENVIRONMENT } from '../bypass/environment.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { Target } from '../target.ts';
import { proxyVariables, VARIABLE_NAMES, VARIABLE_SCHEMES } from './variables.ts';

/** Sourced by sh, dash, bash and zsh; a shell that runs already can source either text. */
export const shellProfile: Target = {
  id: 'shell-profile',
  title: 'Shell profile (/etc/profile.d)',
  family: 'linux',
  platforms: ['Linux', 'macOS', 'BSD'],
  supports: { ...TAKES_PROXY, schemes: VARIABLE_SCHEMES, perScheme: true, scopes: ['user', 'machine'] },
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'portolan-proxy.sh',
  place: '/etc/profile.d/portolan-proxy.sh, or sourced by ~/.profile',
  removal:
    'A whole file that unsets the variables, for shells that run; deleting the first file is enough for new ones.',
  sources: [
    {
      name: 'POSIX.1-2017, Shell Command Language',
      url: 'https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html',
    },
    { name: 'curl(1), ENVIRONMENT', url: 'https://curl.se/docs/manpage.html#ENVIRONMENT' },
  ],
  checked: { by: 'shellcheck, dash and bash, and curl through a proxy', on: '2026-11-24' },
  notes: [
    'Names in both cases: programs differ in which they read.',
    'Removing unsets the variables; then the file can be deleted.',
  ],
  dialect: ENVIRONMENT,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
  render: (setting, { id }, report) => {
    const variables = setting.mode === 'fixed' ? proxyVariables(setting, report) : {};
    return text([shellComment(`Portolan profile ${id}`), ...exportLines(variables)]);
  },
  remove: ({ id }) => {
    const names = VARIABLE_NAMES.flatMap((name) => [name, name.toUpperCase()]);
    return text([shellComment(`Takes the proxy of Portolan profile ${id} away`), `unset ${names.join(' ')}`]);
  },
};

const text = (lines: readonly string[]): string => `# shellcheck shell=sh\n${lines.join('\n')}\n`;
