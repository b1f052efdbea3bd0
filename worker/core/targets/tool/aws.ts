/** `aws`: the environment of the AWS command line and SDKs. Pure. */
import type { Variables } from '../../writers/environment.ts';
import { AWS } from '../bypass/aws.ts';
import { commaList } from '../bypass/environment.ts';
import { proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';
import { exporting } from './exports.ts';

/** Names in both cases: the CLI takes either, the SDKs differ. The metadata of an instance goes past the proxy. */
export const aws: Target = {
  ...exporting({
    variables,
    names: ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'],
  }),
  id: 'aws',
  title: 'AWS CLI and SDKs (environment)',
  platforms: ['AWS CLI 1 and 2'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https'], perScheme: true, scopes: ['user'] },
  place: 'Sourced by the shell, or by the job of CI, that runs aws',
  sources: [
    {
      name: 'AWS CLI User Guide, Using an HTTP proxy for the AWS CLI',
      url: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html',
    },
  ],
  notes: [
    'Neither ~/.aws/config nor credentials has a key for a proxy.',
    'VPC endpoints of your region belong into a direct rule of the profile.',
  ],
  dialect: AWS,
};

function variables({ ways, bypass }: FixedSetting): Variables {
  const [http, https] = [ways.http.proxies[0], ways.https.proxies[0]];
  const lower = {
    ...(http === undefined ? {} : { http_proxy: proxyUrl(http) }),
    ...(https === undefined ? {} : { https_proxy: proxyUrl(https) }),
    ...(bypass.length === 0 ? {} : { no_proxy: commaList(bypass) }),
  };
  return { ...lower, ...Object.fromEntries(Object.entries(lower).map(([name, value]) => [name.toUpperCase(), value])) };
}
