/** How does a script read coded names? ES3 text, with only what the names at hand need. Pure. */
import { stringLiteral } from '../../script/literals.ts';
import { searchAgain } from '../block-search.ts';
import type { KindText } from '../encoding.ts';
import { MAX_BITS } from './code-lengths.ts';
import { LENGTH_TEXT, OF_COLUMN } from './length-codes.ts';
import type { Shape } from './stream.ts';
import { AMONG_HEADS, BLOCK_BEGINS, CHARACTERS, GROUPS, LAST_PART, MAX_SHARED, SYMBOLS } from './symbols.ts';

/** What the text depends on. */
export interface DecoderInput {
  readonly shape: Shape;
  /** How many names there are. */
  readonly count: number;
  readonly kinds: KindText;
  /** Whether names are followed by their kind. */
  readonly tagged: boolean;
  /** Whether some name stands below another one, so that the deepest name above a host may stand in an earlier block. */
  readonly nested: boolean;
}

/** Rows of contexts by group; a group has room for character codes. */
const ROW = 128;
const MASK = 2 ** MAX_BITS - 1;
const DOT = 35;

/**
 * `nD`: the rows of tables, then per shelf its heads and its blocks. `nR`: the rows that have been read, as
 * tables by column. `nH`, `nK`: the heads of shelves that have been read.
 */
export function decoderText(input: DecoderInput): string {
  return [readTables(input.tagged), scanText(input), lookUpText(input)].join('');
}

/** What `nW` leaves behind where the kind alone does not say the result: how long the name is that it found. */
const noteEnd = ({ kinds }: DecoderInput) => (kinds.declarations === '' ? '' : 'nZ=c;');

/** A table is a text with an entry for every window of bits: the symbol times 16 plus the length of its code. */
function readTables(tagged: boolean): string {
  const letters = stringLiteral(CHARACTERS);
  // Rows of lengths and kinds are numbered, those of characters go by their code; so are symbols, as far as they are one.
  const numbered = tagged ? `g==${GROUPS.shared}||g==${GROUPS.kind}` : `!g`;
  return (
    `var nF=String.fromCharCode,nR=[],nH=[],nK=[],nL=${stringLiteral(LENGTH_TEXT)}.split(" "),` +
    `nC=${letters},nX,nQ,nA,nN,nZ;\n` +
    'function nT(l,c){var o=[],i,j,s;for(i=0;i<l.length;i++)if(l[i]>0){' +
    `s=nF((c?c.charCodeAt(i):i)*16+l[i]*1);for(j=l[i];j<${MAX_BITS};j++)s+=s;` +
    'o[l[i]]=(o[l[i]]||"")+s}return o.join("")}\n' +
    `function nS(t){var d;while(nN<${MAX_BITS}){d=nX.charCodeAt(nQ++);` +
    `if(d<72){nA=(nA&255)<<6|d-35;nN+=6}else{nA=(nA&255)<<7|d+(d>92?1:2);nN+=7}}` +
    `d=t.charCodeAt(nA>>nN-${MAX_BITS}&${MASK});nN-=d&15;return d>>4}\n` +
    // Lengths of a row's codes: from symbol `f` on, of a column whose row has lengths `p`, or of the row itself.
    `function nM(f,p){var l=[],i,n=0;for(i=0;i<${SYMBOLS};i++)` +
    `l[i]=i<f?0:n=nS(nL[p?p[i]+${OF_COLUMN}:n]);return l}\n` +
    'function nO(g,a){var r=[],c=nC,i,p,f,q,t;' +
    `if(nL.length<${2 * OF_COLUMN + 1}){for(i=0;i<${2 * OF_COLUMN};i++)` +
    `nL[i]=nT(nL[i].split(""));nL[i]=nT([1,1])}` +
    `i=${numbered}?a:c.indexOf(nF(a));f=g==${GROUPS.first}?i:0;` +
    `nX=nD[g*${SYMBOLS}+i];nQ=nA=nN=0;if(${numbered})c=0;p=nM(f);` +
    `t=nT(p,c);q=nS(nL[${2 * OF_COLUMN}]);for(i=0;i<${SYMBOLS};i++)` +
    `r[c?c.charCodeAt(i):i]=q&&nS(nL[${2 * OF_COLUMN}])?nT(nM(f,p),c):t;` +
    `return nR[g*${ROW}+a]=r}\n`
  );
}

/** The statement that takes a context's table; `row` is evaluated once or twice, `column` once. */
function table(group: number, row: string, column: string): string {
  const place = group === 0 ? row : `${group * ROW}+${row}`;
  return `t=(nR[${place}]||nO(${group},${row}))[${column}];`;
}

/**
 * Reads the `n` names behind the name `e` in `x`, up to one that is greater than `k`. Gives the kind of the deepest name
 * that `k` is or stands below, or -1. Where `h` is given, the names (and kinds in `y`) are kept there, and `k` is empty.
 *
 * `c` characters of `k` are those of the name before. A name that shares more with the name before is not greater than
 * `k`, one that shares less is; only among the others characters need to be compared.
 */
