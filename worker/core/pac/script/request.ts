/** How does a script see a request? Statements that take `url` and `host` apart, each printed only when wanted. Pure. */
/** Variables of the script: scheme, matched port and path, default port or -1, port or -1, URL, time. */
export type PartName = 's' | 'm' | 'o' | 'p' | 'q' | 't';

interface Part {
  readonly name: PartName;
  readonly needs: readonly PartName[];
  readonly text: string;
}

/**
 * The host as every test sees it: lower case, without brackets and without one trailing dot. Engines differ in all three.
 * The host argument is authoritative; scheme, port and path come from the URL.
 */
export const NORMALISE_HOST =
  'host=(host+"").toLowerCase();' +
  'if(host.charAt(0)=="[")host=host.substring(1,host.length-1);' +
  'if(host.charAt(host.length-1)==".")host=host.substring(0,host.length-1);';

/** The URL standard's special schemes (WHATWG URL, section 3.1) and their ports; `file` has none. */
const DEFAULT_PORT = 's=="https"||s=="wss"?443:s=="http"||s=="ws"?80:s=="ftp"?21:-1';

/** In the order in which they can be set. */
const PARTS: readonly Part[] = [
  { name: 's', needs: [], text: 's=url.substring(0,url.indexOf(":")).toLowerCase();' },
  {
    name: 'm',
    needs: [],
    // Credentials, host, port, and what follows up to a fragment.
    text: 'm=/^[^:]*:\\/\\/(?:[^\\/?#]*@)?(?:\\[[^\\]]*\\]|[^\\/?#:]*)(?::([0-9]*))?([^#]*)/.exec(url)||[];',
  },
  { name: 'o', needs: ['s'], text: `o=${DEFAULT_PORT};` },
  { name: 'p', needs: ['m', 'o'], text: 'p=m[1]?m[1]*1:o;' },
  {
    name: 'q',
    needs: ['s', 'm', 'o', 'p'],
    // Only http and ws show their path and query; every other scheme shows "/".
    text:
      'q=s+"://"+(host.indexOf(":")<0?host:"["+host+"]")+(p==o?"":":"+p)+' +
      '(s!="http"&&s!="ws"||!m[2]?"/":(m[2].charAt(0)=="/"?"":"/")+m[2]);',
  },
  { name: 't', needs: [], text: 't=new Date();' },
];

/** The wanted parts and all that they need, in an order in which they can be set. */
export function partsWithNeeds(wanted: readonly PartName[]): readonly Part[] {
  const all = new Set<PartName>();
  const add = (name: PartName): void => {
    if (all.has(name)) return;
    all.add(name);
    PARTS.find((part) => part.name === name)?.needs.forEach(add);
  };
  wanted.forEach(add);
  return PARTS.filter(({ name }) => all.has(name));
}
