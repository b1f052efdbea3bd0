/** How is an AutoProxy, GFWList or EasyList text read? Pure. */
import { isRefused } from '../../net/refused.ts';
import { readLines } from '../by-line.ts';
import type { ListFormat, Sample } from '../format.ts';
import { exception, type Item, type Reading, weakened } from '../item.ts';
import type { Chunks } from '../lines.ts';
import { decodeBase64, isBase64 } from './adblock/base64.ts';
import { readExpression } from './adblock/expression.ts';
import { judgeOptions, splitOptions } from './adblock/options.ts';
import { type Dialect, readPattern } from './adblock/pattern.ts';

/** Rules that hide, style or script parts of a page: `##`, `#@#`, `#?#`, `#$#`, `#%#` and kin, behind optional domains. */
const COSMETIC = /^[^/|@"!]*?#[@?$%]{0,3}#|\$\$|\$@\$/;

/**
 * The filters of Adblock Plus, of which AutoProxy (and so GFWList) is the part without options: `||name` a name and
 * what is below it, `|` the beginning or end of the URL, `^` a separator, `*` any run, `/…/` an expression, `@@` an
 * exception, `$` options, `!` a comment, `[…]` a header. Exceptions beat every line. Letters are compared with regard
 * to case here, without it there; clients hide the path of https URLs; both are told where they matter. A whole
 * text may be base64, as GFWList is published.
 */
export const adblock: ListFormat = {
  name: 'adblock',
  title: 'AutoProxy, GFWList, EasyList',
  source:
    'Adblock Plus, "How to write filters"; AutoProxy, "Rule syntax"; SwitchyOmega, omega-pac/src/rule_list.coffee',
  order: () => 'exceptions',
  signature,
  looksLike: (line) =>
    /^(?:@@)?\|\|?[^|\s]/.test(line) ||
    /^@@/.test(line) ||
    COSMETIC.test(line) ||
    /\^(?:$|\$)|\$(?:~?third-party|domain=)/.test(line),
  read,
};

function signature({ start }: Sample): string | null {
  if (isBase64(start)) return 'it is base64 that begins with [AutoProxy';
  const header = /^\s*\[(?:AutoProxy|Adblock|uBlock Origin)[^\]]*\]/i.exec(start);
  return header === null ? null : `it begins with ${header[0].trim()}`;
}

function read(chunks: Chunks): Iterable<Item> {
  let dialect: Dialect = 'adblock';
  return readLines(decodeBase64(chunks), (line) => {
    if (/^\[AutoProxy\b/i.test(line)) dialect = 'autoproxy';
    return readLine(line, dialect);
  });
}

function readLine(line: string, dialect: Dialect): Reading | null {
  if (line.startsWith('!') || /^\[[^\]]*\]$/.test(line) || /^# /.test(line) || line === '#') return null;
  if (COSMETIC.test(line)) {
    return { code: 'list.untestable', error: 'expected a filter of requests: this one changes parts of a page' };
  }
  const isException = line.startsWith('@@');
  const { body, options } = splitOptions(isException ? line.slice(2) : line);
  const judged = judgeOptions(options);
  if (isRefused(judged)) return judged;
  if (/^\/(?:\^|.*\\)/.test(body) && !body.endsWith('/')) {
    return { code: 'list.unreadable', error: 'expected / at the end of the expression' };
  }
  const isExpression = body.length > 1 && body.startsWith('/') && body.endsWith('/');
  const read = isExpression ? readExpression(body.slice(1, -1), judged) : readPattern(body, judged, dialect);
  if (isRefused(read)) return read;
  const all = judged.weak.reduce(weakened, read);
  return isException ? exception(all) : all;
}
