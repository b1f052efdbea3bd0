/** How is a list of address ranges read? Pure. */
import { parseAddress } from '../../net/address.ts';
import { beforeComment, readLines } from '../by-line.ts';
import type { ListFormat } from '../format.ts';
import type { Reading } from '../item.ts';
import { readRange, readSpan, withoutBrackets } from '../read-host.ts';

/**
 * One address, CIDR range (RFC 4632 section 3.1, RFC 4291 section 2.3) or `first-last` a line; comments begin with
 * `#`, `;`, `!` or `//`. Ranges hold for hosts that are address literals; names are not looked up.
 */
export const cidr: ListFormat = {
  name: 'cidr',
  title: 'Addresses and CIDR ranges',
  source: 'RFC 4632, RFC 4291',
  order: () => 'exceptions',
  signature: () => null,
  looksLike: (line) => {
    const [first = ''] = beforeComment(line, '#').split(/[/-]/);
    return (
      parseAddress(withoutBrackets(first.trim())) !== null &&
      !/[\s,]/.test(beforeComment(line, '#').replace(/\s*-\s*/, '-'))
    );
  },
  read: (chunks) => readLines(chunks, readLine),
};

function readLine(line: string): Reading | null {
  if (/^(?:[#;!]|\/\/)/.test(line)) return null;
  const text = withoutBrackets(beforeComment(beforeComment(line, '#'), ';'));
  return /^[^/]+-[^/]+$/.test(text) ? readSpan(text) : readRange(text);
}
