/** What can a test ask of a JavaScript engine: what does this PAC answer? One interface for all engines. */

/** A clock for one question, in milliseconds. `local` is the client's wall clock read as if it were UTC. */
export interface Now {
  readonly local: number;
  readonly utc: number;
}

/** One call of FindProxyForURL, and the world as the engine shows it to the script. */
export interface Question {
  readonly url: string;
  readonly host: string;
  /** What `myIpAddress` returns. Absent: it throws, as where an engine has none. */
  readonly clientIp?: string | null;
  /** What `dnsResolve` returns, by host; null where a name is not there. */
  readonly dns?: Readonly<Record<string, string | null>>;
  /** Absent: the real time. */
  readonly now?: Now;
}

/** The result string, or why there is none. */
export type Answer = string | { readonly error: string };

/** An engine that real clients use, or the nearest stand-in. */
export interface Engine {
  readonly name: string;
  /** Why it cannot run here (with the package that brings it), or null. */
  available(): string | null;
  /** Loads the text once and asks all questions in order. Rejects when the text does not load. */
  run(pacText: string, questions: readonly Question[]): Promise<readonly Answer[]>;
}
