/** How does an address look where a script compares it? Pure. */
import { stringLiteral } from '../script/literals.ts';

/** A boundary as a literal that the script compares: a number for IPv4, hexadecimal text for IPv6. */
export function edgeLiteral(value: bigint, family: 4 | 6): string {
  return family === 4 ? value.toString() : stringLiteral(hexEdge(value));
}

/**
 * A boundary among texts of 32 hexadecimal digits. Zeros at the end may go: a text compares with longer ones as if they
 * were there. One digit stays, so that the empty text (no address) is below every boundary.
 */
export function hexEdge(value: bigint): string {
  return value
    .toString(16)
    .padStart(32, '0')
    .replace(/(?<=.)0+$/, '');
}
