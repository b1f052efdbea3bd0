/** What does wget's `no_proxy` say? Pure. */
import { formatAddress } from '../../net/address.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/** wget, src/host.c (sufmatch), seen with 1.21.3: a bare name covers what is below it, a dotted one is below only; no ranges. */
export const WGET: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.0.0.1', '::1'],
  suffix: (name) => ({ say: [name] }),
  exact: (name) => ({ say: [name], wider: 'hosts below the name' }),
  below: (name) => ({ say: [`.${name}`] }),
  range: ({ family, first, last }) => {
    if (first !== last) return { lost: 'it takes no ranges of addresses' };
    return { say: [formatAddress({ family, value: first })] };
  },
};
