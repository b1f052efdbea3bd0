/** What does a list say that only compares the ends of host names? npm's `noproxy`. Pure. */
import { formatAddress } from '../../net/address.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/** npm 11, @npmcli/agent lib/proxy.js: a bare or dotted name covers itself and what is below it; `*` means nothing. */
export const SUFFIXES: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.0.0.1', '::1'],
  suffix: (name) => ({ say: [name] }),
  exact: (name) => ({ say: [name], wider: 'hosts below the name' }),
  below: (name) => ({ say: [`.${name}`], wider: 'the name itself' }),
  range: ({ family, first, last }) => {
    if (family === 4 && first === last) return { say: [formatAddress({ family, value: first })] };
    return { lost: 'it compares names only and takes no ranges' };
  },
};
