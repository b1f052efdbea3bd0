/** How does a script read coded names? ES3 text, with only what the names at hand need. Pure. */
import { stringLiteral } from '../../script/literals.ts';
import { searchAgain } from '../block-search.ts';
import type { KindText } from '../encoding.ts';
import { MAX_BITS } from './code-lengths.ts';
import { readDigits } from './digits.ts';
import { LENGTH_TEXT, OF_COLUMN } from './length-codes.ts';
import type { Shape } from './stream.ts';
import {
  ALPHABET,
  AMONG_HEADS,
  BLOCK_BEGINS,
  CHARACTERS,
  GROUPS,
  LAST,
  LAST_PART,
  MAX_SHARED,
  SYMBOLS,
} from './symbols.ts';

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

const DOT = 35;
/** The windows of bits that tables are asked with: short ones first, since most codes are short and a short table stays in a cache. */
const SHORT_BITS = 5;
const SHORT = 2 ** SHORT_BITS;
const MASK = 2 ** MAX_BITS - 1;
/** Added to the code of a character that is the last one. */
const LAST_CODE = 128;
/** Added to the code of a character where its text stands: `fromCharCode` takes longer. */
const TEXTS = 256;
/** Room for character codes: rows of kinds are numbered behind those of shared lengths. */
const KINDS = 64;

/**
 * `nD`: the rows of tables, then per shelf its heads and its blocks. `nR`, `nI`, `nJ`: the rows that have been read, as
 * tables by column: of shared lengths and kinds, of first and of later characters. `nH`, `nK`: the heads of shelves that
 * have been read. `nC`: the codes of symbols, and the texts of characters. `nY`: the characters of the name before, kept since
 * a new list grows again and again.
 */
export function decoderText(input: DecoderInput): string {
  return [readTables(input.tagged), headsText(input), scanText(input), lookUpText(input)].join('');
}

/** Statements that read a symbol of `o` by table `t` into `x`. Stands in the loops themselves: a call takes as long again. */
const READ =
  `${readDigits({ text: 'o', place: 'Q', bits: 'A', left: 'N' }, MAX_BITS)}d=t.charCodeAt(A>>N-${SHORT_BITS}&${SHORT - 1});` +
  `if((i=d&15)<1){d=t.charCodeAt(${SHORT}+(A>>N-${MAX_BITS}&${MASK}));i=d&15}N-=i;x=d>>4;`;

/**
 * A table is a text with an entry for every short window of bits, blank where it holds no whole code, then one for every
 * long one: the symbol times 16 plus the length of its code. Symbols of characters are their codes, those of last characters
 * have `LAST_CODE` added.
 */
