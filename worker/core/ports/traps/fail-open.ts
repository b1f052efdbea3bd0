/** Which routes fail closed on paper and open in some clients? Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import type { Profile, ProxyScheme } from '../../../../schemas/profile.ts';
import { pointerTo } from '../../document/pointer.ts';
import { finding } from '../../findings/finding.ts';

/**
 * A route without `direct` and without an http proxy, and the same for a proxy that a rule or `default` names as a route
 * of one. WinHTTP keeps only PROXY of a PAC's answer, libproxy drops HTTPS; with nothing left they go direct.
 */
export function failOpenFindings(profile: Profile): readonly Finding[] {
  const routes = Object.entries(profile.routes ?? {}).flatMap(([name, entries]) =>
    judged(entries, profile, pointerTo('/routes', name)),
  );
  const uses = (profile.rules ?? []).flatMap(({ use, disabled }, index) =>
    disabled === true ? [] : judged([use], profile, pointerTo('/rules', index, 'use')),
  );
  return [...routes, ...uses, ...judged([profile.default], profile, '/default')];
}

function judged(entries: readonly string[], { proxies }: Profile, path: string): Finding[] {
  const schemes = entries.map((entry) => proxies?.[entry]?.scheme);
  const known = schemes.filter((scheme) => scheme !== undefined);
  if (known.length < schemes.length || known.length === 0 || known.includes('http')) return [];
  return [failOpen(known, path)];
}

function failOpen(schemes: readonly ProxyScheme[], path: string): Finding {
  const found = [...new Set(schemes)].join(', ');
  const clients = schemes.every((scheme) => scheme === 'https') ? 'WinHTTP and libproxy go' : 'WinHTTP goes';
  return finding('route.no-http', path, {
    message: `Only ${found} stands in this route: ${clients} direct instead of failing closed`,
    expected: 'an http proxy, or direct as the last entry',
    found,
  });
}
