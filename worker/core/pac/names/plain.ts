/** How do a few names look? One string, searched for the host and each of its parents. Pure. */

import { stringLiteral } from '../script/literals.ts';
import { type KindText, kindText, type NameEncoding } from './encoding.ts';

/** Up to here the search through the string costs less than a decoder; it reads all names for every label of a host. */
const MAX_NAMES = 64;

/** Names in clear, each between blanks; where there are several kinds, with `#` and the kind behind it. */
export const plain: NameEncoding = {
  name: 'plain',
  fits: (index) => index.labels.length <= MAX_NAMES,
  write: (index) => {
    const kinds = kindText(index);
    const tagged = index.kinds.length > 1;
    const names = index.labels.map(
      (labels, at) => `${labels.split('#').reverse().join('.')}${tagged ? `#${index.kindOf[at]}` : ''} `,
    );
    const list = stringLiteral(` ${names.join('')}`);
    return `${kinds.declarations}var nB=${list};\n${tagged ? searchTagged(kinds) : search(kinds)}`;
  },
};

const NEXT = 'i=d.indexOf(".");if(i<0)return 0';

function search(kinds: KindText): string {
  return (
    'function names(h){for(var d=h,i;;d=d.substring(i+1)){' +
    `if(nB.indexOf(" "+d+" ")>=0)return ${kinds.result('0', 'd==h')};${NEXT}}}\n`
  );
}

function searchTagged(kinds: KindText): string {
  return (
    'function names(h){for(var d=h,i;;d=d.substring(i+1)){' +
    'i=nB.indexOf(" "+d+"#");' +
    `if(i>=0){i=parseInt(nB.substring(i+d.length+2),10);return ${kinds.result('i', 'd==h')}}${NEXT}}}\n`
  );
}
