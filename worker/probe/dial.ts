/** What does the probe need of a network? The contract that every runtime's sockets fulfil. */
import type { Failure } from '../core/probe/exchange.ts';

/** One connection. */
export interface ByteStream {
  /** The next bytes, or null when the other side has ended, in whatever way. One call at a time. */
  read(): Promise<Uint8Array | null>;
  /** Never rejects: what cannot be written shows itself when nothing comes back. */
  write(bytes: Uint8Array): Promise<void>;
  close(): void;
}

/** How to connect. */
export interface DialOptions {
  /** Null: plain. Else TLS with a checked certificate; `name` is what it must be for (null: the address). */
  readonly tls: { readonly name: string | null } | null;
  /** Ends the attempt; what a runtime cannot cancel must at least be closed when it comes about. */
  readonly signal: AbortSignal;
}

/** A connection, or why there is none. */
export type Dialled = { readonly stream: ByteStream } | { readonly failure: Exclude<Failure, 'spent'> };

/** Connects to an address literal that the guard has judged. Never rejects. */
export type Dial = (address: string, port: number, options: DialOptions) => Promise<Dialled>;
