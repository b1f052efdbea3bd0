/** What does a publisher say to one request, whichever way it was asked? */
import { isRefused, type Refused } from '../core/net/refused.ts';
import type { ByteStream } from '../probe/dial.ts';
import { type Body, bodyOf } from './body.ts';
import { contentOf, encodingOf } from './decode.ts';
import { failed } from './failed.ts';
import { readHead } from './head.ts';
import type { FetchLimits } from './limits.ts';
import type { Patience } from './patience.ts';
import { requestFor, type Validators } from './request.ts';
import { sourceOf } from './source.ts';

/** An answer whose content is still to come. */
export interface Answer {
  readonly status: number;
  /** The value of a header by its lower-case name; null when there is none. */
  header(name: string): string | null;
  /** The decoded content, bounded; asked for once. */
  content(): Body | Refused;
  close(): void;
}

/** One request, and what it may take. */
export interface Asking {
  readonly url: URL;
  readonly validators: Validators;
  readonly limits: FetchLimits;
  readonly patience: Patience;
}

/** Asks over a connection, which is closed with the answer, or at once when there is none. */
export async function askOver(stream: ByteStream, asking: Asking): Promise<Answer | Refused> {
  const answer = await exchange(stream, asking);
  if (isRefused(answer)) stream.close();
  return answer;
}

async function exchange(stream: ByteStream, { url, validators, limits, patience }: Asking): Promise<Answer | Refused> {
  const sent = await patience.wait(stream.write(requestFor(url, validators)), limits.silenceMs);
  if (isRefused(sent)) return sent;
  const source = sourceOf(stream, patience, limits);
  const head = await readHead(source);
  if (isRefused(head)) return head;
  return {
    ...head,
    content() {
      const encoding = encodingOf(head.header('content-encoding'));
      if (isRefused(encoding)) return encoding;
      const tooLarge = announcedTooLarge(head.header('content-length'), limits);
      if (tooLarge !== null) return tooLarge;
      const body = bodyOf(head, source, encoding === 'gzip');
      return isRefused(body) ? body : contentOf(body, encoding, limits.bytes);
    },
    close: () => stream.close(),
  };
}

/** The refusal of a content that is announced to be too large; nothing of it is read. */
export function announcedTooLarge(length: string | null, { bytes }: FetchLimits): Refused | null {
  const announced = Number(length ?? 0);
  return announced > bytes ? failed('subscription.too-large', `${announced} bytes were announced`) : null;
}
