/** What is the fingerprint of these bytes? Pure; the one place that knows the hash. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A hash over pieces. */
export interface Hashing {
  add(piece: string | Uint8Array): void;
  /** Lower-case hex, as of `sha256Hex`; nothing can be added afterwards. */
  hex(): string;
}

/** SHA-256 of bytes that come in pieces. Texts count as UTF-8, so that a piece must not end inside a character. */
export function sha256Hashing(): Hashing {
  const hash = sha256.create();
  return {
    add: (piece) => {
      hash.update(bytesOf(piece));
    },
    hex: () => bytesToHex(hash.digest()),
  };
}

/** Lower-case hex SHA-256 (FIPS 180-4) of bytes, or of the UTF-8 bytes of a text: 64 characters. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(bytesOf(content)));
}

const bytesOf = (piece: string | Uint8Array) => (typeof piece === 'string' ? utf8ToBytes(piece) : piece);