function scanText(input: DecoderInput): string {
  const { tagged } = input;
  const note = noteEnd(input);
  const start = table(GROUPS.shared, 'p', `w<${SYMBOLS}?w:${SYMBOLS - 1}`);
  const ended = `if(h)h[h.length]=b;if(!--n)break;g=0;p=h?${AMONG_HEADS}:s;${start}`;
  const kindEnded = `if(z){f=v;z=0}if(h)y[y.length]=v;u=v<${SYMBOLS}?v:${SYMBOLS - 1};${ended}`;
  const kind = tagged
    ? `else if(g>2){if(x>=${LAST_PART}){v+=(x-${LAST_PART})*q;q*=10;${table(GROUPS.kind, `${SYMBOLS - 1}`, '0')}}` +
      `else{v+=x*q;${kindEnded}}}`
    : '';
  const nameEnded = tagged ? `g=3;v=0;q=1;${table(GROUPS.kind, 'u', '0')}` : ended;
  const begin = tagged ? `if(h){g=3;q=1;${table(GROUPS.kind, '0', '0')}}else{${start}}` : start;
  return (
    `function nW(o,e,p,n,k,u,h,y){var E=[],c=0,f=-1,g=0,A=0,N=0,Q=0,w=e.length,v=0,z=0,b,d,i,j,l,q,s,t,x;` +
    'while(c<w&&e.charAt(c)==k.charAt(c))c++;' +
    `if(c==w&&k.charCodeAt(c)==${DOT}){f=u;${note}}${tagged ? `if(u>${SYMBOLS - 1})u=${SYMBOLS - 1};` : ''}` +
    `for(i=(c<${MAX_SHARED}?c:${MAX_SHARED})-1;i<w;i++)E[i]=e.charCodeAt(i);E[w]=33;b=e;` +
    `if(!n)return f;${begin}` +
    `for(;;){while(N<${MAX_BITS}){d=o.charCodeAt(Q++);if(d<72){A=(A&255)<<6|d-35;N+=6}` +
    `else{A=(A&255)<<7|d+(d>92?1:2);N+=7}}` +
    `d=t.charCodeAt(A>>N-${MAX_BITS}&${MASK});N-=d&15;x=d>>4;` +
    // A shared length.
    `if(!g){if(x<c){if(x<${MAX_SHARED})break;c=x}j=s=x;g=1;if(h)b=b.substring(0,x);l=E[x-1]||${DOT};${table(GROUPS.first, 'E[x]', 'l')}}` +
    kind +
    // A character.
    `else{if(j==c){d=k.charCodeAt(c);if(x>d)break;if(x==d)c++;else if(x<34&&d==${DOT}){${tagged ? 'z=1' : 'f=0'};${note}}}E[j++]=x;` +
    `if(x>33){if(h)b+=nF(x);${table(GROUPS.later, 'x', 'l')}l=x}` +
    `else{w=j-1;${nameEnded}}}}return f}\n`
  );
}

function lookUpText({ shape, count, kinds, tagged, nested }: DecoderInput): string {
  const { block, shelf } = shape;
  const first = (tagged ? 4 : 3) * SYMBOLS;
  const perShelf = block * shelf;
  const shelves = Math.ceil(count / perShelf);
  const [step, last] = [shelf + 1, shelves - 1];
  // The first head stands in clear; only its kind is read.
  const headsOf = (names: number) => Math.ceil(names / block) - (tagged ? 0 : 1);
  const place = `${first}+${step}*`;
  const heads =
    `x=nD[${place}a];b=nH[a];if(!b){i=x.indexOf("!");b=nH[a]=[];` +
    `${tagged ? 'y=nK[a]=[];' : ''}` +
    `m=a<${last}?${headsOf(perShelf)}:${headsOf(count - last * perShelf)};` +
    `${tagged ? '' : 'b[0]=x.substring(0,i);'}` +
    `nW(x.substring(i+1),x.substring(0,i),${AMONG_HEADS},m,"",0,b${tagged ? ',y' : ''})}`;
  const inShelf = 'm=0;z=b.length-1;while(m<z){i=(m+z+1)>>1;if(b[i]<=k)m=i;else z=i-1}';
  const inBlock =
    `e=b[m];i=${count - 1}-a*${perShelf}-m*${block};` +
    `i=nW(nD[${place}a+1+m],e,${BLOCK_BEGINS},i<${block - 1}?i:${block - 1},k,${tagged ? 'nK[a][m]' : '0'});` +
    `if(i>=0)return ${kinds.result('i', 'nZ==h.length')};`;
  const search = `a=0;z=${last};while(a<z){m=(a+z+1)>>1;if(nD[${place}m]<=k)a=m;else z=m-1}${heads}${inShelf}${inBlock}`;
  const loop = nested ? `for(;;){${search}${searchAgain('e')}}` : `${search}return 0`;
  return `function names(h){var k=h.split(".").reverse().join("#")+"#",a,b,e,i,m,x,y,z;${loop}}\n`;
}
