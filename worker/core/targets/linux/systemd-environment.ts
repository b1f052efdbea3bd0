/** `systemd-environment`: the environment that systemd gives every service. Pure. */
import { systemdAssignment } from '../../writers/environment.ts';
import { hashComment } from '../../writers/lines.ts';
import { ENVIRONMENT } from '../bypass/environment.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { Target } from '../target.ts';
import { proxyVariables, VARIABLE_SCHEMES } from './variables.ts';

/** A drop-in of the service manager. A single unit takes the same assignments as `Environment=` of `[Service]`. */
export const systemdEnvironment: Target = {
  id: 'systemd-environment',
  title: 'systemd, environment of all services',
  family: 'linux',
  platforms: ['Linux with systemd'],
  supports: { ...TAKES_PROXY, schemes: VARIABLE_SCHEMES, perScheme: true, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-proxy.conf',
  place:
    '/etc/systemd/system.conf.d/portolan-proxy.conf, then systemctl daemon-reexec; services that start afterwards have it',
  removal: 'A whole file of a remark in the place of the first, or delete it; then systemctl daemon-reexec.',
  sources: [
    {
      name: 'systemd-system.conf(5), DefaultEnvironment=',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd-system.conf.html',
    },
    {
      name: 'systemd.syntax(7), Quoting',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html',
    },
  ],
  checked: { by: 'systemd-analyze verify reads the same assignments in a unit', on: '2026-11-24' },
  notes: ['Services read which variables they like; Java and many daemons read none.'],
  dialect: ENVIRONMENT,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
  render: (setting, { id }, report) => {
    const variables = Object.entries(setting.mode === 'fixed' ? proxyVariables(setting, report) : {});
    const lines = variables.map(([name, value]) => `DefaultEnvironment=${systemdAssignment(name, value)}`);
    return text([hashComment(`Portolan profile ${id}`), '[Manager]', ...lines]);
  },
  remove: ({ id }) => text([hashComment(`The proxy of Portolan profile ${id} is taken away`)]),
};

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
