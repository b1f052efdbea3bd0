/** `tinyproxy`: a starting point for a small http proxy, listening where the profile says and admitting whom it sends there. Pure. */
import { pointerTo } from '../../document/pointer.ts';
import { appliedRemark, remarked, removedRemark } from '../remarked.ts';
import type { Report } from '../report.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Scene, Target } from '../target.ts';
import { admitted, proxiesOn } from './admitted.ts';

const TITLE = 'Tinyproxy (tinyproxy.conf)';

/** The first usable proxy of the default route. */
export const tinyproxy: Target = {
  id: 'tinyproxy',
  title: TITLE,
  family: 'server',
  platforms: ['Tinyproxy 1.10+'],
  supports: { ...TAKES_PROXY, bypass: false, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'tinyproxy.conf',
  place: '/etc/tinyproxy/tinyproxy.conf on the host of the proxy',
  removal:
    'A whole tinyproxy.conf in the place of the first: it listens on 127.0.0.1:8888 only, for its own machine. Or stop the server.',
  sources: [{ name: 'tinyproxy.conf(5)', url: 'https://tinyproxy.github.io/' }],
  checked: { by: 'requests from an admitted and a refused address', on: '2026-11-24' },
  notes: [
    'Admits the zones whose clients the profile sends to this proxy, and its own machine.',
    'It has no rule against requests to its own machine: let nothing listen on its loopback that clients must not reach.',
  ],
  dialect: null,
  isServer: true,
  render: (setting, scene, report) => (setting.mode === 'fixed' ? config(setting, scene, report) : null),
  remove: ({ id }) => remarked(removedRemark(id), NOBODY),
};

const LOCAL = ['Allow 127.0.0.1', 'Allow ::1'];

/** It refuses to start without a port, and without any Allow it would admit everybody. */
const NOBODY = ['User tinyproxy', 'Group tinyproxy', 'Listen 127.0.0.1', 'Port 8888', ...LOCAL];

function config({ main }: FixedSetting, scene: Scene, report: Report): string | null {
  const [first] = main.proxies;
  if (first === undefined) return null;
  const [, ...others] = proxiesOn(first, scene, tinyproxy.supports.schemes);
  for (const { name } of others) {
    const message = `${TITLE} listens on one port: ${name} needs one of its own`;
    report('target.proxy-skipped', pointerTo('/proxies', name), { message });
  }
  const zones = admitted([first], scene, report);
  return remarked(`${appliedRemark(scene.id)}: ${first.name}`, [
    'User tinyproxy',
    'Group tinyproxy',
    `Port ${first.port}`,
    'Timeout 600',
    'MaxClients 100',
    ...LOCAL,
    ...zones.flatMap(({ ranges }) => ranges.map((range) => `Allow ${range}`)),
    'ConnectPort 443',
  ]);
}
