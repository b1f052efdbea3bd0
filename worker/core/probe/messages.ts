/** Which bytes are sent? Pure. None of them makes a proxy contact anybody but, for the canary, ourselves. */

/** A name that never resolves (RFC 6761, section 6.4): asking for it contacts nobody. */
export const NOWHERE = 'probe.invalid';
/** The limited broadcast address: no system opens a TCP connection to it, so asking for it sends nothing either. */
export const NO_ADDRESS = '255.255.255.255';

const encoder = new TextEncoder();
const ascii = (text: string): Uint8Array => encoder.encode(text);
const bytes = (...parts: readonly (number | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));
const port16 = (port: number): Uint8Array => Uint8Array.of(port >> 8, port & 0xff);

/** RFC 9110, section 9.3.6: a tunnel to `host:443`. */
export const httpConnect = (host: string): Uint8Array =>
  ascii(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`);

/** RFC 9112, section 3.2.2: the absolute form, which a client sends to a proxy. */
export const httpAbsoluteGet = (authority: string, path: string): Uint8Array =>
  ascii(`GET http://${authority}${path} HTTP/1.1\r\nHost: ${authority}\r\nConnection: close\r\n\r\n`);

/** RFC 9112, section 3.2.1: the origin form, which a client sends to a server. */
export const httpOriginGet = (authority: string, path: string): Uint8Array =>
  ascii(`GET ${path} HTTP/1.1\r\nHost: ${authority}\r\nConnection: close\r\n\r\n`);

/** RFC 1928, section 3: version 5, one method, no authentication. */
export const SOCKS5_NO_AUTH = Uint8Array.of(5, 1, 0);
/** The same with four methods: none, GSSAPI, user name and password, and one private method. */
export const SOCKS5_ALL_METHODS = Uint8Array.of(5, 4, 0, 1, 2, 0x80);

/** RFC 1928, section 4: CONNECT to a name. */
export const socks5ToName = (host: string, port: number): Uint8Array =>
  bytes(5, 1, 0, 3, host.length, ascii(host), port16(port));

/** RFC 1928, section 4: CONNECT to the address that nobody has. */
export const SOCKS5_TO_NO_ADDRESS = bytes(5, 1, 0, 1, Uint8Array.of(255, 255, 255, 255), port16(443));

/** SOCKS4A: CONNECT to a name; 0.0.0.1 says that a name follows the empty user id. */
export const socks4ToName = (host: string, port: number): Uint8Array =>
  bytes(4, 1, port16(port), Uint8Array.of(0, 0, 0, 1), 0, ascii(host), 0);

const length16 = (body: Uint8Array): Uint8Array => bytes(body.length >> 8, body.length & 0xff, body);
const length24 = (body: Uint8Array): Uint8Array => bytes(0, body.length >> 8, body.length & 0xff, body);
const extension = (type: number, body: Uint8Array): Uint8Array => bytes(type >> 8, type & 0xff, length16(body));

/** TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, ECDHE with ECDSA and RSA, and RSA for the old. */
const CIPHERS = Uint8Array.of(
  0x13,
  0x01,
  0x13,
  0x02,
  0xc0,
  0x2b,
  0xc0,
  0x2f,
  0xc0,
  0x2c,
  0xc0,
  0x30,
  0x00,
  0x9c,
  0x00,
  0x2f,
);
/** x25519 and secp256r1. */
const GROUPS = Uint8Array.of(0x00, 0x1d, 0x00, 0x17);
/** ECDSA and RSA with SHA-256 and the like. */
const SIGNATURES = Uint8Array.of(0x04, 0x03, 0x08, 0x04, 0x04, 0x01, 0x05, 0x03, 0x08, 0x05, 0x05, 0x01);
/** TLS 1.3 and 1.2. */
const VERSIONS = Uint8Array.of(4, 0x03, 0x04, 0x03, 0x03);
const RANDOM = ascii('portolan probe, no handshake 000');

/**
 * A ClientHello (RFC 8446, section 4.1.2) that is never continued. Its key share is empty, so a TLS 1.3 server asks again
 * and a TLS 1.2 server goes on: either answer shows that TLS is spoken. `name` is null for an address literal (RFC 6066).
 */
export function clientHello(name: string | null): Uint8Array {
  const extensions = bytes(
    ...(name === null ? [] : [extension(0, length16(bytes(0, length16(ascii(name)))))]),
    extension(10, length16(GROUPS)),
    extension(11, Uint8Array.of(1, 0)),
    extension(13, length16(SIGNATURES)),
    extension(16, length16(bytes(2, ascii('h2'), 8, ascii('http/1.1')))),
    extension(43, VERSIONS),
    extension(51, Uint8Array.of(0, 0)),
  );
  const body = bytes(3, 3, RANDOM, 0, length16(CIPHERS), 1, 0, length16(extensions));
  return bytes(0x16, 3, 1, length16(bytes(1, length24(body))));
}
