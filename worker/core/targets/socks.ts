/** Which SOCKS proxy does a format name that uses it for everything that has no proxy of its own? Pure. */
import type { Report } from './report.ts';
import { type FixedSetting, type Hop, WAY_SCHEMES } from './target.ts';

/** Whether it is a SOCKS proxy. */
export const isSocks = ({ scheme }: Pick<Hop, 'scheme'>): boolean => scheme === 'socks4' || scheme === 'socks5';

/**
 * The SOCKS proxy of the ways, or null. Windows and Firefox send to it whatever has no http proxy, so ways that differ in
 * this are told.
 */
export function catchAllSocks({ ways }: FixedSetting, title: string, report: Report): Hop | null {
  const firsts = WAY_SCHEMES.map((scheme) => [scheme, ways[scheme].proxies[0]] as const);
  const found = firsts.find(([, proxy]) => proxy !== undefined && isSocks(proxy))?.[1] ?? null;
  if (found === null) return null;
  const others = firsts.filter(([, proxy]) => proxy === undefined || (isSocks(proxy) && proxy.name !== found.name));
  if (others.length > 0) {
    const schemes = others.map(([scheme]) => scheme).join(' and ');
    const message = `${title} sends ${schemes} URLs to ${found.name}, which takes whatever has no http proxy`;
    report('target.socks-everything', '/default', { message, found: found.name });
  }
  return found;
}
