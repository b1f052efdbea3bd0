/** How does a script read blocks of coded names whole? ES3 text, with only what the names at hand need. Pure. */
import { stringLiteral } from '../../script/literals.ts';
import { blockSearch, searchAgain } from '../block-search.ts';
import type { KindText } from '../encoding.ts';
import { MAX_BITS } from './code-lengths.ts';
import { LENGTH_TEXT, OF_COLUMN } from './length-codes.ts';
import { TAKE_PAIR } from './pairs.ts';
import { BLOCK_BEGINS, CHARACTERS, GROUPS, LABEL_END, LAST_PART, SYMBOLS } from './symbols.ts';

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

const MASK = 2 ** MAX_BITS - 1;
/** The table of a single bit. */
const BIT = `nL[${2 * OF_COLUMN}]`;

const DECLARATIONS = `var nL=${stringLiteral(LENGTH_TEXT)}.split(" "),nC=${stringLiteral(CHARACTERS)},nR=[],nB=[],nX,nQ,nA,nN`;

/**
 * `nS` reads a symbol of `nX` by a table: a text with an entry for every window of bits, the symbol times 16 plus the
 * length of its code. `nY` makes such a table of lengths, `nV` reads these: from symbol `f` on, of a column whose row
 * has lengths `p`, or of the row itself.
 */
const READ =
  `function nS(t){var d,y;if(nN<${MAX_BITS}){${TAKE_PAIR}}` +
  `d=t.charCodeAt(nA>>nN-${MAX_BITS}&${MASK});nN-=d&15;return d>>4}` +
  'function nY(l){var o=[],i,j,n,s;for(i=0;n=l.charAt(i);i++)if(n>0){s=String.fromCharCode(i*16+n*1);' +
  `for(j=n;j<${MAX_BITS};j++)s+=s;o[n]=(o[n]||"")+s}return o.join("")}` +
  `function nV(f,p){var l="",i,n=0;for(i=0;i<${SYMBOLS};i++)l+=n=i<f?0:nS(nL[p?p.charAt(i)*1+${OF_COLUMN}:n]);return l}\n`;

const BEGIN = 'nQ=nA=nN=0;';

/** Reads all tables. A row without a flag has those of the row before. */
function tablesText({ tagged }: WholeInput): string {
  const first = GROUPS.first * SYMBOLS;
  const rows = (tagged ? GROUPS.kind + 1 : GROUPS.kind) * SYMBOLS;
  return (
    `for(i=0;i<${2 * OF_COLUMN};i++)nL[i]=nY(nL[i]);nL[i]=nY("11");nX=nD[0];${BEGIN}` +
    `for(i=0;i<${rows};i++){if(nS(${BIT})){r=[];w=i>=${first}&&i<${first + SYMBOLS}?i-${first}:0;` +
    `p=nV(w);d=nY(p);b=nS(${BIT});for(x=0;x<${SYMBOLS};x++)r[x]=b&&nS(${BIT})?nY(nV(w,p)):d}nR[i]=r}`
  );
}

/** Reads block `a`; `E` are the symbols of the name `b`, `w` its length, `u` its kind. */
function blockText(input: WholeInput): string {
  const { block, count, tagged } = input;
  const rows = (group: number) => `nR[${group * SYMBOLS}+`;
  const kind =
    `for(v=0,q=1,s=u<${SYMBOLS}?u:${SYMBOLS - 1};(i=nS(${rows(GROUPS.kind)}s][0]))>=${LAST_PART};s=${SYMBOLS - 1},q*=10)` +
    `v+=(i-${LAST_PART})*q;c[o.length]=u=v+i*q;`;
  return (
    `function nZ(a){var n=${count + block}-a*${block},o=[],E=[],b,d,f,i,l,p,r,w,x,y${tagged ? ',c=nK[a]=[],q,s,u=0,v' : ''};` +
    `if(!nR.length){${tablesText(input)}}` +
    `f=nD[a].split("!");b=f[0];nX=f[1];${BEGIN}x=${BLOCK_BEGINS};if(n>${block})n=${block};` +
    'for(w=0;w<b.length;w++)E[w]=nC.indexOf(b.charAt(w));' +
    `for(;;){E[w]=0;${tagged ? kind : ''}o[o.length]=b;if(!--n)return nB[a]=o;` +
    `x=nS(nR[x][w<${SYMBOLS}?w:${SYMBOLS - 1}]);b=b.substring(0,w=x);l=x?E[x-1]:${LABEL_END};` +
    `y=nS(${rows(GROUPS.first)}E[x]][l]);` +
    `for(;y;y=d){E[w++]=y;b+=nC.charAt(y);d=nS(${rows(GROUPS.later)}y][l]);l=y}}}\n`
  );
}

function lookUpText({ block, count, kinds, tagged, nested }: WholeInput): string {
  const result = kinds.result(tagged ? 'nK[i][a]' : '0', 'e.length==h.length');
  const search =
    `a=1;z=${Math.ceil(count / block)};while(a<z){m=(a+z+1)>>1;if(nD[m]<=k)a=m;else z=m-1}i=a;b=nB[i]||nZ(i);` +
    `${blockSearch('b')}e=b[a];`;
  const found = 'k.substring(0,e.length+1)==e+"#"';
  const look = nested
    ? `for(;;){${search}if(${found})return ${result};${searchAgain('e')}}`
    : `${search}return ${found}?${result}:0`;
  return `function names(h){var k=h.split(".").reverse().join("#")+"#",a,b,e,i,m,z;${look}}\n`;
}
