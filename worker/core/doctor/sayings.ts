/** Which bytes does the doctor say on the wire? Pure; the same as the probe's, under the names of the scripts. */
import {
  clientHello,
  httpAbsoluteGet,
  httpConnect,
  httpOriginGet,
  NOWHERE,
  SOCKS5_ALL_METHODS,
  SOCKS5_NO_AUTH,
  socks4ToName,
} from '../probe/messages.ts';

/** Name in the scripts, bytes. */
export const SAYINGS: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['CONNECT', httpConnect(NOWHERE)],
  ['ABSOLUTE', httpAbsoluteGet(NOWHERE, '/')],
  ['ORIGIN', httpOriginGet(NOWHERE, '/')],
  ['SOCKS5', SOCKS5_NO_AUTH],
  ['SOCKS5_ALL', SOCKS5_ALL_METHODS],
  ['SOCKS4', socks4ToName(NOWHERE, 443)],
  ['HELLO', clientHello(null)],
];
