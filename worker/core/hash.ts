/** What is the fingerprint of these bytes? Pure; the one place that knows the hash. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Lower-case hex SHA-256 (FIPS 180-4) of bytes, or of the UTF-8 bytes of a text: 64 characters. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}
