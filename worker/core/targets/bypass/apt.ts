/** Which hosts can apt be told to reach directly? Pure. */
import { formatAddress } from '../../net/address.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/** apt-transport-http(1): a proxy, or DIRECT, for a single host. */
export const APT: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({ say: [name], partly: 'hosts below the name still use the proxy' }),
  exact: (name) => ({ say: [name] }),
  below: () => ({ lost: 'it names single hosts only' }),
  range: ({ family, first, last }) => {
    if (first !== last || family === 6) return { lost: 'it names single hosts only' };
    return { say: [formatAddress({ family, value: first })] };
  },
};
