/** Do the compiled texts fit the clients? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import { finding } from '../findings/finding.ts';

/** Bytes from which on Chromium refuses a PAC (kDefaultMaxResponseBytes in net/proxy_resolution/pac_file_fetcher_impl.cc). */
export const MAX_PAC_BYTES = 1_048_576;
/** The part of it from which on a warning is told: there is still time to do something. */
const LARGE = 0.8;

/** One finding for the largest of the texts, when it is close to the cap or over it. Texts are ASCII: a unit is a byte. */
export function sizeFindings(texts: readonly { readonly text: string }[]): Finding[] {
  const bytes = Math.max(0, ...texts.map(({ text }) => text.length));
  if (bytes <= MAX_PAC_BYTES * LARGE) return [];
  const sides = { expected: `at most ${MAX_PAC_BYTES} bytes`, found: `${bytes} bytes` };
  const message = `expected a PAC text of at most ${MAX_PAC_BYTES} bytes, found ${bytes}`;
  return [finding(bytes > MAX_PAC_BYTES ? 'pac.too-large' : 'pac.large', '', { message, ...sides })];
}