function readTables(tagged: boolean): string {
  const letters = stringLiteral(CHARACTERS);
  // Rows of lengths and kinds are numbered, those of characters go by their code; so are symbols, as far as they are one.
  const numbered = tagged ? `!g||g==${GROUPS.kind}` : `!g`;
  const rows = `g==${GROUPS.first}?nI:g==${GROUPS.later}?nJ:nR`;
  return (
    `var nF=String.fromCharCode,nR=[],nI=[],nJ=[],nY=[],nH=[],nK=[],nB=[],nV=[],nL=${stringLiteral(`${LENGTH_TEXT} 11`)}.split(" "),` +
    `nC=[],nX,nQ,nA,nN,nZ;\n` +
    // What a code of `n` bits takes of both parts of a table; the same in many of them.
    `function nP(v,n){var s=nF(v),j=n;for(;j<${MAX_BITS};j++){if(j==${SHORT_BITS})nB[v]=s;s+=s}return nV[v]=s}\n` +
    'function nT(l){var o=[],q=[],i=0,n,s,v;while(v=l[i++]){n=v&15;s=nV[v]||nP(v,n);o[n]=(o[n]||"")+s;' +
    'if(s=nB[v])q[n]=(q[n]||"")+s}' +
    `return(q.join("")+"${' '.repeat(SHORT)}").substring(0,${SHORT})+o.join("")}\n` +
    `function nS(t){var d;${readDigits({ text: 'nX', place: 'nQ', bits: 'nA', left: 'nN' }, MAX_BITS)}` +
    `d=t.charCodeAt(${SHORT}+(nA>>nN-${MAX_BITS}&${MASK}));nN-=d&15;return d>>4}\n` +
    // The table of a row, whose lengths go into `p` from symbol `f` on, or that of a column whose row has these lengths.
    'function nM(f,z,u,p){var l=[],c=nC,o=nX,q=p.length,Q=nQ,A=nA,N=nN,L=nL,n=0,d,i,t;' +
    `for(i=f;i<z;i++)if(!q||p[i]){t=L[q?p[i]+${OF_COLUMN}:n];${readDigits({ text: 'o', place: 'Q', bits: 'A', left: 'N' }, MAX_BITS)}` +
    `d=t.charCodeAt(${SHORT}+(A>>N-${MAX_BITS}&${MASK}));N-=d&15;n=d>>4;if(!q)p[i]=n;if(n)l[l.length]=(u?c[i]:i)*16+n}` +
    'nQ=Q;nA=A;nN=N;return nT(l)}\n' +
    `function nO(g,a){var r=[],c=nC,z=${ALPHABET},p=[],t=[],u=1,i,f,q;` +
    `if(!c[0]){for(i=0;i<=${2 * OF_COLUMN};i++){q=nL[i];for(t=[],f=0;f<q.length;f++)t[f]=f*16+q.charAt(f)*1;nL[i]=nT(t)}` +
    `for(i=0;i<${SYMBOLS};i++)c[i+${LAST}]=(c[i]=${letters}.charCodeAt(i))+${LAST_CODE},c[c[i]|${TEXTS}]=nF(c[i])}` +
    `i=a;if(!(${numbered}))for(i=0;c[i]<a;i++);f=g==${GROUPS.first}?i:0;` +
    `nX=nD[g*${SYMBOLS}+i];nQ=nA=nN=0;if(${numbered}){u=0;z=${SYMBOLS}}t=nM(f,z,u,p);` +
    `q=nS(nL[${2 * OF_COLUMN}]);for(i=0;i<${SYMBOLS};i++)` +
    `r[u?c[i]:i]=q&&nS(nL[${2 * OF_COLUMN}])?nM(f,z,u,p):t;` +
    `return(${rows})[${tagged ? `g==${GROUPS.kind}?a+${KINDS}:a` : 'a'}]=r}\n`
  );
}

/** The statement that takes a context's table; `row` is evaluated once or twice, `column` once. */
function table(group: number, row: string, column: string): string {
  const place = group === GROUPS.kind ? `${KINDS}+${row}` : row;
  return `t=(${['S', 'F', 'L', 'S'][group]}[${place}]||nO(${group},${row}))[${column}];`;
}

const LOCALS = 'S=nR,F=nI,L=nJ,A=0,N=0,Q=0';
const SHARED_COLUMN = `w<${SYMBOLS}?w:${SYMBOLS - 1}`;
const FIRST_TABLE = `l=x?E[x-1]:${DOT};${table(GROUPS.first, 'E[x]', 'l')}`;
const LATER_TABLE = `${table(GROUPS.later, 'x', 'l')}l=x`;

/** Statements that read a kind into `v`; `u` is the kind before. */
const READ_KIND =
  `v=0;q=1;${table(GROUPS.kind, `(u<${SYMBOLS}?u:${SYMBOLS - 1})`, '0')}for(;;){${READ}` +
  `if(x<${LAST_PART})break;v+=(x-${LAST_PART})*q;q*=10;${table(GROUPS.kind, `${SYMBOLS - 1}`, '0')}}u=v+=x*q;`;

/** `nG` puts the `n` names behind the name `b` in `o` into `h`, which holds `b`, and the kinds of all into `y`. */
function headsText({ tagged }: DecoderInput): string {
  const kind = tagged ? `${READ_KIND}y[y.length]=v;` : '';
  return (
    `function nG(o,b,n,h,y){var ${LOCALS},C=nC,E=[],u=0,w=b.length,d,i,l,q,t,v,x;` +
    `for(i=0;i<w;i++)E[i]=b.charCodeAt(i);E[w]=33;${kind}` +
    `while(n--){${table(GROUPS.shared, `${AMONG_HEADS}`, SHARED_COLUMN)}${READ}b=b.substring(0,w=x);${FIRST_TABLE}` +
    `for(;;){${READ}i=x&${LAST_CODE - 1};E[w++]=i;b+=C[i|${TEXTS}];if(x>i)break;${LATER_TABLE}}E[w]=33;h[h.length]=b;${kind}}}\n`
  );
}

