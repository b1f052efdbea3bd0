/** What is a DNS question and its answer on the wire (RFC 1035, RFC 3596, RFC 8484)? Pure. */
import type { IpAddress } from '../net/address.ts';

/** The record types that a probe asks for. */
const RECORD_TYPES = { A: 1, AAAA: 28 } as const;
export type RecordType = keyof typeof RECORD_TYPES;

/** RFC 1035, section 4.1.1 and RFC 2136, section 2.2: the response codes that are told apart. */
const NO_ERROR = 0;
const NAME_ERROR = 3;
const CODES: Readonly<Record<number, string>> = { 1: 'FORMERR', 2: 'SERVFAIL', 4: 'NOTIMP', 5: 'REFUSED' };

/**
 * What an answer says: addresses (none: the name has no record of this type), that the name is not there, or nothing
 * usable, with the reason in words that go on from "the resolver".
 */
export type DnsAnswer =
  | { readonly addresses: readonly IpAddress[] }
  | { readonly failed: 'no-such-name' }
  | { readonly failed: 'unusable'; readonly reason: string };

/** A query for one type with recursion desired. The id is 0, as RFC 8484, section 4.1 asks. `name` is canonical ASCII. */
export function encodeQuery(name: string, type: RecordType): Uint8Array {
  const labels = name.split('.').flatMap((label) => [label.length, ...Array.from(label, (char) => char.charCodeAt(0))]);
  return Uint8Array.from([0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, RECORD_TYPES[type], 0, 1]);
}

/**
 * Every address record of the answer section, of either family and whatever its owner: an alias chain ends in them, and a
 * record too many is only one more to be judged. Anything malformed makes the whole answer unusable.
 */
export function decodeAnswer(message: Uint8Array): DnsAnswer {
  try {
    return read(new DataView(message.buffer, message.byteOffset, message.byteLength));
  } catch (error) {
    if (error instanceof RangeError) return NO_MESSAGE;
    throw error;
  }
}

const NO_MESSAGE: DnsAnswer = { failed: 'unusable', reason: 'answers with something that is no DNS message' };
const TRUNCATED: DnsAnswer = { failed: 'unusable', reason: 'answers with a message that is cut off' };

function unusableCode(code: number): DnsAnswer {
  const name = CODES[code];
  return { failed: 'unusable', reason: `answers with the DNS error ${name ?? code}` };
}

function read(view: DataView): DnsAnswer {
  const flags = view.getUint16(2);
  const code = flags & 0xf;
  const isTruncated = (flags & 0x0200) !== 0;
  if ((flags & 0x8000) === 0) return NO_MESSAGE;
  if (isTruncated) return TRUNCATED;
  if (code === NAME_ERROR) return { failed: 'no-such-name' };
  if (code !== NO_ERROR) return unusableCode(code);
  let at = 12;
  for (let left = view.getUint16(4); left > 0; left--) at = afterName(view, at) + 4;
  const addresses: IpAddress[] = [];
  for (let left = view.getUint16(6); left > 0; left--) {
    const fixed = afterName(view, at);
    const length = view.getUint16(fixed + 8);
    addresses.push(...addressOf(view, view.getUint16(fixed), fixed + 10, length));
    at = fixed + 10 + length;
  }
  return { addresses };
}

/** The place after a name. A pointer ends it (RFC 1035, section 4.1.4); it is not followed, so no loop can be built. */
function afterName(view: DataView, start: number): number {
  let at = start;
  for (;;) {
    const length = view.getUint8(at);
    if (length >= 0xc0) return at + 2;
    if (length === 0) return at + 1;
    at += length + 1;
  }
}

function addressOf(view: DataView, type: number, at: number, length: number): IpAddress[] {
  if (type === RECORD_TYPES.A && length === 4) return [{ family: 4, value: BigInt(view.getUint32(at)) }];
  if (type !== RECORD_TYPES.AAAA || length !== 16) return [];
  return [{ family: 6, value: (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8) }];
}
