/** Which environment variables tell a program written in Go its proxies? Pure. */
import type { Variables } from '../../writers/environment.ts';
import { GO_WORDS, proxyUrl } from '../peer.ts';
import type { FixedSetting, Hop } from '../target.ts';

/** golang.org/x/net/http/httpproxy: SOCKS4 is unknown. */
export const GO_SCHEMES: Hop['scheme'][] = ['http', 'https', 'socks5'];

/** In upper case, which Go reads first; it has no variable for what is neither http nor https. */
export function goVariables({ ways, bypass }: FixedSetting): Variables {
  const [http, https] = [ways.http.proxies[0], ways.https.proxies[0]];
  return {
    ...(http === undefined ? {} : { HTTP_PROXY: proxyUrl(http, GO_WORDS) }),
    ...(https === undefined ? {} : { HTTPS_PROXY: proxyUrl(https, GO_WORDS) }),
    ...(bypass.length === 0 ? {} : { NO_PROXY: bypass.join(',') }),
  };
}

/** All of them, for taking them away. */
export const GO_NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
