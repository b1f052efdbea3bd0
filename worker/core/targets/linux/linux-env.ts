/** `linux-env`: /etc/environment, which every login on a Linux machine gets. Pure. */
import { pamLines } from '../../writers/environment.ts';
import { hashComment } from '../../writers/lines.ts';
import { ENVIRONMENT } from '../bypass/environment.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { Target } from '../target.ts';
import { proxyVariables, VARIABLE_SCHEMES } from './variables.ts';

/** A block for the file, which other settings share. */
export const linuxEnv: Target = {
  id: 'linux-env',
  title: '/etc/environment',
  family: 'linux',
  platforms: ['Linux with PAM'],
  supports: { ...TAKES_PROXY, schemes: VARIABLE_SCHEMES, perScheme: true, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'environment',
  place: 'Lines of /etc/environment; sessions that begin afterwards have them.',
  removal: 'A remark without any variable in the place of the lines: merge it, or delete them.',
  sources: [{ name: 'pam_env(8), environment(5)', url: 'https://man7.org/linux/man-pages/man8/pam_env.8.html' }],
  checked: { by: 'pam_env (su -) and curl through a proxy', on: '2026-11-24' },
  notes: ['Names in both cases: programs differ in which they read.', 'Services of systemd do not read it.'],
  dialect: ENVIRONMENT,
  longest: { characters: 8_000, why: 'pam_env stops reading at a line of 8,192 characters' },
  render: (setting, { id }, report) => {
    const variables = setting.mode === 'fixed' ? proxyVariables(setting, report) : {};
    return text([hashComment(`Portolan profile ${id}`), ...pamLines(variables)]);
  },
  remove: ({ id }) => text([hashComment(`The proxy of Portolan profile ${id} is taken away`)]),
};

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
