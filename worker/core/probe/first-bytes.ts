/** What protocol do the first bytes belong to? Pure; one table of signatures. */
import { latin1 } from './http-reply.ts';

/** A protocol that shows itself in its first bytes. */
export type Signature = 'ssh' | 'smtp-or-ftp' | 'tls' | 'http' | 'socks5' | 'socks4';

/** In the order in which they are tried. */
const SIGNATURES: readonly (readonly [Signature, (received: Uint8Array) => boolean])[] = [
  ['ssh', (received) => /^SSH-[0-9]/.test(latin1(received.subarray(0, 16)))],
  ['smtp-or-ftp', (received) => /^220[ -]/.test(latin1(received.subarray(0, 4)))],
  ['http', (received) => /^HTTP\/[0-9]/.test(latin1(received.subarray(0, 8)))],
  // A TLS record: alert (21) or handshake (22), version 3.x (RFC 8446, section 5.1).
  ['tls', ([type, major]) => (type === 0x15 || type === 0x16) && major === 3],
  // RFC 1928, section 3: version and method. SOCKS servers say "no method" to whatever they do not understand.
  ['socks5', (received) => received[0] === 5 && received.length >= 2],
  // The reply version of SOCKS4 is 0, the code 0x5a to 0x5d; eight bytes in all.
  ['socks4', ([version, code = 0]) => version === 0 && code >= 0x5a && code <= 0x5d],
];

/** The protocol that the bytes begin like, or null. */
export const signatureOf = (received: Uint8Array): Signature | null =>
  SIGNATURES.find(([, fits]) => fits(received))?.[0] ?? null;
