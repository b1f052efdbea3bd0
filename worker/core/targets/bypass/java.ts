/** What do `http.nonProxyHosts` and Maven's `nonProxyHosts` say? Pure. */
import { formatAddress } from '../../net/address.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';
import { octetPatterns } from './octets.ts';

/** Oracle, "Java Networking and Proxies": `|` between patterns, `*` first or last only. */
export const JAVA: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.*', '[::1]'],
  suffix: (name) => ({ say: [name, `*.${name}`] }),
  exact: (name) => ({ say: [name] }),
  below: (name) => ({ say: [`*.${name}`] }),
  range: (range) => {
    if (range.family === 4 || range.first !== range.last) return octetPatterns(range);
    return { say: [`[${formatAddress({ family: 6, value: range.first })}]`] };
  },
  pattern: (pattern) => {
    return /^\*?[^*?:]+\*?$/.test(pattern) ? { say: [pattern] } : { lost: '“*” only stands first or last there' };
  },
  every: () => ({ say: ['*'] }),
};
