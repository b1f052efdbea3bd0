/** What does curl's `noproxy` say? Pure. */
import { formatAddress } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/** curl(1), --noproxy; lib/noproxy.c. A dot in front changes nothing. Ranges since 7.86.0; of IPv6 seen not to work in 7.88.1. */
export const CURL: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.0.0.1', '::1'],
  suffix: (name) => ({ say: [name] }),
  exact: (name) => ({ say: [name], wider: 'hosts below the name' }),
  below: (name) => ({ say: [`.${name}`], wider: 'the name itself' }),
  range: (range) => {
    const { family, first, last } = range;
    if (first === last) return { say: [formatAddress({ family, value: first })] };
    return family === 4
      ? { say: [formatRange(range)], partly: 'curl before 7.86 reads no ranges and uses the proxy' }
      : { lost: 'curl takes no ranges of IPv6' };
  },
  every: () => ({ say: ['*'] }),
};
