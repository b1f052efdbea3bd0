/** How is a PAC timed inside an engine? ES3 text that asks hosts, checks the answers and counts the time. */

/** What an engine found. Times are of one call, in microseconds; `load` is in milliseconds. */
export interface Measured {
  readonly load: number;
  /** Mean of the first call of each host: what was decoded for one may serve the next. */
  readonly first: number;
  /** Mean of later calls of the same hosts. */
  readonly steady: number;
  /** Hosts with a wrong answer. */
  readonly wrong: number;
}

/** A text to be measured. */
export interface Subject {
  readonly pac: string;
  readonly hosts: readonly string[];
  readonly inside: readonly boolean[];
}

/** Milliseconds after which a slow text is asked no more hosts. */
const LIMIT = 700;
/** Milliseconds that later calls are repeated for, since clocks of engines may be coarse. */
const REPEAT = 150;

/**
 * Declares `benchResult()`, which gives `first steady wrong` as text. To be run behind the PAC, with `benchNow` a clock in
 * milliseconds.
 */
export function harness({ hosts, inside }: Pick<Subject, 'hosts' | 'inside'>): string {
  return `
var benchHosts = "${hosts.join(' ')}".split(" "), benchInside = "${inside.map(Number).join('')}";
function benchRound() {
  var i, end = benchNow() + ${LIMIT};
  for (i = 0; i < benchHosts.length; i++) {
    FindProxyForURL("https://" + benchHosts[i] + "/", benchHosts[i]);
    if (i % 16 == 15 && benchNow() > end) return i + 1;
  }
  return i;
}
function benchResult() {
  var start = benchNow(), count = benchRound(), first = (benchNow() - start) / count * 1000;
  var calls = 0, wrong = 0, i, took;
  start = benchNow();
  do { calls += benchRound(); took = benchNow() - start; } while (took < ${REPEAT});
  for (i = 0; i < count; i++) {
    if ((FindProxyForURL("https://" + benchHosts[i] + "/", benchHosts[i]) != "DIRECT") != (benchInside.charAt(i) == "1")) wrong++;
  }
  return first + " " + took / calls * 1000 + " " + wrong;
}
`;
}

/** Reads what `benchResult` gave. */
export function readResult(load: number, text: string): Measured {
  const [first = Number.NaN, steady = Number.NaN, wrong = Number.NaN] = text.trim().split(' ').map(Number);
  return { load, first, steady, wrong };
}
