/** Which system properties tell a Java virtual machine its proxies? Pure. */
import type { Properties } from '../../writers/properties.ts';
import type { Report } from '../report.ts';
import { catchAllSocks } from '../socks.ts';
import type { FixedSetting, Hop } from '../target.ts';

/** Where the properties are described. */
export const JAVA_SOURCE = {
  name: 'Oracle, Java SE, Networking Properties (java.base/share/conf/net.properties)',
  url: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html',
};

/** How they name proxies: TLS to a proxy is unknown, and a SOCKS proxy takes every connection that has no other. */
export const JAVA_SCHEMES: Hop['scheme'][] = ['http', 'socks4', 'socks5'];

/**
 * The properties. A host stands without scheme and brackets; one list is for http and https URLs (`https.nonProxyHosts`
 * does not exist), and SOCKS has its own.
 */
export function javaProperties(setting: FixedSetting, title: string, report: Report): Properties {
  const { ways, bypass } = setting;
  const list = bypass.join('|');
  const socks = catchAllSocks(setting, title, report);
  return {
    ...hostAndPort('http', ways.http.proxies[0]),
    ...hostAndPort('https', ways.https.proxies[0]),
    'http.nonProxyHosts': list,
    ...(socks === null ? {} : socksProperties(socks, list)),
  };
}

function hostAndPort(scheme: 'http' | 'https', proxy: Hop | undefined): Properties {
  if (proxy?.scheme !== 'http') return {};
  return { [`${scheme}.proxyHost`]: proxy.host, [`${scheme}.proxyPort`]: String(proxy.port) };
}

function socksProperties({ scheme, host, port }: Hop, list: string): Properties {
  return {
    socksProxyHost: host,
    socksProxyPort: String(port),
    socksProxyVersion: scheme === 'socks4' ? '4' : '5',
    socksNonProxyHosts: list,
  };
}
