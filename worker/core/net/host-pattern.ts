/** Which host wildcards are accepted, and in which spelling are they kept? Pure. */
import { canonicalHost, MAX_HOST } from './host.ts';
import { isRefused, type Refused } from './refused.ts';
import { canonicalRuns, hasWildcard } from './wildcard.ts';

/** What would never match a host in the client's view, in the order in which it is looked for. */
const HOPELESS: readonly (readonly [flaw: RegExp, code: string, error: string])[] = [
  [/[\s\u0000-\u001f\u007f]/, 'wildcard.invalid', 'expected a pattern without spaces and control characters'],
  [/:\/\/|[/\\]/, 'wildcard.url', 'expected a pattern of hosts; the key "url" takes patterns of URLs'],
  [/@/, 'host.credentials', 'expected a pattern of hosts, without user name and password'],
  [/[[\]]/, 'host.brackets', 'expected no brackets: hosts are compared without them'],
  [/^[^:]*:[0-9]+$|^[^:]*[.g-z_-][^:]*:/i, 'host.port', 'expected a pattern of hosts; ports have their own key'],
  [/^\./, 'wildcard.never', 'expected no dot in front: no host begins with one'],
  [/\.\./, 'wildcard.never', 'expected no two dots in a row: no label of a host is empty'],
  [/[*?]\.$/, 'wildcard.never', 'expected no dot at the end: one trailing dot of a host is dropped before matching'],
];

/**
 * The canonical spelling of a host wildcard: lower-case ASCII, one trailing dot removed, runs of wildcards in one
 * form, international labels without a wildcard in their ASCII form. What could never match is refused with a reason.
 */
export function canonicalHostPattern(text: string): string | Refused {
  const flaw = HOPELESS.find(([pattern]) => pattern.test(text));
  if (flaw !== undefined) {
    const fix = text.startsWith('.') ? { fix: `*${text}` } : {};
    return { code: flaw[1], error: flaw[2], ...fix };
  }
  const labels = text.replace(/\.$/, '').split('.').map(canonicalLabel);
  const refused = labels.find(isRefused);
  if (refused !== undefined && isRefused(refused)) return refused;
  const pattern = canonicalRuns(labels.join('.'));
  if (pattern.replaceAll('*', '').length <= MAX_HOST) return pattern;
  return { code: 'wildcard.never', error: `expected a pattern that fits a host of ${MAX_HOST} characters` };
}

function canonicalLabel(label: string): string | Refused {
  const lower = label.toLowerCase();
  if (/^[a-z0-9_*?:-]*$/.test(lower)) return lower;
  if (hasWildcard(label)) {
    const error = `expected letters, digits, "-", "_", * and ? in ${JSON.stringify(label)}; only a whole label can be international`;
    return { code: 'wildcard.invalid', error };
  }
  const ascii = canonicalHost(label);
  return isRefused(ascii) ? { ...ascii, code: 'wildcard.invalid' } : ascii;
}
