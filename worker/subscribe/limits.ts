/** How much may fetching a list use, and how long may it take? */
import { MAX_CONTENT_BYTES } from '../../schemas/list.ts';

/** Bounds of one fetch with all its redirects. Times in milliseconds. */
export interface FetchLimits {
  /** To a connection, and again to TLS. */
  readonly connectMs: number;
  /** From the request to the first byte of the answer, and between any two pieces of it. */
  readonly silenceMs: number;
  readonly wholeMs: number;
  /** From here on the average pace is looked at. */
  readonly graceMs: number;
  readonly bytesPerSecond: number;
  readonly redirects: number;
  /** Of the content, as it comes and as it is decoded. */
  readonly bytes: number;
}

/** 25 MiB in a minute are 3.5 Mbit/s. A publisher that needs longer is one that a Worker cannot wait for. */
export const FETCH_LIMITS: FetchLimits = {
  connectMs: 10_000,
  silenceMs: 15_000,
  wholeMs: 60_000,
  graceMs: 10_000,
  bytesPerSecond: 1_024,
  redirects: 5,
  bytes: MAX_CONTENT_BYTES,
};
