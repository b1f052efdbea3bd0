/** How do many names look? Sorted, front-coded blocks in one string, found by binary search. Pure. */

import type { NameIndex } from '../hosts/host-index.ts';
import { stringLiteral } from '../script/literals.ts';
import { blockSearch, searchAgain } from './block-search.ts';
import { type KindText, kindText, type NameEncoding, nested } from './encoding.ts';

/**
 * Names per block: what one first look-up decodes. Smaller costs size (a clear name per block), larger costs time: 32 takes
 * 1.8 % more behind brotli, and no less time over 2,000 hosts of 4,000 names.
 */
const BLOCK = 96;
/** Of so many names there is no list that is small enough for this form (`table.ts`). */
const MAX_NAMES = 5_000;
/** Each marker says how many characters a name shares with the one before it. None of them occurs in names. */
const MARKERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ$%&()*+,/:;<=>?@[]^`{|}';

/**
 * Names with reversed labels and `#` between and behind them, sorted: `com#example#`. `#` sorts before every character of
 * a name, so the greatest name that is not greater than a host (`com#example#www#`) is the name it stands below, or,
 * where that is a name below such a one, shares its labels with the host; then the host is cut to what they share.
 *
 * A block is its first name in clear, `!` (which sorts before `#`, so the list of blocks is its own directory), then per
 * name a marker, the rest of the name, and `~` with the kind in base 36 where it is not 0.
 */
export const front: NameEncoding = {
  name: 'front',
  fits: (index) => index.labels.length <= MAX_NAMES,
  write: (index) => {
    const kinds = kindText(index);
    const blocks = stringLiteral(blocksOf(index).join(' '));
    return `${kinds.declarations}var nB=${blocks}.split(" "),nR=[],nK=[];\n${decoder(index, kinds)}`;
  },
};

function blocksOf(index: NameIndex): string[] {
  const blocks: string[] = [];
  for (let start = 0; start < index.labels.length; start += BLOCK) blocks.push(block(index, start));
  return blocks;
}

function block({ labels, kindOf }: NameIndex, start: number): string {
  let text = '';
  let before: string | null = null;
  for (let at = start; at < Math.min(labels.length, start + BLOCK); at++) {
    const [name, kind] = [labels[at] ?? '', kindOf[at] ?? 0];
    text += before === null ? `${name}!` : frontCoded(before, name);
    if (kind > 0) text += `~${kind.toString(36)}`;
    before = name;
  }
  return text;
}

function frontCoded(before: string, name: string): string {
  let shared = 0;
  const most = Math.min(MARKERS.length - 1, before.length);
  while (shared < most && before[shared] === name[shared]) shared++;
  return MARKERS.charAt(shared) + name.slice(shared);
}

const READ =
  'function nP(a){' +
  'var d=nB[a].split("!"),e=d[0],b=[e+"#"],c=[0],m,z,i;' +
  'if(d[1]){d=d[1].match(/[^a-z0-9_#-][a-z0-9_#-]*/g);' +
  'for(m=0;m<d.length;m++){z=d[m];i=z.charAt(0);z=z.substring(1);' +
  'if(i=="~")c[b.length-1]=parseInt(z,36);' +
  `else{e=e.substring(0,${stringLiteral(MARKERS)}.indexOf(i))+z;c[b.length]=0;b[b.length]=e+"#"}}}` +
  'nK[a]=c;return nR[a]=b}\n';

function decoder(index: NameIndex, kinds: KindText): string {
  const found = kinds.result('nK[i][a]', 'e.length==h.length+1');
  const look =
    `${blockSearch('nB')}i=a;b=nR[i]||nP(i);` +
    `${blockSearch('b')}e=b[a];if(k.substring(0,e.length)==e)return ${found};`;
  const loop = nested(index) ? `for(;;){${look}${searchAgain('e')}}` : `${look}return 0`;
  return `${READ}function names(h){var k=h.split(".").reverse().join("#")+"#",a,b,e,i,m,z;${loop}}\n`;
}
