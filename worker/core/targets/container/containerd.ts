/** `containerd`: what containerd pulls images through. Pure. */
import { systemdAssignment } from '../../writers/environment.ts';
import { GO } from '../bypass/go.ts';
import { GO_SCHEMES, goVariables } from '../linux/go-variables.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { Target } from '../target.ts';

/** A drop-in of its unit: config.toml has no key for a proxy (`[proxy_plugins]` is something else). */
export const containerd: Target = {
  id: 'containerd',
  title: 'containerd (systemd drop-in)',
  family: 'container',
  platforms: ['Linux with containerd and systemd', 'CRI-O and kubelet in drop-ins of their own'],
  supports: { ...TAKES_PROXY, schemes: GO_SCHEMES, perScheme: true, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-proxy.conf',
  place:
    '/etc/systemd/system/containerd.service.d/portolan-proxy.conf, then systemctl daemon-reload and systemctl restart containerd',
  removal: 'A whole drop-in of a remark in the place of the first, or delete it; then daemon-reload and restart.',
  sources: [
    { name: 'golang.org/x/net/http/httpproxy', url: 'https://pkg.go.dev/golang.org/x/net/http/httpproxy' },
    {
      name: 'systemd.exec(5), Environment=',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment=',
    },
  ],
  checked: { by: 'systemd-analyze verify reads it as a drop-in of a unit', on: '2026-11-24' },
  notes: [
    'Containers are told nothing: the kubernetes target is for them.',
    'On nodes of Kubernetes the ranges of pods, services and nodes belong into a direct rule of the profile.',
  ],
  dialect: GO,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
  ...fixedLines((setting) => [
    '[Service]',
    ...Object.entries(goVariables(setting)).map(([name, value]) => `Environment=${systemdAssignment(name, value)}`),
  ]),
};
