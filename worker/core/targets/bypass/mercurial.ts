/** What does Mercurial's `http_proxy.no` say? Pure. */
import { formatAddress } from '../../net/address.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

const ENDS = 'names that only end like it, without a dot between, and the name itself';

/** Mercurial, mercurial/url.py (proxyhandler): a bare name is that host only, `*.name` whatever ends in the name. Loopback goes direct by itself. */
export const MERCURIAL: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({ say: [`*.${name}`], wider: 'names that only end like it, without a dot between' }),
  exact: (name) => ({ say: [name] }),
  below: (name) => ({ say: [`*.${name}`], wider: ENDS }),
  range: ({ family, first, last }) => {
    if (first !== last || family === 6) return { lost: 'it takes no ranges and no IPv6 addresses' };
    return { say: [formatAddress({ family, value: first })] };
  },
  every: () => ({ say: ['*'] }),
};
