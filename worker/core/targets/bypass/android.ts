/** What do the `excludedHosts` of Android say? Pure. */
import { formatAddress } from '../../net/address.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/** Android Management API, ProxyInfo: host names, with `*.` for what is below one. */
export const ANDROID: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({ say: [name, `*.${name}`] }),
  exact: (name) => ({ say: [name] }),
  below: (name) => ({ say: [`*.${name}`] }),
  range: ({ family, first, last }) => {
    if (first !== last || family === 6) return { lost: 'it takes no ranges and no IPv6 addresses' };
    return { say: [formatAddress({ family, value: first })] };
  },
};
