/** How are lines and bytes taken from a connection, one after the other and within the time? */
import { isRefused, type Refused } from '../core/net/refused.ts';
import { latin1 } from '../core/probe/http-reply.ts';
import type { ByteStream } from '../probe/dial.ts';
import { failed } from './failed.ts';
import type { FetchLimits } from './limits.ts';
import type { Patience } from './patience.ts';

/** What has come and was not taken yet. */
export interface Source {
  /** The next line without its end (LF or CR LF), one character a byte; null when the other side ended before it did. */
  line(): Promise<string | null | Refused>;
  /** The next 1 to `most` bytes; null at the end. */
  some(most: number): Promise<Uint8Array | null | Refused>;
}

/** Bytes of a line of HTTP: no honest header is longer. */
const MAX_LINE = 16_384;
const LF = 0x0a;

/** The bytes of a stream. One call at a time. */
export function sourceOf(stream: ByteStream, patience: Patience, limits: FetchLimits): Source {
  let rest = new Uint8Array();

  /** Reads on; false at the end. */
  const more = async (): Promise<boolean | Refused> => {
    const chunk = await patience.wait(stream.read(), limits.silenceMs);
    if (chunk === null || isRefused(chunk)) return chunk ?? false;
    const tooSlow = patience.came(chunk.length);
    if (tooSlow !== null) return tooSlow;
    rest = rest.length === 0 ? new Uint8Array(chunk) : joined(rest, chunk);
    return true;
  };

  const take = (count: number): Uint8Array => {
    const taken = rest.subarray(0, count);
    rest = rest.subarray(count);
    return taken;
  };

  return {
    async line() {
      for (;;) {
        const end = rest.indexOf(LF);
        if (end > MAX_LINE || (end < 0 && rest.length > MAX_LINE)) return failed('subscription.not-http');
        if (end >= 0) return latin1(take(end + 1)).replace(/\r?\n$/, '');
        const went = await more();
        if (went !== true) return went === false ? null : went;
      }
    },
    async some(most) {
      while (rest.length === 0) {
        const went = await more();
        if (went !== true) return went === false ? null : went;
      }
      return take(Math.min(most, rest.length));
    },
  };
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}
