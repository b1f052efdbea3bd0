/** What does Chromium's bypass list say? Also the `ExcludeDomains` of ONC. Pure. */
import { formatAddress } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

/**
 * Chromium, net/proxy_resolution/proxy_bypass_rules.cc and net/docs/proxy.md: `[scheme://]pattern[:port]`, `a.b/len`
 * (IPv6 without brackets), `<local>`. A bare name is that host only. Loopback and link-local go direct by themselves.
 */
export const CHROMIUM: BypassDialect = {
  ...SPEECHLESS,
  suffix: (name) => ({ say: [name, `*.${name}`] }),
  exact: (name) => ({ say: [name] }),
  below: (name) => ({ say: [`*.${name}`] }),
  range: (range) => {
    const isAddress = range.first === range.last;
    if (!isAddress) return { say: [formatRange(range)] };
    const text = formatAddress({ family: range.family, value: range.first });
    return { say: [range.family === 6 ? `[${text}]` : text] };
  },
  // base::MatchPattern takes `?` for one character or none.
  pattern: (pattern) => {
    if (pattern.includes('?')) return { lost: '“?” also stands for no character there' };
    return /[:/]/.test(pattern) ? { lost: 'a colon begins a port there' } : { say: [pattern] };
  },
  plain: () => ({ say: ['<local>'] }),
  every: () => ({ say: ['*'] }),
  only: (texts, { ports, schemes }) => {
    if (texts.some((text) => /[/<]/.test(text))) return { lost: 'ranges and <local> take no port and no scheme there' };
    return { say: cross(texts, ports, schemes) };
  },
};

/** Every text with every scheme and port. */
function cross(texts: readonly string[], ports: readonly number[] | null, schemes: readonly string[] | null): string[] {
  const fronts = schemes?.map((scheme) => `${scheme}://`) ?? [''];
  const ends = ports?.map((port) => `:${port}`) ?? [''];
  return texts.flatMap((text) => fronts.flatMap((front) => ends.map((end) => `${front}${text}${end}`)));
}
