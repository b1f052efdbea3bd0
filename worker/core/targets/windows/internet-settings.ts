/** How do Windows' Internet Settings say which proxy? Pure. */
import { semicolonList } from '../bypass/windows.ts';
import { peerOf } from '../peer.ts';
import type { Report } from '../report.ts';
import { catchAllSocks, isSocks } from '../socks.ts';
import { type FixedSetting, type Setting, WAY_SCHEMES, type Way } from '../target.ts';

/** The values of the key: a text, a number, or null where it must not be. */
export interface InternetSettings {
  readonly AutoConfigURL: string | null;
  readonly ProxyEnable: 0 | 1;
  readonly ProxyServer: string | null;
  readonly ProxyOverride: string | null;
}

/** Nothing set: what removing leaves. */
export const NO_PROXY_SETTINGS: InternetSettings = {
  AutoConfigURL: null,
  ProxyEnable: 0,
  ProxyServer: null,
  ProxyOverride: null,
};

/** Microsoft, "Enabling Internet Functionality": one way of the two is on, the other is cleared. */
export function internetSettings(setting: Setting, title: string, report: Report): InternetSettings {
  if (setting.mode === 'pac') return { ...NO_PROXY_SETTINGS, AutoConfigURL: setting.url };
  return {
    AutoConfigURL: null,
    ProxyEnable: 1,
    ProxyServer: proxyServer(setting, title, report),
    ProxyOverride: setting.bypass.length === 0 ? null : semicolonList(setting.bypass),
  };
}

/** `host:port` for everything, or `http=h:p;https=h:p;socks=h:p` where the ways differ or one is SOCKS (version 4). */
export function proxyServer(setting: FixedSetting, title: string, report: Report): string {
  const { ways } = setting;
  const socks = catchAllSocks(setting, title, report);
  const peers = WAY_SCHEMES.map((scheme) => httpPeer(ways[scheme]));
  const [first] = peers;
  if (typeof first === 'string' && peers.every((peer) => peer === first)) return first;
  const listed = WAY_SCHEMES.flatMap((scheme, index) => (peers[index] === null ? [] : [`${scheme}=${peers[index]}`]));
  return [...listed, ...(socks === null ? [] : [`socks=${peerOf(socks)}`])].join(';');
}

function httpPeer({ proxies: [first] }: Way): string | null {
  return first === undefined || isSocks(first) ? null : peerOf(first);
}
