/** For which hosts can ssh be told to use no proxy? Pure. */
import { formatAddress } from '../../net/address.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';
import { octetPatterns } from './octets.ts';

const ALIASES = 'every alias without a dot of ssh’s own configuration, whatever HostName stands behind it';

/**
 * ssh_config(5), PATTERNS: `*` and `?` over the host as it stands on the command line. An entry is what stands behind
 * `Host`; names without a dot are whatever is not excluded by `!`.
 */
export const SSH: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.*', '::1'],
  suffix: (name) => ({ say: [name, `*.${name}`] }),
  exact: (name) => ({ say: [name] }),
  below: (name) => ({ say: [`*.${name}`] }),
  range: (range) => {
    if (range.family === 4 || range.first !== range.last) return octetPatterns(range);
    return { say: [formatAddress({ family: 6, value: range.first })] };
  },
  pattern: (pattern) => ({ say: [pattern] }),
  plain: () => ({ say: ['* !*.* !*:*'], wider: ALIASES }),
  every: () => ({ say: ['*'] }),
};
