/** Which list formats are there? The one table; a new format is one file and one line. Pure. */
import type { FormatName } from '../../../../schemas/list.ts';
import type { ListFormat } from '../format.ts';
import { adblock } from './adblock.ts';
import { chromeBypass } from './chrome-bypass.ts';
import { cidr } from './cidr.ts';
import { clash } from './clash.ts';
import { dnsmasq } from './dnsmasq.ts';
import { domains } from './domains.ts';
import { firefoxBypass } from './firefox-bypass.ts';
import { hosts } from './hosts.ts';
import { noProxy } from './no-proxy.ts';
import { proxyOverride } from './proxy-override.ts';
import { singBox } from './sing-box.ts';
import { surge } from './surge.ts';
import { switchy } from './switchy.ts';
import { v2ray } from './v2ray.ts';

/** In the order in which they are recognised: what could be several is the first of them. */
export const FORMATS: readonly ListFormat[] = [
  adblock,
  switchy,
  singBox,
  clash,
  surge,
  v2ray,
  dnsmasq,
  hosts,
  cidr,
  proxyOverride,
  chromeBypass,
  noProxy,
  firefoxBypass,
  domains,
];

const BY_NAME = new Map(FORMATS.map((format) => [format.name, format]));

/** The format of a name. */
export function formatOf(name: FormatName): ListFormat {
  const format = BY_NAME.get(name);
  if (format === undefined) throw new Error(`expected a format of the table, found ${name}`);
  return format;
}
