/** What does the decision tree ask of the network, and what does it get to see? Pure; no socket is named here. */

/** One thing to say and to listen for. */
export interface Exchange {
  /** Which connection: a new one, or the one of the exchange before. */
  readonly connection: 'new' | 'same';
  /** Whether the new connection speaks TLS with a checked certificate before anything is sent. */
  readonly tls: boolean;
  readonly send: Uint8Array;
  /** Whether these bytes are all that is needed; else the reader waits for more until its limits. */
  enough(received: Uint8Array): boolean;
}

/** Why a connection did not come about. `spent`: it was not even tried, the budget was used up. */
export type Failure = 'closed' | 'filtered' | 'tls' | 'spent';

/** What was seen of one exchange. */
export interface Seen {
  /** Null when the connection stood (or stands). */
  readonly failure: Failure | null;
  readonly received: Uint8Array;
  /** Whether the other side ended the connection, in whatever way. */
  readonly ended: boolean;
}

/** A sub-dialogue: yields exchanges, is handed what was seen, and returns its conclusion. */
export type Dialogue<Conclusion> = Generator<Exchange, Conclusion, Seen>;

/** Enough when there are at least this many bytes. */
export const atLeast =
  (count: number) =>
  (received: Uint8Array): boolean =>
    received.length >= count;

/** A new plain connection. */
export const onNew = (send: Uint8Array, enough: Exchange['enough']): Exchange => ({
  connection: 'new',
  tls: false,
  send,
  enough,
});

/** The next words on the connection that stands. */
export const onSame = (send: Uint8Array, enough: Exchange['enough']): Exchange => ({
  connection: 'same',
  tls: false,
  send,
  enough,
});
