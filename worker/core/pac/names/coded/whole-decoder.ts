/** How does a script read blocks of coded names whole? ES3 text, with only what the names at hand need. Pure. */
import { stringLiteral } from '../../script/literals.ts';
import { blockSearch, searchAgain } from '../block-search.ts';
import type { KindText } from '../encoding.ts';
import { MAX_BITS } from './code-lengths.ts';
import { COLUMN_TEXT, OF_COLUMN } from './length-codes.ts';
import { readPairs } from './pairs.ts';
import { ALPHABET, BLOCK_BEGINS, CHARACTERS, GROUPS, LABEL_END, LAST, LAST_PART, SYMBOLS } from './symbols.ts';

/** What the text depends on. */
export interface WholeInput {
  /** Names per block. */
  readonly block: number;
  /** How many names there are. */
  readonly count: number;
  readonly kinds: KindText;
  /** Whether names are followed by their kind. */
  readonly tagged: boolean;
  /** Whether some name stands below another one. */
  readonly nested: boolean;
}

/** `nD`: the tables, then the blocks. `nR`: the tables by row and column. `nB`, `nK`: the names and kinds that have been read. */
export function wholeDecoder(input: WholeInput): string {
  return `${DECLARATIONS}${input.tagged ? ',nK=[]' : ''};\n${READ}${blockText(input)}${lookUpText(input)}`;
}

/** The table of a single bit. */
const BIT = `nL[${OF_COLUMN}]`;

const DECLARATIONS = `var nL=${stringLiteral(COLUMN_TEXT)}.split(" "),nC=${stringLiteral(CHARACTERS)},nR=[],nB=[],nX,nQ=0,nA=0,nN=0`;

/**
 * `nS` reads a symbol of `nX` by a table: a text with an entry for every window of bits, the symbol times 16 plus the
 * length of its code. `nY` makes such a table of lengths, `nV` reads these from symbol `f` on, told from lengths `p`: if `o`, only
 * of symbols that have a code there.
 */
const READ =
  `function nS(t){var d,y;${readPairs({ text: 'nX', place: 'nQ', bits: 'nA', left: 'nN' }, MAX_BITS)}return y}` +
  'function nY(l){var o=[],i,j,n,s;for(i=0;n=l.charAt(i);i++)if(n>0){s=String.fromCharCode(i*16+n*1);' +
  `for(j=n;j++<${MAX_BITS};)s+=s;o[n]=(o[n]||"")+s}return o.join("")}` +
  'function nV(f,z,p,o){for(var l="",i=0;i<z;i++)l+=i<f||o&&p.charAt(i)<1?0:nS(nL[p.charAt(i)*1]);return l}\n';

/** The same within `nZ`, whose loop would take twice as long with a call. */
const READ_HERE = readPairs({ text: 'f', place: 'Q', bits: 'A', left: 'N' }, MAX_BITS);

/** Reads all tables. A row without a flag has those of the row before. */
function tablesText({ tagged }: WholeInput): string {
  const first = GROUPS.first * SYMBOLS;
  const rows = (tagged ? GROUPS.kind + 1 : GROUPS.kind) * SYMBOLS;
  // Rows of lengths and kinds have fewer symbols than those of characters.
  const numbered = tagged ? `i<${first}||i>${GROUPS.kind * SYMBOLS - 1}` : `i<${first}`;
  return (
    `for(p="";i<=${OF_COLUMN};i++)nL[i]=nY(nL[i]);nX=nD[0];` +
    `for(i=0;i<${rows};i++){if(nS(${BIT})){r=[];w=i>${first - 1}&&i<${first + SYMBOLS}?i-${first}:0;z=${numbered}?${SYMBOLS}:${ALPHABET};` +
    `p=nV(w,z,p);d=nY(p);b=nS(${BIT});for(x=0;x<${SYMBOLS};x++)r[x]=b&&nS(${BIT})?nY(nV(w,z,p,1)):d}nR[i]=r}`
  );
}

/** Reads block `a`; `E` are the symbols of the name `b`, `w` its length, `x` the length shared before, `u` its kind. */
function blockText(input: WholeInput): string {
  const { block, count, tagged } = input;
  const blocks = Math.ceil(count / block);
  const rows = (group: number) => `nR[${group * SYMBOLS}+`;
  const kind =
    `v=0;q=1;s=u<${SYMBOLS}?u:${SYMBOLS - 1};for(;;){t=${rows(GROUPS.kind)}s][0];${READ_HERE}` +
    `if(y<${LAST_PART})break;v+=(y-${LAST_PART})*q;q*=10;s=${SYMBOLS - 1}}c[o.length]=u=v+y*q;`;
  const more = tagged ? ',c=nK[a]=[],q,s,u=0,v' : '';
  return (
    `function nZ(a){var n=a<${blocks}?${block}:${count - (blocks - 1) * block},o=[],E=[],A=0,N=0,Q=0,C=nC.split(""),b,d,f,i=0,l,p,r,t,w,x,y,z${more};` +
    `if(!nX){${tablesText(input)}}` +
    `f=nD[a].split("!");b=f[0];f=f[1];x=${BLOCK_BEGINS};` +
    'for(w=0;w<b.length;w++)E[w]=nC.indexOf(b.charAt(w));' +
    `for(;;){E[w]=0;${tagged ? kind : ''}o[o.length]=b;if(!--n)return nB[a]=o;` +
    `t=nR[x][w<${SYMBOLS}?w:${SYMBOLS - 1}];for(i=1;;){${READ_HERE}` +
    `if(i){i=0;b=b.substring(0,w=x=y);l=y?E[y-1]:${LABEL_END};t=${rows(GROUPS.first)}E[y]][l]}` +
    `else{d=y<${LAST}?y:y-${LAST};E[w++]=d;b+=C[d];if(y>d)break;t=${rows(GROUPS.later)}y][l];l=y}}}}\n`
  );
}

function lookUpText({ block, count, kinds, tagged, nested }: WholeInput): string {
  const result = kinds.result(tagged ? 'nK[i][a]' : '0', 'e.length==h.length');
  // Where all names are of one kind, only the name is of interest.
  const read = tagged ? 'i=a;b=nB[i]||nZ(i);' : 'b=nB[a]||nZ(a);';
  const search =
    `a=1;z=${Math.ceil(count / block)};while(a<z){m=a+z+1>>1;if(nD[m]<=k)a=m;else z=m-1}${read}` +
    `${blockSearch('b')}e=b[a];`;
  const look = nested
    ? `for(;;){${search}if(!k.indexOf(e+"#"))return ${result};${searchAgain('e')}}`
    : `${search}return k.indexOf(e+"#")?0:${result}`;
  return `function names(h){var k=h.split(".").reverse().join("#")+"#",a,b,e,i,m,z;${look}}\n`;
}
