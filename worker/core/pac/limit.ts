/** How long may a text get at all? Beyond that compiling stops: nobody would take the text, and it may need all memory. Pure. */

/** Bytes from which on Chromium refuses a PAC (kDefaultMaxResponseBytes in net/proxy_resolution/pac_file_fetcher_impl.cc). */
export const MAX_PAC_BYTES = 1_048_576;

/** Where the compiler stops. Texts up to here are finished, so that people are told how much too long theirs is. */
export const MAX_TEXT = 4 * MAX_PAC_BYTES;

/** Thrown by the compiler where a text is going to be longer than `MAX_TEXT`, before all of it is there. */
export class TooLong extends Error {
  constructor() {
    super(`expected a text of at most ${MAX_TEXT} characters`);
  }
}
