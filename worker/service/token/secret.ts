/** What does one of our bearer tokens look like? `ptl_`, 256 random bits, and a checksum that tells a typing error apart. */
import { sha256Hex } from '../../core/hash.ts';

/** The secret part is base64url of 32 bytes, the checksum 8 hex digits. */
const TOKEN = /^(ptl_[A-Za-z0-9_-]{43})_([0-9a-f]{8})$/;

/** A new token. Shown once; only its hash is kept. */
export function createSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes));
  const body = `ptl_${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
  return `${body}_${checksum(body)}`;
}

/** True when a text can be one of our tokens; saves the registry a question about garbage. */
export function isWellFormed(token: string): boolean {
  const match = TOKEN.exec(token);
  return match?.[1] !== undefined && match[2] === checksum(match[1]);
}

/** The first 32 bits of the hash of the body: 256 random bits cannot be found from it. */
const checksum = (body: string): string => sha256Hex(body).slice(0, 8);
