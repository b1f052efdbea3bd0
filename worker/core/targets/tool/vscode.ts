/** `vscode`: the proxy of Visual Studio Code and its extensions. Pure. */
import { json } from '../../writers/json.ts';
import { VSCODE } from '../bypass/vscode.ts';
import { proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** Settings; `override` gives the proxy to extensions too, whatever they ask for. */
export const vscode: Target = {
  id: 'vscode',
  title: 'Visual Studio Code (settings.json)',
  family: 'tool',
  platforms: ['VS Code 1.85+', 'VSCodium'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https', 'socks4', 'socks5'], scopes: ['user'] },
  mediaType: 'application/json',
  filename: 'settings.json',
  place: 'Keys of the user settings: ~/.config/Code/User/settings.json on Linux. Merge it where there is one.',
  removal:
    'An empty object: as a whole file only where the first was one; else take the keys http.… out of what is there.',
  sources: [
    { name: 'Visual Studio Code, Network connections', url: 'https://code.visualstudio.com/docs/setup/network' },
    {
      name: 'microsoft/vscode, src/vs/platform/request/common/request.ts (http.proxy, its pattern)',
      url: 'https://github.com/microsoft/vscode/blob/main/src/vs/platform/request/common/request.ts',
    },
  ],
  checked: { by: 'a JSON Schema written from the source; not the editor', on: '2026-11-24' },
  notes: [
    'Its own windows follow the proxy of the system, PAC and all; extensions and downloads follow these keys.',
    'Without them, and with http.proxySupport unchanged, extensions follow the system too.',
    'proxy.pac: code --proxy-pac-url=URL on the command line.',
  ],
  dialect: VSCODE,
  render: (setting) => json(setting.mode === 'fixed' ? settings(setting) : {}),
  remove: () => json({}),
};

function settings({ main: { proxies }, bypass }: FixedSetting) {
  const [proxy] = proxies;
  return {
    'http.proxy': proxy && proxyUrl(proxy),
    'http.proxySupport': 'override',
    ...(bypass.length === 0 ? {} : { 'http.noProxy': bypass }),
  };
}
