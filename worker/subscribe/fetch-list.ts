/** How is a list fetched from its publisher, within which bounds, and from whom never? */
import type { ListSource } from '../../schemas/list.ts';
import { isRefused, type Refused } from '../core/net/refused.ts';
import type { ByteStream } from '../probe/dial.ts';
import { bodyOf } from './body.ts';
import { contentOf, encodingOf } from './decode.ts';
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

/** What a publisher gave: a complete content, or word that it is the one of the validators. */
export type Fetched =
  | { readonly is: 'same' }
  | {
      readonly is: 'content';
      /** The bytes in order, decoded. */
      readonly pieces: readonly Uint8Array[];
      readonly contentType: string | null;
      readonly validators: Validators;
    };

/** Fetches a list. Never rejects; every failure has a code of the table of findings. Nothing is left open. */
export async function fetchList(wanted: Wanted, world: FetchWorld): Promise<Fetched | Refused> {
  const patience = patienceOf(world.limits, world.now);
  let url = usableUrl(wanted.url, wanted.insecure === true);
  for (let hop = 0; hop <= world.limits.redirects; hop++) {
    if (isRefused(url)) return url;
    const stream = await reach(url, world, patience);
    if (isRefused(stream)) return stream;
    try {
      const answer = await ask({ url, stream, validators: wanted.validators }, world, patience);
      if (isRefused(answer)) return answer;
      const { head, source } = answer;
      if (!isRedirect(head)) return await take(head, source, { validators: wanted.validators, limits: world.limits });
      url = nextUrl(head.header('location'), url, wanted.insecure === true);
    } finally {
      stream.close();
    }
  }
  return failed('subscription.redirect', `expected at most ${world.limits.redirects} redirects`);
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
): Promise<{ readonly head: Head; readonly source: Source } | Refused> {
  const sent = await patience.wait(stream.write(requestFor(url, validators)), limits.silenceMs);
  if (isRefused(sent)) return sent;
  const source = sourceOf(stream, patience, limits);
  const head = await readHead(source);
  return isRefused(head) ? head : { head, source };
}

/** RFC 9110, 15.4: the statuses that name another place in `Location`. */
const isRedirect = ({ status }: Head): boolean => [301, 302, 303, 307, 308].includes(status);

async function take(
  head: Head,
  source: Source,
  { validators, limits }: Pick<Wanted, 'validators'> & Pick<FetchWorld, 'limits'>,
): Promise<Fetched | Refused> {
  const isConditional = validators.etag !== null || validators.lastModified !== null;
  if (head.status === 304 && isConditional) return { is: 'same' };
  if (head.status !== 200) return failed('subscription.status', `expected 200, found ${head.status}`);
  const encoding = encodingOf(head.header('content-encoding'));
  if (isRefused(encoding)) return encoding;
  const announced = Number(head.header('content-length') ?? 0);
  if (announced > limits.bytes) return failed('subscription.too-large', `${announced} bytes were announced`);
  const body = bodyOf(head, source, encoding === 'gzip');
  if (isRefused(body)) return body;
  const pieces = await contentOf(body, encoding, limits.bytes);
  if (isRefused(pieces)) return pieces;
  return {
    is: 'content',
    pieces,
    contentType: head.header('content-type'),
    validators: validatorsOf(head.header('etag'), head.header('last-modified')),
  };
}
