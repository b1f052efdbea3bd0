/** What do GNOME's `ignore-hosts` say, to GLib and to Chromium, which read them differently? Pure. */
import { formatAddress } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/**
 * GLib, gio/gsimpleproxyresolver.c (ignore_hosts): a name covers itself and what is below it, a dot or `*.` in front
 * changes nothing. Chromium reads a bare name as that host only, so names are written both ways. One element an entry:
 * GLib reads a list with commas as one host. The schema's own default goes in front.
 */
export const GLIB: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.0.0.0/8', '::1'],
  suffix: (name) => ({ say: [name, `*.${name}`] }),
  exact: (name) => ({ say: [name], wider: 'hosts below the name, in programs that use GLib' }),
  below: (name) => ({ say: [`*.${name}`], wider: 'the name itself, in programs that use GLib' }),
  range: (range) => {
    const { family, first, last } = range;
    return { say: [first === last ? formatAddress({ family, value: first }) : formatRange(range)] };
  },
};
