/** How does a script read names in ranks? ES3 text, with only what the names at hand need. Pure. */
import { stringLiteral } from '../../script/literals.ts';
import { searchAgain } from '../block-search.ts';
import { MAX_BITS } from '../coded/code-lengths.ts';
import { readDigits } from '../coded/digits.ts';
import type { KindText } from '../encoding.ts';
import { GROUPS, LAST_PART, LISTS } from './ranks.ts';
import { END, ROOM } from './rests.ts';

/** What the text depends on. */
export interface RankedInput {
  /** What each symbol says. */
  readonly texts: readonly string[];
  /** How many codes there are of each length, by group, as characters from `0` on. */
  readonly lengths: string;
  /** How many names there are. */
  readonly count: number;
  readonly kinds: KindText;
  /** Whether names are followed by their kind. */
  readonly tagged: boolean;
  /** Whether some name stands below another one. */
  readonly nested: boolean;
}

/** `nD`: the names. `nB`, `nK`: the names and kinds that have been read. */
export function rankedDecoder(input: RankedInput): string {
  const declarations = `var nC=${stringLiteral(input.texts.join(' '))}.split(" "),nB${input.tagged ? ',nK=[]' : ''};\n`;
  return `${declarations}${readText(input)}${lookUpText(input)}`;
}

/** Sixteen take V8 a shorter instruction to write: these come in the order of how often they are written. */
const LOCALS =
  'd,r,y,e,h,t,N=0,A=0,Q=0,k,l,b="",p,f,c,i,' +
  `x=${LISTS.shared},o=[],C=nC,D=C.slice(0).sort(),F=nD,G=[],I={},J={},P=[],S=[],T=Array(${LISTS.end})`;

/** `P`: all symbols; `S`: the same in the order of their texts; `I`, `J`: symbols, and their places in `S`, by text. */
const SYMBOLS = 'for(i=0;y=C[i];i++)I[y]=P[i]=i;for(i=0;y=D[i];i++){J[y]=i;S[i]=I[y]}';

/** `G`: by group, a text with an entry for every window of bits, the rank times 16 plus the length of its code. */
function tablesText(lengths: string): string {
  return (
    `for(k=${lengths.length / MAX_BITS};k--;G[k]=p)for(p="",r=i=0;i<${MAX_BITS};i++)` +
    `for(h=${stringLiteral(lengths)}.charCodeAt(k*${MAX_BITS}+i)-48;h--;p+=d)` +
    `for(d=String.fromCharCode(r++*16+i+1),e=i;++e<${MAX_BITS};)d+=d;`
  );
}

/**
 * Reads a rank by table `p` into `r`, the symbol of that rank in the list `t` into `y`, and moves it forward. Stands in all
 * loops: one loop for all that is said would take 5 % longer.
 */
const READ =
  `${readDigits({ text: 'F', place: 'Q', bits: 'A', left: 'N' }, MAX_BITS)}` +
  `d=p.charCodeAt(A>>N-${MAX_BITS}&${2 ** MAX_BITS - 1});N-=d&15;e=t[r=d>>4]+${ROOM};y=e&${ROOM - 1};` +
  `if(r){d=e|${ROOM - 1};if(t[h=r>>1]<d||t[h=r-1]<d){t[r]=t[h];r=h}}t[r]=e;`;

/** The list of a context, which begins with all symbols. */
const list = (place: string) => `t=T[${place}]||(T[${place}]=P.slice(0))`;

/** `x`: the list of shared lengths; `k`: the list that becomes a copy of `t` behind the symbol, if `f`; `l`: the symbol before. */
function readText({ lengths, count, tagged }: RankedInput): string {
  const first =
    `d=b.charAt(y)||"${END}";l=I[y?b.charAt(y-1):"#"];b=b.substring(0,y);x=y+${LISTS.shared};` +
    `k=${LISTS.first}+I[d];t=T[k]||(T[k]=S.slice(J[d]));`;
  const later =
    `for(p=G[${GROUPS.first}];;p=c){${READ}if(f)T[k]=t.slice(f=0);if(!y)break;` +
    `b+=C[y];k=y*${ROOM}+l;l=y;if(!(t=T[k])){f=1;y+=${LISTS.later};${list('y')}}}`;
  const kind =
    `m=1;v=0;p=G[${GROUPS.kind}];u=${LISTS.kind}+(u<${ROOM}?u:${ROOM - 1});${list('u')};` +
    `for(;;){${READ}if(y<${LAST_PART})break;v+=(y-${LAST_PART})*m;m*=${LAST_PART};u=${LISTS.kind + ROOM - 1};${list('u')}}` +
    `nK[nK.length]=u=v+y*m;`;
  return (
    `function nI(){var ${LOCALS}${tagged ? ',m,u=0,v' : ''};${SYMBOLS}${tablesText(lengths)}c=G[${GROUPS.later}];` +
    `for(;;){p=G[${GROUPS.shared}];${list('x')};${READ}${first}${later}o[o.length]=b;${tagged ? kind : ''}` +
    `if(o.length==${count})return nB=o}}\n`
  );
}

function lookUpText({ count, kinds, tagged, nested }: RankedInput): string {
  const result = kinds.result(tagged ? 'nK[a]' : '0', 'e.length==h.length');
  // Halves in powers of two: behind the last name there is nothing, which is not less than a host.
  const search = `a=0;m=${2 ** Math.ceil(Math.log2(count + 1))};while(m>>=1)if(b[a|m]<=k)a|=m;e=b[a];`;
  const look = nested
    ? `for(;;){${search}if(!k.indexOf(e+"#"))return ${result};${searchAgain('e')}}`
    : `${search}return k.indexOf(e+"#")?0:${result}`;
  return `function names(h){var k=h.split(".").reverse().join("#")+"#",a,b=nB||nI(),e,m;${look}}\n`;
}
