/** How does a script remember what it found out about a host? ES3 text around a function. Pure. */

/**
 * Hosts remembered at most; then all are forgotten. A page asks for some tens of hosts, a day for some thousand; with
 * their answers so many take about half a megabyte in V8.
 */
const MAX_HOSTS = 4000;

/**
 * A function of `memo` and `count` that keeps what `found` gives for a host as text. Only texts count as remembered:
 * what an object inherits under names like `constructor` is none.
 */
function remembering(found: string): string {
  return `if(++count>${MAX_HOSTS}){memo={};count=1}return memo[host]=${found}`;
}

/** The declarations of the memo. */
export const MEMO = 'var memo={},count=0;';

/** The whole answer of a host, where `answer(host)` depends on nothing else. */
export const REMEMBERED_ANSWER = `function FindProxyForURL(url,host){var x=memo[host];if(typeof x=="string")return x;${remembering('answer(host)')}}`;

/** What `names(host)` gives, as a numeric text, where an answer needs more than that. */
export const REMEMBERED_NAMES = `function named(host){var x=memo[host];if(typeof x=="string")return x;${remembering('""+names(host)')}}`;
