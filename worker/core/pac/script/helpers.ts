/** Which functions may a script contain, as ES3 text? Only those that it uses are printed. Pure. */

/** One function of the script. */
export interface Helper {
  /** Other helpers that it calls. */
  readonly needs: readonly HelperName[];
  readonly text: string;
}

/** The helpers that a script may contain. */
export type HelperName =
  | 'v4'
  | 'v6'
  | 'below'
  | 'belowPacked'
  | 'client'
  | 'resolved'
  | 'localClock'
  | 'utcClock'
  | 'within'
  | 'glob';

/** All helpers. Comments stand here, so that they cost the client nothing. */
const HELPERS: { readonly [Name in HelperName]: Helper } = {
  /** The number of an IPv4 literal, -1 for every other text: four decimal octets without leading zeros, nothing else. */
  v4: {
    needs: [],
    text:
      'function v4(s){s+="";if(s.charAt(s.length-1)>"9")return-1;var p=s.split("."),v=0,i;if(p.length!=4)return-1;' +
      'for(i=0;i<4;i++){if(!/^(0|[1-9][0-9]{0,2})$/.test(p[i])||p[i]>255)return-1;v=v*256+p[i]*1}return v}',
  },
  /** The 32 hexadecimal digits of an IPv6 literal (RFC 4291 section 2.2; no zone), the empty text for every other. */
  v6: {
    needs: ['v4'],
    text:
      'function v6(s){s=(s+"").toLowerCase();if(s.indexOf(":")<0)return"";var i=s.lastIndexOf(":")+1,v,h,a,b,r="";' +
      'if(s.indexOf(".")>=0){v=v4(s.substring(i));if(v<0)return"";' +
      's=s.substring(0,i)+(v>>>16).toString(16)+":"+(v&65535).toString(16)}' +
      'h=s.split("::");if(h.length>2)return"";' +
      'a=h[0]?h[0].split(":"):[];b=h[1]?h[1].split(":"):[];i=8-a.length-b.length;' +
      'if(h.length>1?i<1:i!=0)return"";while(i-->0)a[a.length]="0";a=a.concat(b);' +
      'for(i=0;i<8;i++){if(!/^[0-9a-f]{1,4}$/.test(a[i]))return"";' +
      'r+=("000"+a[i]).substring(a[i].length-1)}return r}',
  },
  /** How many of the sorted boundaries `b` are at or below `v`: binary search. */
  below: {
    needs: [],
    text: 'function below(b,v){var a=0,z=b.length,m;while(a<z){m=(a+z)>>1;if(b[m]<=v)a=m+1;else z=m}return a}',
  },
  /** The same within the first octet of `v`, over packed boundaries (`ranges/packed.ts`), decoded when first asked for. */
  belowPacked: {
    needs: ['below'],
    text:
      'function belowPacked(p,v){if(v<0)return 0;var o=(v-v%16777216)/16777216+1,b=p[o],u=p[0]*1,s,i,d,f=0,g=0,q=0;' +
      'function n(){d=s.charCodeAt(i++);return d-=d>92?36:35}' +
      'if(!b||b.charAt){s=b||"";b=[];i=0;if(s.charAt(0)=="!"){b[0]=-1;i=1}' +
      'while(i<s.length)if(n()>89)f=n()*91+n();else if(d<64){q+=g*64+d;b[b.length]=q*u+f;g=f=0}else g=g*26+d-64;p[o]=b}' +
      'return below(b,v%16777216)}',
  },
  /** What the engine says about the client's own address; it may be missing, throw, or answer anything. */
  client: {
    needs: [],
    text: 'function client(){try{return myIpAddress()}catch(e){return""}}',
  },
  /** The IPv4 number that the engine gives for a name, else -1; literals are no names. */
  resolved: {
    needs: ['v4'],
    text:
      'function resolved(h){if(v4(h)>=0||h.indexOf(":")>=0)return-1;' +
      'try{return v4(dnsResolve(h))}catch(e){return-1}}',
  },
  /** [days since 1970-01-01, minutes since midnight] of the client's wall clock. */
  localClock: {
    needs: [],
    text:
      'function localClock(d){return[Date.UTC(d.getFullYear(),d.getMonth(),d.getDate())/864e5,' +
      'd.getHours()*60+d.getMinutes()]}',
  },
  /** The same in UTC. */
  utcClock: {
    needs: [],
    text:
      'function utcClock(d){return[Date.UTC(d.getUTCFullYear(),d.getUTCMonth(),d.getUTCDate())/864e5,' +
      'd.getUTCHours()*60+d.getUTCMinutes()]}',
  },
  /**
   * Whether clock `c` stands between minutes `f` and `t`, on a day of `w` (digits, 0 is Monday; all when empty) and of
   * the ranges `p` of day numbers (all when empty). After midnight a window that wraps is asked for the day before.
   * 1970-01-01 was a Thursday.
   */
  within: {
    needs: [],
    text:
      'function within(c,f,t,w,p){var d=c[0],m=c[1],i;' +
      'if(f<t){if(m<f||m>=t)return false}else if(m<t)d--;else if(m<f)return false;' +
      'if(w!=""&&w.indexOf((d+3)%7)<0)return false;if(!p.length)return true;' +
      'for(i=0;i<p.length;i+=2)if(p[i]<=d&&d<=p[i+1])return true;return false}',
  },
  /**
   * Whether `s` matches one of the patterns `l`, in time linear in `s` per pattern without `?`: between the first and
   * the last literal part each part is taken where it first occurs: the engine looks for its longest piece between `?`.
   */
  glob: {
    needs: [],
    text:
      'function part(s,p,i){var q=p.split("?"),l=q[0],a=0,o=0,j;' +
      'for(j=1;j<q.length;j++){a+=q[j-1].length+1;if(q[j].length>l.length){l=q[j];o=a}}' +
      'for(;;i++){i=s.indexOf(l,i+o)-o;if(i<0||i+p.length>s.length)return-1;' +
      'for(j=0;j<p.length;j++)if(p.charAt(j)!="?"&&p.charAt(j)!=s.charAt(i+j))break;if(j==p.length)return i}}' +
      'function glob(s,l){var n,p,i,j,k,e;for(n=0;n<l.length;n++){p=l[n].split("*");k=p.length-1;' +
      'e=s.length-p[k].length;i=p[0].length;' +
      'if(e<i||part(s.substring(0,i),p[0],0)!=0||part(s.substring(e),p[k],0)!=0)continue;' +
      'for(j=1;j<k;j++){i=part(s,p[j],i);if(i<0)break;i+=p[j].length}' +
      'if(j==k&&i<=e)return true}return false}',
  },
};

/** The texts of the wanted helpers and of all that they need, in the order of the table. */
export function helperTexts(wanted: ReadonlySet<HelperName>): string[] {
  const all = new Set<HelperName>();
  const add = (name: HelperName): void => {
    if (all.has(name)) return;
    all.add(name);
    HELPERS[name].needs.forEach(add);
  };
  wanted.forEach(add);
  return (Object.keys(HELPERS) as HelperName[]).filter((name) => all.has(name)).map((name) => HELPERS[name].text);
}
