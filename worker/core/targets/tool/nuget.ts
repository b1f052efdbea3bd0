/** `nuget`: the proxy of NuGet and `dotnet restore`. Pure. */
import { xmlBlock, xmlComment, xmlText } from '../../writers/xml.ts';
import { proxyUrl } from '../peer.ts';
import { appliedRemark, removedRemark } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** A whole NuGet.Config, which NuGet puts together with the others that it finds. */
export const nuget: Target = {
  id: 'nuget',
  title: 'NuGet (NuGet.Config)',
  family: 'tool',
  platforms: ['NuGet 4.9+', '.NET SDK'],
  supports: { ...TAKES_PROXY, bypass: false, scopes: ['user', 'machine'] },
  mediaType: 'application/xml',
  filename: 'portolan-proxy.Config',
  place: '~/.nuget/config/portolan-proxy.Config; %APPDATA%\\NuGet\\config\\portolan-proxy.Config on Windows',
  removal: 'A whole file of an empty configuration in the place of the first; or delete it.',
  sources: [
    {
      name: 'Microsoft, nuget.config reference, config section (http_proxy)',
      url: 'https://learn.microsoft.com/nuget/reference/nuget-config-file#config-section',
    },
  ],
  checked: { by: 'xmllint, and the keys of the reference; not NuGet', on: '2026-11-24' },
  notes: ['What no_proxy there matches is not documented, so it is not written.'],
  dialect: null,
  render: (setting, { id }) => text(appliedRemark(id), setting.mode === 'fixed' ? config(setting) : []),
  remove: ({ id }) => text(removedRemark(id), []),
};

function config({ main: { proxies } }: FixedSetting): string[] {
  const adds = proxies.slice(0, 1).map((proxy) => `<add key="http_proxy" value="${xmlText(proxyUrl(proxy))}" />`);
  return xmlBlock('config', adds);
}

function text(remark: string, lines: readonly string[]): string {
  const head = ['<?xml version="1.0" encoding="utf-8"?>', xmlComment(remark)];
  return `${[...head, ...xmlBlock('configuration', lines)].join('\n')}\n`;
}
