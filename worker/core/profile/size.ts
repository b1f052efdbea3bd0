/** Do the compiled texts fit the clients? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import { finding } from '../findings/finding.ts';
import { HOSTED_BYTES, MAX_PAC_BYTES, MAX_TEXT } from '../pac/limit.ts';
import type { Share } from './shares.ts';

/** The part of it from which on a warning is told: there is still time to do something. */
const LARGE = 0.8;
/**
 * One finding for the largest of the texts, when it is over what some client takes, or close to what all of them take. Texts are ASCII: a unit is a byte.
 * `shares`: what takes how much of a text of so many bytes; asked only when there is a finding.
 */
export function sizeFindings(
  texts: readonly { readonly text: string }[],
  shares: (bytes: number) => readonly Share[] = () => [],
): Finding[] {
  const bytes = Math.max(0, ...texts.map(({ text }) => text.length));
  if (bytes <= HOSTED_BYTES) return [];
  if (bytes <= MAX_PAC_BYTES * LARGE) return [overHostedCap(bytes)];
  return [sizeFinding(bytes > MAX_PAC_BYTES ? 'pac.too-large' : 'pac.large', `${bytes}`, shares(bytes))];
}

function overHostedCap(bytes: number): Finding {
  const expected = `at most ${HOSTED_BYTES} bytes where a hosted service takes the text`;
  return finding('pac.over-hosted-cap', '', { expected, found: `${bytes} bytes` });
}

/** The finding for a text that the compiler gave up (`TooLong`); the shares are those of a text of `MAX_TEXT`. */
export function tooLongFinding(shares: readonly Share[]): Finding {
  return sizeFinding('pac.too-large', `more than ${MAX_TEXT}`, shares);
}

function sizeFinding(code: 'pac.too-large' | 'pac.large', bytes: string, shares: readonly Share[]): Finding {
  const largest = shares.map((share) => `${share.of} about ${share.bytes}`).join(', ');
  return finding(code, '', {
    message:
      `expected a PAC text of at most ${MAX_PAC_BYTES} bytes, found ${bytes}` +
      (largest === '' ? '' : `; the largest rules and lists: ${largest}`),
    expected: `at most ${MAX_PAC_BYTES} bytes`,
    found: `${bytes} bytes`,
  });
}
