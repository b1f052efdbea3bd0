/** How do we know that an answer is our own? Pure: nonces that we signed, and answers that only we can give. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The path of the page that answers; a nonce follows. */
export const CANARY_PATH = '/.well-known/portolan/canary/';
/** Milliseconds that a nonce lives: longer than any probe takes, and too short to be of use to anybody else. */
export const CANARY_LIFE_MS = 120_000;

/** Hex digits of the random part, of the signature and of the answer. */
const RANDOM = 32;
const SIGNATURE = 32;
const NONCE = new RegExp(`^([0-9]{1,15})-([0-9a-f]{${RANDOM}})-([0-9a-f]{${SIGNATURE}})$`);

/** A nonce `expiry-random-signature`. `random`: at least 16 bytes from a good source; `now`: Unix milliseconds. */
export function mintNonce(key: Uint8Array, random: Uint8Array, now: number): string {
  const body = `${now + CANARY_LIFE_MS}-${bytesToHex(random).slice(0, RANDOM)}`;
  return `${body}-${sign(key, 'nonce', body)}`;
}

/** What our page answers for a nonce. Nobody without the key can compute it, so it proves that our page was reached. */
export const answerOf = (key: Uint8Array, nonce: string): string => `portolan-canary ${sign(key, 'answer', nonce)}`;

/** Whether a text can be a nonce that is still good; the signature is not looked at. */
export function isNonce(nonce: string, now: number): boolean {
  const [, expires] = NONCE.exec(nonce) ?? [];
  return expires !== undefined && now <= Number(expires) && Number(expires) <= now + CANARY_LIFE_MS;
}

/** The page: the answer for a nonce of our own that has not expired, else null. */
export function answerCanary(key: Uint8Array, nonce: string, now: number): string | null {
  const [, expires, random, signature] = NONCE.exec(nonce) ?? [];
  if (expires === undefined || now > Number(expires)) return null;
  return isSame(signature ?? '', sign(key, 'nonce', `${expires}-${random}`)) ? answerOf(key, nonce) : null;
}

const sign = (key: Uint8Array, purpose: string, text: string): string =>
  bytesToHex(hmac(sha256, key, utf8ToBytes(`portolan canary ${purpose} ${text}`))).slice(0, SIGNATURE);

/** In a time that does not depend on where the texts differ. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % Math.max(b.length, 1));
  return difference === 0;
}
