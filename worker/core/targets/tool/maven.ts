/** `maven`: the proxies of Apache Maven. Pure. */
import { xmlBlock, xmlComment, xmlElement } from '../../writers/xml.ts';
import { JAVA } from '../bypass/java.ts';
import { TAKES_PROXY } from '../supports.ts';
import { type FixedSetting, type Hop, isSameWay, type Target } from '../target.ts';

/** A whole settings.xml. `protocol` is that of the repository's URL; http serves https ones as well where none is named. */
export const maven: Target = {
  id: 'maven',
  title: 'Maven (settings.xml)',
  family: 'tool',
  platforms: ['Maven 3+'],
  supports: { ...TAKES_PROXY, perScheme: true, scopes: ['user', 'machine'] },
  mediaType: 'application/xml',
  filename: 'settings.xml',
  place: '~/.m2/settings.xml; merge it where there is one',
  removal:
    'A whole file of empty settings where the first was one; merged into another file, delete its elements there.',
  sources: [
    { name: 'Apache Maven, Configuring a proxy', url: 'https://maven.apache.org/guides/mini/guide-proxies.html' },
    { name: 'Apache Maven, settings-1.2.0.xsd', url: 'https://maven.apache.org/xsd/settings-1.2.0.xsd' },
  ],
  checked: { by: 'the elements of the settings schema, and mvn through a proxy and past it', on: '2026-11-24' },
  notes: ['Variables of the environment are not read.'],
  dialect: JAVA,
  render: (setting, { id }) => text(`Portolan profile ${id}`, setting.mode === 'fixed' ? proxies(setting) : []),
  remove: ({ id }) => text(`The proxy of Portolan profile ${id} is taken away`, []),
};

function proxies({ ways: { http, https }, bypass }: FixedSetting): string[] {
  const [forHttp, forHttps] = [http.proxies[0], https.proxies[0]];
  const list = bypass.join('|');
  if (isSameWay(http, https)) return xmlBlock('proxies', proxy('http', forHttp, list));
  // Without an entry of its own https would take that of http.
  const direct = proxy('https', forHttp, '*');
  return xmlBlock('proxies', [
    ...proxy('http', forHttp, list),
    ...(forHttps === undefined ? direct : proxy('https', forHttps, list)),
  ]);
}

/** The host stands without a scheme, the list without blanks. */
function proxy(protocol: 'http' | 'https', first: Hop | undefined, nonProxyHosts: string): string[] {
  if (first === undefined) return [];
  return xmlBlock('proxy', [
    xmlElement('id', `portolan-${protocol}`),
    xmlElement('active', 'true'),
    xmlElement('protocol', protocol),
    xmlElement('host', first.host),
    xmlElement('port', String(first.port)),
    xmlElement('nonProxyHosts', nonProxyHosts),
  ]);
}

function text(remark: string, lines: readonly string[]): string {
  const settings = xmlBlock('settings', lines, { xmlns: 'http://maven.apache.org/SETTINGS/1.2.0' });
  return `${['<?xml version="1.0" encoding="UTF-8"?>', xmlComment(remark), ...settings].join('\n')}\n`;
}
