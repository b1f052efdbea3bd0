/** Does a text look as if it held a credential? Pure; it answers with the shape, never with the secret. */

/** Shapes of credentials in texts, each with the words that name it. */
const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  // RFC 3986 section 3.2.1: everything before the @ of an authority is user information.
  ['user information in a URL', /:\/\/[^/?#\s@]*@/],
  // What is left of it when somebody writes only the authority: name:secret@host.
  // Schemes whose addresses look the same (RFC 6068 and kin) are left alone.
  [
    'a user name and password before a host',
    /(?:^|[\s"'(=])(?!(?:mailto|sips?|xmpp|acct|ssh|git):)[^\s/@:"']+:[^\s/@]+@[^\s@]/i,
  ],
  // The same with the colon percent-encoded (RFC 3986 section 2.1), as some forms of configuration want it.
  ['a user name and password before a host', /[^\s/@:"']%3a[^\s/@]+@[^\s@]/i],
  // Any scheme of RFC 9110 section 11.6.2; the value may be anything.
  ['an Authorization header', /\bauthorization["']?\s*[:=]\s*\S/i],
  // RFC 6750 section 2.1; sixteen characters, so that prose such as "bearer of news" is left alone.
  ['a bearer token', /\bbearer\s+[A-Za-z0-9._~+/-]{16,}/i],
  // RFC 7617 section 2: base64, which is told from a word by its padding, or by capitals, small letters and digits at once.
  [
    'a user name and password in base64',
    /\b(?:[Bb]asic|BASIC)\s+(?:[A-Za-z0-9+/]{6,}={1,2}|(?=[A-Za-z+/]*[0-9])(?=[a-z0-9+/]*[A-Z])(?=[A-Z0-9+/]*[a-z])(?:[A-Za-z0-9+/]{4}){4,}(?![A-Za-z0-9+/]))/,
  ],
  // A value that begins like a wildcard, a regular expression or a place-holder is a pattern over such texts.
  [
    'a password, secret or token with its value',
    /(?<![a-z])(?:pass(?:word|wd|phrase)?|pwd|pw|secret|api[_-]?key|(?:[a-z]+[_-])?token)["']?\s*=\s*["']?[^\s"'*?&;.[(\\<{$]/i,
  ],
  // As people note it down. Six characters with a digit, so that "password: ask the helpdesk" is left alone.
  [
    'a password or secret with its value',
    /(?<![a-z])(?:pass(?:word|wd|phrase)|pwd|secret|api[_-]?key)["']?\s*:\s*["']?(?=[^\s"'*?<{[(\\]*[0-9])[^\s"'*?<{[(\\]{6}/i,
  ],
  // Our own, GitHub's, Amazon's and Slack's, by the beginnings that their makers gave them so that they can be found.
  ['an access token', /\b(?:ptl_[\w-]{20}|gh[opsur]_[A-Za-z0-9]{36}|AKIA[0-9A-Z]{16}\b|xox[abeoprs]-[\w-]{10})/],
  // RFC 7519: header and claims are JSON objects, in base64url.
  ['a JSON web token', /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
];

/** How much of a text is looked at; no text of a document is longer than half of it, and matching may take its square. */
const MAX_LOOKED_AT = 4_096;

/** The name of the first shape of a credential that the text has, or null. */
export function secretIn(text: string): string | null {
  const start = text.slice(0, MAX_LOOKED_AT);
  return SHAPES.find(([, shape]) => shape.test(start))?.[0] ?? null;
}
