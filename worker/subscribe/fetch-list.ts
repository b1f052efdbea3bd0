/** How is a list fetched from its publisher, within which bounds, and from whom never? */
import type { ListSource } from '../../schemas/list.ts';
import { isRefused, type Refused } from '../core/net/refused.ts';
import type { ByteStream } from '../probe/dial.ts';
import { type Body, bodyOf } from './body.ts';
import { contentOf, encodingOf, streamOf } from './decode.ts';
import { failed } from './failed.ts';
import { type Head, readHead } from './head.ts';
import { type Patience, patienceOf } from './patience.ts';
import { type FetchWorld, reach } from './reach.ts';
import { nextUrl, usableUrl } from './redirect.ts';
import { requestFor, type Validators, validatorsOf } from './request.ts';
import { type Source, sourceOf } from './source.ts';

/** What is wanted. `validators`: of the content that is there already. */
export interface Wanted extends Pick<ListSource, 'url' | 'insecure'> {
  readonly validators: Validators;
}

/** What a publisher gave: a complete content, as it was received, or word that it is the one of the validators. */
export type Fetched<Received> =
  | { readonly is: 'same' }
  | {
      readonly is: 'content';
      readonly received: Received;
      readonly contentType: string | null;
      readonly validators: Validators;
    };

/** Takes the decoded bytes while they come. When they break off it rejects, and leaves nothing behind. */
export type Receive<Received> = (content: ReadableStream<Uint8Array>) => Promise<Received>;

/** Fetches lists from one world. */
export type FetchList = <Received>(wanted: Wanted, receive: Receive<Received>) => Promise<Fetched<Received> | Refused>;

/**
 * Fetches a list. Every failure has a code of the table of findings; it rejects only when `receive` does so by itself.
 * Nothing is left open.
 */
export async function fetchList<Received>(
  wanted: Wanted,
  world: FetchWorld,
  receive: Receive<Received>,
): Promise<Fetched<Received> | Refused> {
  const patience = patienceOf(world.limits, world.now);
  let url = usableUrl(wanted.url, wanted.insecure === true);
  for (let hop = 0; hop <= world.limits.redirects; hop++) {
    if (isRefused(url)) return url;
    const stream = await reach(url, world, patience);
    if (isRefused(stream)) return stream;
    try {
      const answer = await ask({ url, stream, validators: wanted.validators }, world, patience);
      if (isRefused(answer)) return answer;
      if (!isRedirect(answer.head)) return await take(answer, { ...wanted, limits: world.limits }, receive);
      url = nextUrl(answer.head.header('location'), url, wanted.insecure === true);
    } finally {
      stream.close();
    }
  }
  return failed('subscription.redirect', `expected at most ${world.limits.redirects} redirects`);
}

/** An answer whose body is still to come. */
interface Answer {
  readonly head: Head;
  readonly source: Source;
}

interface Question {
  readonly url: URL;
  readonly stream: ByteStream;
  readonly validators: Validators;
}

async function ask(
  { url, stream, validators }: Question,
  { limits }: FetchWorld,
  patience: Patience,
): Promise<Answer | Refused> {
  const sent = await patience.wait(stream.write(requestFor(url, validators)), limits.silenceMs);
  if (isRefused(sent)) return sent;
  const source = sourceOf(stream, patience, limits);
  const head = await readHead(source);
  return isRefused(head) ? head : { head, source };
}

/** RFC 9110, 15.4: the statuses that name another place in `Location`. */
const isRedirect = ({ status }: Head): boolean => [301, 302, 303, 307, 308].includes(status);

async function take<Received>(
  { head, source }: Answer,
  { validators, limits }: Pick<Wanted, 'validators'> & Pick<FetchWorld, 'limits'>,
  receive: Receive<Received>,
): Promise<Fetched<Received> | Refused> {
  const isConditional = validators.etag !== null || validators.lastModified !== null;
  if (head.status === 304 && isConditional) return { is: 'same' };
  if (head.status !== 200) return failed('subscription.status', `expected 200, found ${head.status}`);
  const content = announced(head, source, limits.bytes);
  if (isRefused(content)) return content;
  const { stream, failure } = streamOf(content);
  try {
    const received = await receive(stream);
    return {
      is: 'content',
      received,
      contentType: head.header('content-type'),
      validators: validatorsOf(head.header('etag'), head.header('last-modified')),
    };
  } catch (error) {
    const why = failure();
    if (why === null) throw error;
    return why;
  }
}

/** The content that a head announces. */
function announced(head: Head, source: Source, most: number): Body | Refused {
  const encoding = encodingOf(head.header('content-encoding'));
  if (isRefused(encoding)) return encoding;
  const length = Number(head.header('content-length') ?? 0);
  if (length > most) return failed('subscription.too-large', `${length} bytes were announced`);
  const body = bodyOf(head, source, encoding === 'gzip');
  return isRefused(body) ? body : contentOf(body, encoding, most);
}
