/** Which URL wildcards are accepted, and in which spelling are they kept? Pure. */
import { canonicalHostPattern } from './host-pattern.ts';
import { defaultPort } from './port.ts';
import { isRefused, type Refused } from './refused.ts';
import { SCHEMES_WITH_PATH } from './url.ts';
import { canonicalRuns, hasWildcard, matchesWildcard } from './wildcard.ts';

/** A pattern over the URL in the client's view, and whether it looks behind the host. */
export interface UrlPattern {
  readonly text: string;
  readonly needsPath: boolean;
}

/** What no URL in the client's view contains. */
const HOPELESS: readonly (readonly [flaw: RegExp, code: string, error: string])[] = [
  [
    /[\s\u0000-\u001f\u007f]/,
    'wildcard.invalid',
    'expected a pattern without spaces and control characters; URLs have %20',
  ],
  [/#/, 'url.fragment', 'expected no fragment: clients do not show it'],
  [/^[^/]*:\/\/[^/]*@/, 'url.credentials', 'expected no user name and password: clients do not show them'],
];

/** Scheme, authority and the rest of a pattern whose scheme and authority have a visible end. */
const PARTS = /^([a-z][a-z0-9+.-]*|[a-z0-9+.?*-]*):\/\/([^/]*)(\/.*)?$/i;

/**
 * The canonical spelling of a URL wildcard: scheme and host in lower case, international labels in their ASCII form, a
 * scheme's default port left out, runs of wildcards in one form. Path and query keep their case. What could never
 * match is refused with a reason.
 */
export function readUrlPattern(text: string): UrlPattern | Refused {
  const flaw = HOPELESS.find(([pattern]) => pattern.test(text));
  if (flaw !== undefined) return { code: flaw[1], error: flaw[2] };
  const parts = PARTS.exec(text);
  if (parts === null) return withoutParts(text);
  const [, scheme = '', authority = '', rest = ''] = parts;
  const lower = scheme.toLowerCase();
  const peer = canonicalAuthority(authority, lower);
  if (isRefused(peer)) return peer;
  return nonAscii(rest) ?? pathFlaw(lower, rest) ?? complete(`${lower}://${peer}`, rest);
}

/** A pattern without `://` in sight, such as `*.iso` or `https:*`: what its first wildcard stands for is open. */
function withoutParts(text: string): UrlPattern | Refused {
  const front = text.slice(0, text.search(/[*?]|$/));
  if (/^(?:[a-z][a-z0-9+.-]*(?::\/?)?)?$/i.test(front) && hasWildcard(text)) {
    const pattern = canonicalRuns(front.toLowerCase() + text.slice(front.length));
    return nonAscii(text) ?? { text: pattern, needsPath: !/^\**$/.test(pattern.slice(front.length)) };
  }
  const error = 'expected a pattern of the whole URL, scheme included';
  return { code: 'url.never', error, fix: `*://${text.replace(/^\/*/, '')}` };
}

/** A host pattern and a port pattern. The last colon outside brackets parts them. */
function canonicalAuthority(authority: string, scheme: string): string | Refused {
  const [, host = '', port] = /^(\[.*\]|[^:]*)(?::([0-9?*]+))?$/.exec(authority) ?? [undefined, ''];
  if (host === '') return { code: 'url.never', error: 'expected a host behind ://, IPv6 in brackets' };
  const bare = host.startsWith('[') ? host.slice(1, -1) : host;
  const canonical = canonicalHostPattern(bare);
  if (isRefused(canonical)) return canonical;
  const isDefault = port !== undefined && !hasWildcard(scheme + port) && defaultPort(scheme) === Number(port);
  const shown = host.startsWith('[') ? `[${canonical}]` : canonical;
  return port === undefined || isDefault ? shown : `${shown}:${port}`;
}

/** Outside http and ws the path that clients show is `/`, so a pattern that wants more never matches. */
function pathFlaw(scheme: string, rest: string): Refused | null {
  const mayShowPath = SCHEMES_WITH_PATH.some((one) => matchesWildcard(scheme, one));
  if (rest === '' || mayShowPath || matchesWildcard(rest, '/')) return null;
  const error = `expected the path "/": clients hide the path of ${scheme} URLs, so this never matches`;
  return { code: 'url.never', error, fix: 'match the host, and leave the path out' };
}

/** The text with its rest. Without one, the `/` that every URL in the client's view has is added where it was forgotten. */
function complete(front: string, rest: string): UrlPattern {
  const end = rest === '' && !/[*?]$/.test(front) ? '/' : rest;
  const mayReachPath = rest === '' && /\*.*[^*]$/.test(front.slice(front.indexOf('//')));
  return { text: canonicalRuns(front + end), needsPath: mayReachPath || !/^\/?\**$/.test(end) };
}

function nonAscii(text: string): Refused | null {
  if (/^[\u0000-\u007f]*$/.test(text)) return null;
  return {
    code: 'wildcard.invalid',
    error: 'expected ASCII: clients show other characters percent-encoded',
    fix: encodeURI(text),
  };
}
