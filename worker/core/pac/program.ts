/** What is a profile to the PAC compiler: which tests, in which order, lead to which answer? Pure. */
import type { IpRange } from '../net/address.ts';

/** How a name is compared with a host: itself or below (`suffix`), itself only, or below only. */
export type NameMatch = 'suffix' | 'exact' | 'below';

/** A canonical name (lower case, ASCII, no trailing dot) and how it matches. */
export interface NameEntry {
  readonly name: string;
  readonly match: NameMatch;
}

/**
 * Many names in order, for sets that are kept sorted: a compiler that is given these sorts nothing. Two sets are the same
 * when they are the same object.
 */
export interface SortedNames {
  readonly size: number;
  /**
   * Ascending, none twice: the labels from last to first with `#` between them, a blank, and `s`, `e` or `b` for `suffix`,
   * `exact` or `below` (`com#example#www e`). Labels consist of `a-z`, `0-9`, `-` and `_`, and the last one of a name
   * is not a number: other names belong to `names`.
   */
  keys(): Iterable<string>;
}

/** Minutes of a day, `from` included, `to` not; `from > to` wraps and belongs to the day on which it starts. */
export interface TimeWindow {
  readonly clock: 'local' | 'utc';
  /** 0 is Monday … 6 is Sunday; absent is every day. */
  readonly days?: readonly number[];
  /** 0 … 1439. */
  readonly from: number;
  /** 1 … 1440. */
  readonly to: number;
  /** Inclusive calendar dates as yyyymmdd numbers; absent is every date. */
  readonly dates?: readonly (readonly [first: number, last: number])[];
}

/** A test over one request. What the tests compare is the client's view of a URL (see `net/url.ts`). */
export type Test =
  | { readonly is: 'always' }
  | { readonly is: 'never' }
  | { readonly is: 'all' | 'any'; readonly of: readonly Test[] }
  | { readonly is: 'not'; readonly of: Test }
  /** One of `names`, or one of `sorted`. */
  | { readonly is: 'names'; readonly names: readonly NameEntry[]; readonly sorted?: readonly SortedNames[] }
  | { readonly is: 'plain' }
  | { readonly is: 'wildcard'; readonly on: 'host' | 'url'; readonly patterns: readonly string[] }
  /** Unanchored. Of a URL an expression sees the first `REGEX_URL_LENGTH` (1,024) characters; see rules/regex/check.ts. */
  /** Of a URL only the first `REGEX_URL_LENGTH` characters (`rules/regex/check.ts`). */
  | { readonly is: 'regex'; readonly on: 'host' | 'url'; readonly sources: readonly string[] }
  /** `host`: a literal host; `address`: a literal host, else the IPv4 address that `dnsResolve` gives; `client`: `myIpAddress`. */
  | { readonly is: 'ranges'; readonly on: 'host' | 'address' | 'client'; readonly ranges: readonly IpRange[] }
  | { readonly is: 'scheme'; readonly schemes: readonly string[] }
  | { readonly is: 'port'; readonly ranges: readonly (readonly [first: number, last: number])[] }
  | { readonly is: 'time'; readonly windows: readonly TimeWindow[] };

/** One step: when the test holds, the answer is `routes[route]`. `rule` is the index in the profile, for comments. */
export interface Step {
  readonly test: Test;
  readonly route: string;
  readonly rule: number;
}

/** Ordered steps, the last word, and the PAC result string of each route. */
export interface Program {
  readonly steps: readonly Step[];
  readonly otherwise: string;
  /** Route name → result string, such as `PROXY a:3128; DIRECT`. Routes with equal strings are one answer. */
  readonly results: ReadonlyMap<string, string>;
}
