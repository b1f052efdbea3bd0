/** `intune-networkproxy`: the NetworkProxy CSP of Windows, for Intune and other MDMs. Pure. */
import { xmlBlock, xmlComment, xmlElement } from '../../writers/xml.ts';
import { semicolonList, WINDOWS } from '../bypass/windows.ts';
import { peerOf } from '../peer.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { Setting, Target } from '../target.ts';

/** One node by its OMA-URI, its format and its value; a custom profile takes the three as they stand in the text. */
export const intuneNetworkproxy: Target = {
  id: 'intune-networkproxy',
  title: 'Windows NetworkProxy CSP (SyncML, OMA-URI)',
  family: 'windows',
  platforms: ['Windows 10 1803+', 'Windows 11'],
  supports: { ...TAKES_BOTH, pacReads: ['http'], flavour: 'windows', scopes: ['machine'] },
  mediaType: 'application/vnd.syncml.dm+xml',
  filename: 'networkproxy.xml',
  place: 'An MDM; in Intune a custom profile with one row for each LocURI.',
  removal: 'SyncML that deletes the nodes; in Intune, delete the profile.',
  sources: [
    {
      name: 'Microsoft, NetworkProxy CSP (MicrosoftDocs/windows-itpro-docs)',
      url: 'https://learn.microsoft.com/windows/client-management/mdm/networkproxy-csp',
    },
  ],
  checked: { by: 'xmllint and the nodes, formats and verbs of the CSP; no Windows', on: '2026-11-24' },
  notes: [
    'Device scope; Ethernet and Wi-Fi, not VPN.',
    'A PAC is tried before a fixed proxy: remove the one before the other is applied.',
    'Exceptions match addresses that begin with the entry.',
  ],
  dialect: WINDOWS,
  render: (setting, { id }) => body(`Portolan profile ${id}`, nodes(setting).map(replace)),
  remove: ({ id }) => body(`Takes the proxy of Portolan profile ${id} away`, NODES.map(remove)),
};

const ROOT = './Vendor/MSFT/NetworkProxy';

interface Node {
  readonly uri: string;
  readonly format: 'int' | 'chr';
  readonly value: string;
}

/** All that is ever set. */
const NODES = [
  'ProxySettingsPerUser',
  'AutoDetect',
  'SetupScriptUrl',
  'ProxyServer/ProxyAddress',
  'ProxyServer/Exceptions',
];

/** Detection is on unless it is set, and is tried before everything else. */
function nodes(setting: Setting): Node[] {
  const whole: Node[] = [
    { uri: 'ProxySettingsPerUser', format: 'int', value: '0' },
    { uri: 'AutoDetect', format: 'int', value: '0' },
  ];
  if (setting.mode === 'pac') return [...whole, { uri: 'SetupScriptUrl', format: 'chr', value: setting.url }];
  const address = setting.main.proxies.slice(0, 1).map(peerOf).join('');
  const exceptions = semicolonList(setting.bypass);
  return [
    ...whole,
    { uri: 'ProxyServer/ProxyAddress', format: 'chr', value: address },
    ...(exceptions === '' ? [] : [{ uri: 'ProxyServer/Exceptions', format: 'chr', value: exceptions } as const]),
  ];
}

/** The CSP knows no Add. */
function replace({ uri, format, value }: Node, index: number): string[] {
  const item = [
    ...target(uri),
    ...xmlBlock('Meta', [
      xmlElement('Format', format, { xmlns: 'syncml:metinf' }),
      xmlElement('Type', 'text/plain', { xmlns: 'syncml:metinf' }),
    ]),
    xmlElement('Data', value),
  ];
  return xmlBlock('Replace', [xmlElement('CmdID', String(index + 1)), ...xmlBlock('Item', item)]);
}

function remove(uri: string, index: number): string[] {
  return xmlBlock('Delete', [xmlElement('CmdID', String(index + 1)), ...xmlBlock('Item', target(uri))]);
}

const target = (uri: string): string[] => xmlBlock('Target', [xmlElement('LocURI', `${ROOT}/${uri}`)]);

function body(remark: string, commands: readonly (readonly string[])[]): string {
  const syncBody = xmlBlock('SyncBody', commands.flat(), { xmlns: 'SYNCML:SYNCML1.2' });
  return `${[xmlComment(remark), ...syncBody].join('\n')}\n`;
}
