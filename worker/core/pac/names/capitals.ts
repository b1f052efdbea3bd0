/** How do names look that are found without being read? Blocks without what their names share, searched as text. Pure. */

import type { NameIndex } from '../hosts/host-index.ts';
import { stringLiteral } from '../script/literals.ts';
import { blockSearch, searchAgain } from './block-search.ts';
import { type KindText, kindText, type NameEncoding, nested } from './encoding.ts';

/** Characters of names, and what stands for each where it begins an entry; none of the latter occurs in names. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_#';
const BEGINNINGS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ$%&()*+/:;=>?';

/** Names per block at most. The best cut rarely has more, and to look for it takes time in proportion. */
const MAX_BLOCK = 64;
/** Shared characters at most: their number is one printable character from `#` on. */
const MAX_SHARED = 90;
const FIRST_NUMBER = 35;
/** Above this the best cut takes longer to find than a publish should. */
const MAX_NAMES = 60_000;

/**
 * A block is its first name in clear (`com#example`), `!`, a character for the number of characters that all its names
 * share, and the other names without these, each begun by a capital or the like; `~` and a number say the kind where it
 * is not 0. A host's parents are looked for one after the other, by the engine's own search through text.
 */
export const capitals: NameEncoding = {
  name: 'capitals',
  fits: (index) => index.labels.length > 0 && index.labels.length <= MAX_NAMES,
  write: (index) => {
    const kinds = kindText(index);
    const blocks = stringLiteral(blocksOf(index).join(' '));
    return `${kinds.declarations}var nB=${blocks}.split(" "),nG=${stringLiteral(LETTERS)},nV=${stringLiteral(BEGINNINGS)};\n${decoder(index, kinds)}`;
  },
};

function blocksOf({ labels, kindOf }: NameIndex): string[] {
  const cuts = bestCuts(labels);
  return cuts.map((start, at) => block(labels.slice(start, cuts[at + 1]), kindOf.subarray(start)));
}

function block([head = '', ...others]: readonly string[], kindOf: Uint32Array): string {
  const shared = others.reduce((least, name) => Math.min(least, sharedLength(head, name)), MAX_SHARED);
  const length = others.length === 0 ? 0 : shared;
  const entries = others.map((name, at) => {
    const beginning = BEGINNINGS.charAt(LETTERS.indexOf(name.charAt(length)));
    return `${beginning}${name.slice(length + 1)}${kindMark(kindOf[at + 1])}`;
  });
  return `${head}!${String.fromCharCode(FIRST_NUMBER + length)}${kindMark(kindOf[0])}${entries.join('')}`;
}

const kindMark = (kind = 0) => (kind > 0 ? `~${kind}` : '');

function sharedLength(a = '', b = ''): number {
  let shared = 0;
  while (shared < MAX_SHARED && shared < a.length && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  return shared;
}

/** Where blocks begin in the shortest text: the best cuts of the first `n` names, for every `n`. */
function bestCuts(names: readonly string[]): number[] {
  const shared = Uint8Array.from(names, (name, at) => (at === 0 ? 0 : sharedLength(names[at - 1], name)));
  const costs = new Float64Array(names.length + 1).fill(Number.POSITIVE_INFINITY);
  const starts = new Uint32Array(names.length + 1);
  costs[0] = 0;
  for (let start = 0; start < names.length; start++) {
    // The head, `!`, the number, and the blank behind the block.
    const head = (costs[start] ?? 0) + (names[start]?.length ?? 0) + 3;
    let least = MAX_SHARED;
    let letters = 0;
    for (let end = start + 1; end <= Math.min(names.length, start + MAX_BLOCK); end++) {
      if (end > start + 1) {
        least = Math.min(least, shared[end - 1] ?? 0);
        letters += names[end - 1]?.length ?? 0;
      }
      const cost = head + letters - least * (end - start - 1);
      if (cost < (costs[end] ?? 0)) {
        costs[end] = cost;
        starts[end] = start;
      }
    }
  }
  const cuts: number[] = [];
  for (let end = names.length; end > 0; end = starts[end] ?? 0) cuts.push(starts[end] ?? 0);
  return cuts.reverse();
}

/** `i`: where the kind of the deepest name found stands in its block, `r`: how long that name is. */
function decoder(index: NameIndex, kinds: KindText): string {
  const tagged = index.kinds.length > 1;
  const kind = tagged ? 's.charAt(i)=="~"?parseInt(s.substring(i+1),10):0' : '0';
  const found = `${tagged ? `i=${kind};` : ''}return ${kinds.result(tagged ? 'i' : '0', 'r==h.length')}`;
  const look =
    `${blockSearch('nB')}s=nB[a];d=s.indexOf("!");e=s.substring(0,d);z=s.charCodeAt(d+1)-${FIRST_NUMBER};r=0;` +
    'if(k.charAt(d)=="#"&&k.substring(0,d)==e){r=d;i=d+2}' +
    'if((m=nV.charAt(nG.indexOf(k.charAt(z))))&&k.substring(0,z)==e.substring(0,z))' +
    'for(a=z;(a=k.indexOf("#",a+1))>0;){c=s.indexOf(m+k.substring(z+1,a),d+2);if(c<0)break;' +
    'c+=a-z;t=s.charAt(c);if(!t||nG.indexOf(t)<0){r=a;i=c}}' +
    `if(r){${found}}`;
  const loop = nested(index) ? `for(;;){${look}${searchAgain('e')}}` : `${look}return 0`;
  return `function names(h){var k=h.replace(/[^\\w.-]/g,"!").split(".").reverse().join("#")+"#",a,c,d,e,i,m,r,s,t,z;${loop}}\n`;
}
