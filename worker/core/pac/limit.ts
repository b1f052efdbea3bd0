/** How long may a text get at all? Beyond that compiling stops: nobody would take the text, and it may need all memory. Pure. */
import type { ClientLimit } from '../../../schemas/api.ts';

/** Bytes from which on Chromium refuses a PAC (kDefaultMaxResponseBytes in net/proxy_resolution/pac_file_fetcher_impl.cc). */
export const MAX_PAC_BYTES = 1_048_576;

/** What hosted services take of a PAC: Zscaler and FortiProxy stop at 256 KB (their administration guides). */
export const HOSTED_BYTES = 262_144;

/** The longest text that each kind of client takes. WinHTTP: 1 MB (learn.microsoft.com, "Autoproxy issues in WinHTTP"). */
const LIMITS = [
  { client: 'chromium', bytes: MAX_PAC_BYTES },
  { client: 'winhttp', bytes: 1_048_576 },
  { client: 'hosted', bytes: HOSTED_BYTES },
] as const;

/** Which clients take a text of so many bytes, not compressed. */
export const clientLimits = (bytes: number): ClientLimit[] =>
  LIMITS.map((limit) => ({ ...limit, fits: bytes <= limit.bytes }));

/** Where the compiler stops. Texts up to here are finished, so that people are told how much too long theirs is. */
export const MAX_TEXT = 4 * MAX_PAC_BYTES;

/** Thrown by the compiler where a text is going to be longer than `MAX_TEXT`, before all of it is there. */
export class TooLong extends Error {
  constructor() {
    super(`expected a text of at most ${MAX_TEXT} characters`);
  }
}
