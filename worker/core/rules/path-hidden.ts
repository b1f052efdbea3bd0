/** Who does not see what stands behind the host in a URL? Pure. */
import type { Report } from './kind.ts';

/**
 * Tells that a rule looks at a path. Chromium shows it for http and ws only (net/proxy_resolution/
 * proxy_resolution_url_sanitizer.cc), Firefox for nothing unless network.proxy.autoconfig_url.include_path is set,
 * and WinINET keeps one answer per host (Microsoft, "Autoproxy cache").
 */
export function tellPathHidden(report: Report, found: string): void {
  report({
    code: 'rule.url-path-hidden',
    severity: 'warning',
    message: 'clients show the path of http and ws URLs only; Firefox hides it even there, and Windows caches per host',
    expected: 'a rule that decides by host, port or scheme',
    found,
    fix: 'decide by `host` or `domain` where it must hold in every client',
  });
}
