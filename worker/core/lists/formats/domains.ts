/** How is a plain list of domains read? Pure. */
import { beforeComment, readLines } from '../by-line.ts';
import type { ListFormat } from '../format.ts';
import type { Reading } from '../item.ts';
import { readHostOrRange, readHostPattern } from '../read-host.ts';

/**
 * One domain a line, which stands for itself and everything below it; comments begin with `#`, `;`, `!` or `//`, also
 * behind a domain. A leading dot means the same (as in squid's `dstdomain`), a leading `*.` below only; addresses and
 * CIDR ranges are accepted. There is no specification; this is what published lists of domains share.
 */
export const domains: ListFormat = {
  name: 'domains',
  title: 'Domains, one a line',
  source: 'convention of published domain lists; the leading dot as in squid acl dstdomain',
  order: () => 'exceptions',
  signature: () => null,
  looksLike: (line) => /^(?:\*?\.)?[^\s/:|,@=*?<>[\]{}'"]+\.[^\s/:|,@=*?<>[\]{}'".]+\.?(?:\s*[#;].*)?$/.test(line),
  read: (chunks) => readLines(chunks, readLine),
};

function readLine(line: string): Reading | null {
  if (/^(?:[#;!]|\/\/)/.test(line)) return null;
  const text = beforeComment(beforeComment(line, '#'), ';');
  if (text.startsWith('*')) return readHostPattern(text);
  return readHostOrRange(text.startsWith('.') ? text.slice(1) : text, 'suffix');
}
