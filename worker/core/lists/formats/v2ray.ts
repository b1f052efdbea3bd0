/** How is the text of a V2Ray geosite list read? Pure. */
import { readLines } from '../by-line.ts';
import type { ListFormat } from '../format.ts';
import type { Reading } from '../item.ts';
import { readHostExpression } from '../read-expression.ts';
import { readHostOrRange, readKeyword, readName } from '../read-host.ts';

const READERS: Readonly<Record<string, (value: string) => Reading>> = {
  domain: (value) => readName(value, 'suffix'),
  full: (value) => readName(value, 'exact'),
  keyword: readKeyword,
  regexp: readHostExpression,
  regex: readHostExpression,
  include: () => ({
    code: 'list.include',
    error: 'expected the lines themselves: the list that this names is not part of the text',
  }),
};

/**
 * A file of v2fly/domain-list-community: `domain:` the name and what is below it (also without a prefix), `full:` the
 * whole host, `keyword:` a part of it, `regexp:` an expression over it, `include:` another file; attributes (`@ads`,
 * `&list`) mark entries and change nothing; `#` begins a comment anywhere.
 */
export const v2ray: ListFormat = {
  name: 'v2ray',
  title: 'V2Ray geosite text',
  source: 'v2fly/domain-list-community, README.md, "Structure of data"',
  order: () => 'exceptions',
  signature: () => null,
  looksLike: (line) => /^(?:domain|full|keyword|regexp?|include):/.test(line) || /^[^\s:/]+\s+@[\w!-]+/.test(line),
  read: (chunks) => readLines(chunks, readLine),
};

function readLine(line: string): Reading | null {
  const text = line.replace(/(?:^|\s)#.*$/, '').trim();
  if (text === '') return null;
  const [entry = '', ...marks] = text.split(/\s+/);
  if (marks.some((mark) => !/^[@&]./.test(mark))) {
    return { code: 'list.unreadable', error: 'expected one entry, and attributes behind it' };
  }
  const [, type, value = ''] = /^([a-z]+):(.*)$/.exec(entry.replace(/(?::@[\w!,@-]+)$/, '')) ?? [];
  if (type === undefined) return readHostOrRange(entry, 'suffix');
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return (
    reader?.(value) ?? { code: 'list.unreadable', error: 'expected domain:, full:, keyword:, regexp: or include:' }
  );
}
