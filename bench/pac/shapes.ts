/** Which shapes do other generators give a list of names? Written here from scratch, each exact. */

/** A way to write a list of names. */
export interface Shape {
  readonly name: string;
  /** Lists above this are left out: the shape takes seconds to load or to answer. */
  readonly upTo: number;
  write(names: readonly string[]): string;
}

/** The answer for names in the list; everything else is DIRECT. */
export const PROXY = 'PROXY 127.0.0.1:8080';

/** Chains that hosts give; engines differ in whether they bring these (Netscape's PAC vocabulary). */
export const VOCABULARY = `
function dnsDomainIs(host, domain) {
  return host.length >= domain.length && host.substring(host.length - domain.length) == domain;
}
function isInNet(host, network, mask) {
  var h = host.split("."), n = network.split("."), m = mask.split("."), i;
  if (h.length != 4) return false;
  for (i = 0; i < 4; i++) if ((h[i] & m[i]) != (n[i] & m[i])) return false;
  return true;
}
function shExpMatch(text, pattern) {
  pattern = pattern.replace(/\\./g, "\\\\.").replace(/\\*/g, ".*").replace(/\\?/g, ".");
  return new RegExp("^" + pattern + "$").test(text);
}
`;

const find = (before: string, inside: string) =>
  `${before}function FindProxyForURL(url,host){${inside}return"DIRECT"}\n`;
const chain = (tests: readonly string[]) => find('', tests.map((test) => `if(${test})return"${PROXY}";\n`).join(''));
const escaped = (name: string) => name.replace(/[.]/g, '\\.');

/** The parents of a host from the whole name on, as `d`. */
const EACH_PARENT = (found: string) =>
  `var d=host,i;for(;;){if(${found})return"${PROXY}";i=d.indexOf(".");if(i<0)break;d=d.substring(i+1)}`;

/** All shapes. */
export const SHAPES: readonly Shape[] = [
  {
    name: 'dnsDomainIs chain',
    upTo: 10_000,
    write: (names) => chain(names.map((name) => `host=="${name}"||dnsDomainIs(host,".${name}")`)),
  },
  {
    name: 'shExpMatch chain',
    upTo: 1_000,
    write: (names) => chain(names.map((name) => `shExpMatch(host,"${name}")||shExpMatch(host,"*.${name}")`)),
  },
  {
    name: 'one regex per rule',
    upTo: 10_000,
    write: (names) => chain(names.map((name) => `/(?:^|\\.)${escaped(name)}$/.test(host)`)),
  },
  {
    name: 'object literal',
    upTo: 200_000,
    write: (names) =>
      find(`var o={${names.map((name) => `"${name}":1`).join()}};`, EACH_PARENT('o.hasOwnProperty(d)&&o[d]===1')),
  },
  {
    name: 'suffix loop over split()',
    upTo: 200_000,
    write: (names) =>
      find(
        `var o={},l="${names.join(' ')}".split(" "),n;for(n=0;n<l.length;n++)o[l[n]]=1;`,
        EACH_PARENT('o.hasOwnProperty(d)&&o[d]===1'),
      ),
  },
  { name: 'binary search per length', upTo: 200_000, write: perLength },
];

/** Names of one length joined without separators, sorted; searched by position. */
function perLength(names: readonly string[]): string {
  const byLength: string[][] = [];
  for (const name of names) {
    byLength[name.length] ??= [];
    byLength[name.length]?.push(name);
  }
  const texts = Array.from(byLength, (list) => (list === undefined ? '' : list.sort().join('')));
  const search =
    's=t[d.length]||"";a=0;z=s.length/d.length;while(a<z){m=(a+z)>>1;' +
    `e=s.substring(m*d.length,(m+1)*d.length);if(e==d)return"${PROXY}";if(e<d)a=m+1;else z=m}`;
  return find(
    `var t="${texts.join(' ')}".split(" ");`,
    `var d=host,a,e,i,m,s,z;for(;;){${search}i=d.indexOf(".");if(i<0)break;d=d.substring(i+1)}`,
  );
}
