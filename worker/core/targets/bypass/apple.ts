/** What does macOS' list of bypassed domains say? Pure. */
import { formatAddress } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/**
 * The ExceptionsList, as CFNetwork reads it (gnoays/proxy-watch, tests/mac_exceptions_list.rs, measured on macOS): a bare
 * name is that host, `*.name` what is below it, IPv4 ranges in CIDR; ports and other patterns match nothing.
 */
export const APPLE: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({ say: [name, `*.${name}`] }),
  exact: (name) => ({ say: [name] }),
  below: (name) => ({ say: [`*.${name}`] }),
  range: (range) => {
    const { family, first, last } = range;
    if (family === 6) return { lost: 'what macOS makes of IPv6 in the list is not known' };
    return { say: [first === last ? formatAddress({ family, value: first }) : formatRange(range)] };
  },
  plain: () => ({ lost: 'networksetup has no switch for names without a dot' }),
};
