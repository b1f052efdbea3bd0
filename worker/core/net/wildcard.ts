/** When does a wildcard match a text? `*` is any run of characters, dots and nothing included; `?` is one. Pure. */

/**
 * Whether the pattern matches the whole text, exactly and with regard to case.
 * Only the last `*` is ever taken up again, so the work is at most pattern × text; no input makes it more.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let resume = 0;
  for (let t = 0; t < text.length; ) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(p));
}

/** The one spelling of a run of wildcards: its `?` first, then one `*` if it has any. Matches the same texts. */
export function canonicalRuns(pattern: string): string {
  return pattern.replace(/[*?]{2,}/g, (run) => run.replaceAll('*', '') + (run.includes('*') ? '*' : ''));
}

/** Whether the text has a `*` or `?`. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}
