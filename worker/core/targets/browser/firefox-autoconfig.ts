/** `firefox-autoconfig`: locked preferences of Firefox, in the file that its AutoConfig runs. Pure. */
import { javascriptComment, javascriptLiteral } from '../../writers/javascript.ts';
import { appliedRemark, removedRemark } from '../remarked.ts';
import type { Report } from '../report.ts';
import { catchAllSocks } from '../socks.ts';
import type { FixedSetting, Hop, Setting, Target } from '../target.ts';
import { firefoxPolicies } from './firefox-policies.ts';

const TITLE = 'Firefox AutoConfig (mozilla.cfg)';

/** For Firefox before 60, Thunderbird, and where policies.json is somebody else's. */
export const firefoxAutoconfig: Target = {
  ...firefoxPolicies,
  id: 'firefox-autoconfig',
  title: TITLE,
  platforms: ['Firefox', 'Thunderbird', 'on Linux, Windows and macOS'],
  mediaType: 'text/javascript; charset=utf-8',
  filename: 'mozilla.cfg',
  place:
    'mozilla.cfg in the folder of the installation; beside it defaults/pref/autoconfig.js with pref("general.config.filename", "mozilla.cfg"); and pref("general.config.obscure_value", 0);',
  removal: 'A whole mozilla.cfg of a remark in the place of the first; or delete it together with autoconfig.js.',
  sources: [
    {
      name: 'Mozilla, Customizing Firefox Using AutoConfig',
      url: 'https://support.mozilla.org/kb/customizing-firefox-using-autoconfig',
    },
    {
      name: 'Firefox, netwerk/base/nsProtocolProxyService.cpp (network.proxy.*)',
      url: 'https://searchfox.org/mozilla-central/source/netwerk/base/nsProtocolProxyService.cpp',
    },
  ],
  checked: { by: 'Firefox ESR goes through a proxy and past it by it', on: '2026-11-24' },
  notes: [
    'The first line is never run, so a comment stands there.',
    'A mistake in the file keeps Firefox from starting.',
    'Firefox goes direct when the PAC cannot be fetched.',
  ],
  // Preferences hold host and port apart, so a port of 443 is not lost.
  refuses: ({ literal }) =>
    literal?.family === 6 ? 'whether Firefox takes an IPv6 address here is not documented' : null,
  render: (setting, { id }, report) => text(appliedRemark(id), preferences(setting, report)),
  remove: ({ id }) => text(removedRemark(id), {}),
};

type Preferences = Readonly<Record<string, string | number | boolean>>;

function preferences(setting: Setting, report: Report): Preferences {
  // Names go to a SOCKS proxy as names, as Chromium does it.
  if (setting.mode === 'pac') return { type: 2, autoconfig_url: setting.url, socks_remote_dns: true };
  return {
    type: 1,
    share_proxy_settings: false,
    ...hosts(setting, report),
    no_proxies_on: setting.bypass.join(', '),
  };
}

function hosts(setting: FixedSetting, report: Report): Preferences {
  const { ways } = setting;
  const socks = catchAllSocks(setting, TITLE, report);
  const version = socks?.scheme === 'socks4' ? 4 : 5;
  return {
    ...hostAndPort('http', ways.http.proxies[0]),
    ...hostAndPort('ssl', ways.https.proxies[0]),
    ...(socks === null ? {} : { socks: socks.host, socks_port: socks.port, socks_version: version }),
    ...(socks === null ? {} : { socks_remote_dns: version === 5 }),
  };
}

function hostAndPort(name: string, proxy: Hop | undefined): Preferences {
  return proxy?.scheme === 'http' ? { [name]: proxy.host, [`${name}_port`]: proxy.port } : {};
}

function text(remark: string, values: Preferences): string {
  const lines = Object.entries(values).map(
    ([name, value]) => `lockPref(${javascriptLiteral(`network.proxy.${name}`)}, ${javascriptLiteral(value)});`,
  );
  return `${[javascriptComment(remark), ...lines].join('\n')}\n`;
}
