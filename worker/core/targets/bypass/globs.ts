/** What does a list of shell patterns over host names say? Yarn's `networkSettings` and Subversion's exceptions. Pure. */
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';
import { octetPatterns } from './octets.ts';

/**
 * Yarn, packages/yarnpkg-core/sources/httpUtils.ts (micromatch over the URL's host name), and Subversion,
 * subversion/libsvn_subr/config.c (apr_fnmatch): `*` stands for any characters, dots too, `?` for one. Neither sees the
 * port. Whether either reads IPv6 is not known.
 */
export const GLOBS: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.0.0.1'],
  suffix: (name) => ({ say: [name, `*.${name}`] }),
  exact: (name) => ({ say: [name] }),
  below: (name) => ({ say: [`*.${name}`] }),
  range: octetPatterns,
  pattern: (pattern) => {
    if (/^[a-z0-9.*?_-]+$/.test(pattern)) return { say: [pattern] };
    return { lost: 'only patterns of names and of IPv4 are known to match' };
  },
  every: () => ({ say: ['*'] }),
};
