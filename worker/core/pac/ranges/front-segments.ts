/** How do thousands of IPv6 ranges look? Front-coded boundaries in blocks, and a digit for each result where there are several. Pure. */
import { stringLiteral } from '../script/literals.ts';
import { hexEdge } from './edges.ts';
import { type AddressEncoding, alternating } from './encoding.ts';
import { digit } from './packed.ts';
import { hasDigits, resultDigits } from './result-digits.ts';

/** Boundaries per block: what one look-up decodes. Even, so that a block begins outside where one result alternates with none. */
const BLOCK = 32;
/** Each says how many digits a boundary shares with the one before it; the function below reads them by their codes. */
const MARKERS = 'ghijklmnopqrstuvwxyzGHIJKLMNOPQR';

/**
 * A block is its first boundary (`edges.ts`) in clear, `!`, and for each further one a marker and the rest of its digits.
 * `!` sorts before `#`, and both before every digit: a block is not greater than an address with `#` behind it exactly
 * where its first boundary is not greater than the address.
 */
export const frontSegments: AddressEncoding = {
  name: 'front',
  fits: (segments, family) => family === 6 && segments.length >= BLOCK && hasDigits(segments),
  write: (segments) => {
    const blocks = `${stringLiteral(blocksOf(segments.map(({ from }) => hexEdge(from))).join(' '))}.split(" ")`;
    const only = alternating(segments);
    if (only !== null) return { text: `var nets6List=${blocks};\n${decoder(`(n&1)*${only}`)}`, helpers: [] };
    const { digits, list, found } = resultDigits(segments, 6);
    const results = stringLiteral(digits.map(digit).join(''));
    const text = `var nets6List=${blocks},nets6Results=${results}${list};\n${decoder(found, `d=nets6Results.charCodeAt(a*${BLOCK}+n);`)}`;
    return { text, helpers: [] };
  },
};

function blocksOf(edges: readonly string[]): string[] {
  const blocks: string[] = [];
  for (let start = 0; start < edges.length; start += BLOCK) blocks.push(block(edges.slice(start, start + BLOCK)));
  return blocks;
}

function block([head = '', ...others]: readonly string[]): string {
  let before = head;
  let text = `${head}!`;
  for (const edge of others) {
    let shared = 0;
    while (before.charAt(shared) === edge.charAt(shared)) shared++;
    text += MARKERS.charAt(shared) + edge.slice(shared);
    before = edge;
  }
  return text;
}

/** `a`: the block, `n`: how many of its boundaries are at or below the address. */
const decoder = (found: string, first = ''): string =>
  'function nets6(v){var k=v+"#",a=0,z=nets6List.length-1,c,d,e,i,m,n=0;' +
  'while(a<z){m=a+z+1>>1;if(nets6List[m]<=k)a=m;else z=m-1}' +
  'd=nets6List[a].split("!");e=d[0];d=d[1].match(/[g-zG-R][0-9a-f]+/g)||[];' +
  'for(i=0;e<=v;i++){n++;if(!(m=d[i]))break;c=m.charCodeAt(0);e=e.substring(0,c>99?c-103:c-51)+m.substring(1)}' +
  `${first}return ${found}}\n`;
