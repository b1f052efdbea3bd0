/** Lists like the published ones, made from a number. */

/** A text with what GFWList has, in about its proportions: nine names of ten, URLs, keywords, exceptions, comments. */
export function gfwListLike(lines: number): string {
  const body = Array.from({ length: lines }, (_, k) => {
    const name = `site${k}.${['com', 'net', 'org', 'co.jp', 'tw'][k % 5]}`;
    if (k % 100 === 7) return `@@||api.site${k - 7}.com`;
    if (k % 50 === 3) return `! Section ${k}`;
    if (k % 16 === 5) return `|http://www.${name}/`;
    if (k % 97 === 9) return `|http://${name}/news`;
    if (k % 211 === 11) return `www.${name}`;
    return `||${name}`;
  });
  return ['[AutoProxy 0.2.9]', '! Title: Sample', '!', ...body, ''].join('\n');
}
