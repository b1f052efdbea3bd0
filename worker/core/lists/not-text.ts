/** Is a content no text, and which kind of file is it then? Pure. */

/**
 * How packed files begin, read as UTF-8, in which their bytes beyond ASCII become U+FFFD: gzip (RFC 1952, 2.3.1), zip
 * (APPNOTE 4.3.7), Zstandard (RFC 8878, 3.1.1; rule providers of mihomo in their binary form are that), xz (its file
 * format, 2.1.1.1), and the binary rule sets of sing-box (common/srs/binary.go).
 */
const PACKED: readonly (readonly [start: string, kind: string])[] = [
  ['\u001f\ufffd\b', 'gzip'],
  ['PK\u0003\u0004', 'zip'],
  ['(\ufffd/\ufffd', 'Zstandard'],
  ['\ufffd7zXZ\u0000', 'xz'],
  ['SRS\u0001', 'a binary rule set of sing-box'],
  ['SRS\u0002', 'a binary rule set of sing-box'],
  ['SRS\u0003', 'a binary rule set of sing-box'],
  ['SRS\u0004', 'a binary rule set of sing-box'],
];

/** What a piece of a content was expected to be, and what it is; null where nothing speaks against a text. */
export function refusalOfBinary(piece: string, isFirst: boolean): string | null {
  const packed = isFirst ? PACKED.find(([start]) => piece.startsWith(start)) : undefined;
  if (packed !== undefined) return `expected text, this is ${packed[1]}`;
  return piece.includes('\u0000') ? 'expected text without NUL characters' : null;
}
