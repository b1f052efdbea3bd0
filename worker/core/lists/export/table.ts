/** Which formats can lists be written to? The one table; a new format is one file and one line. Pure. */
import type { ExportName } from '../../../../schemas/list.ts';
import { clash } from './clash.ts';
import { dnsmasq } from './dnsmasq.ts';
import { domains } from './domains.ts';
import type { ExportFormat } from './export.ts';
import { hosts } from './hosts.ts';
import { singBox } from './sing-box.ts';
import { squid } from './squid.ts';
import { surge } from './surge.ts';
import { v2ray } from './v2ray.ts';

/** All formats. */
export const EXPORTS: readonly ExportFormat[] = [domains, hosts, dnsmasq, clash, surge, v2ray, singBox, squid];

const BY_NAME = new Map(EXPORTS.map((format) => [format.name, format]));

/** The format of a name. */
export function exportOf(name: ExportName): ExportFormat {
  const format = BY_NAME.get(name);
  if (format === undefined) throw new Error(`expected a format of the table, found ${name}`);
  return format;
}