/**
 * Reads the `n` names behind the name `e` of kind `u` in `o`, up to one that is greater than `k`. Gives the kind of the
 * deepest name that `k` is or stands below, or -1.
 *
 * `c` characters of `k` are those of the name before. A name that shares more with the name before is not greater than
 * `k`, one that shares less is; only among the others characters need to be compared.
 */
function scanText({ tagged, nested, kinds }: DecoderInput): string {
  // What is left behind where the kind alone does not say the result: how long the name is that was found.
  const note = kinds.declarations === '' ? '' : 'nZ=c;';
  const found = (kind: string) => (nested ? `f=${kind};` : `return ${kind}`);
  const matched = tagged ? 'z=1' : found('0');
  return (
    `function nW(o,e,n,k,u){var ${LOCALS},E=nY,c=0,f=-1,p=${BLOCK_BEGINS},w=e.length,d,i,j,l,q,t,v,x,z;` +
    `while(c<w&&e.charAt(c)==k.charAt(c))c++;if(c==w&&k.charCodeAt(c)==${DOT}){${note}${found('u')}}` +
    // What is not read again is what `k` shares, less a character for contexts.
    `for(i=c<${MAX_SHARED}?c?c-1:0:${MAX_SHARED - 1};i<w;i++)E[i]=e.charCodeAt(i);E[w]=33;` +
    `while(n--){${table(GROUPS.shared, 'p', SHARED_COLUMN)}${READ}if(x<c){if(x<${MAX_SHARED})break;c=x}j=p=x;` +
    `${FIRST_TABLE}for(;;){${READ}if(x>${LAST_CODE - 1})break;` +
    `if(j==c){d=k.charCodeAt(c);if(x>d)return f;if(x==d)c++}E[j++]=x;${LATER_TABLE}}` +
    `x-=${LAST_CODE};if(j==c){d=k.charCodeAt(c);if(x>d)return f;if(x==d&&k.charCodeAt(++c)==${DOT}){${note}${matched}}}` +
    `E[j]=x;E[w=j+1]=33;` +
    `${tagged ? `${READ_KIND}if(z){z=0;${found('v')}}` : ''}}return f}\n`
  );
}

function lookUpText({ shape, count, kinds, tagged, nested }: DecoderInput): string {
  const { block, shelf } = shape;
  const first = (tagged ? 4 : 3) * SYMBOLS;
  const perShelf = block * shelf;
  const shelves = Math.ceil(count / perShelf);
  const [step, last] = [shelf + 1, shelves - 1];
  const headsOf = (names: number) => Math.ceil(names / block) - 1;
  const place = `${first}+${step}*`;
  const heads =
    `x=nD[${place}a];b=nH[a];if(!b){i=x.indexOf("!");b=nH[a]=[e=x.substring(0,i)];` +
    `nG(x.substring(i+1),e,a<${last}?${headsOf(perShelf)}:${headsOf(count - last * perShelf)},b${tagged ? ',nK[a]=[]' : ''})}`;
  const inShelf = 'm=0;z=b.length-1;while(m<z){i=(m+z+1)>>1;if(b[i]<=k)m=i;else z=i-1}';
  const inBlock =
    `e=b[m];i=${count - 1}-a*${perShelf}-m*${block};` +
    `i=nW(nD[${place}a+1+m],e,i<${block - 1}?i:${block - 1},k,${tagged ? 'nK[a][m]' : '0'});` +
    `if(i>=0)return ${kinds.result('i', 'nZ==h.length')};`;
  const search = `a=0;z=${last};while(a<z){m=(a+z+1)>>1;if(nD[${place}m]<=k)a=m;else z=m-1}${heads}${inShelf}${inBlock}`;
  const loop = nested ? `for(;;){${search}${searchAgain('e')}}` : `${search}return 0`;
  return `function names(h){var k=h.split(".").reverse().join("#")+"#",a,b,e,i,m,x,z;${loop}}\n`;
}
