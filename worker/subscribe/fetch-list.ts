/** How is a list fetched from its publisher, within which bounds, and from whom never? */
import type { ListSource } from '../../schemas/list.ts';
import { isRefused, type Refused } from '../core/net/refused.ts';
import { type Answer, askOver } from './answer.ts';
import { streamOf } from './decode.ts';
import { type Failed, failed } from './failed.ts';
import { type Patience, patienceOf } from './patience.ts';
import { askPlatform } from './platform.ts';
import { refusedPort } from './port.ts';
import { type FetchWorld, reach } from './reach.ts';
import { nextUrl, usableUrl } from './redirect.ts';
import { type Validators, validatorsOf } from './request.ts';
import { retryAfterOf } from './retry-after.ts';

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
export type FetchList = <Received>(wanted: Wanted, receive: Receive<Received>) => Promise<Fetched<Received> | Failed>;

/**
 * Fetches a list. Every failure has a code of the table of findings; it rejects only when `receive` does so by itself.
 * Nothing is left open.
 */
export async function fetchList<Received>(
  wanted: Wanted,
  world: FetchWorld,
  receive: Receive<Received>,
): Promise<Fetched<Received> | Failed> {
  const patience = patienceOf(world.limits, world.now);
  const first = usableUrl(wanted.url, wanted.insecure === true);
  if (isRefused(first)) return first;
  let url: URL | Refused = first;
  for (let hop = 0; hop <= world.limits.redirects; hop++) {
    if (isRefused(url)) return url;
    const barred = refusedPort(url, first);
    if (barred !== null) return barred;
    const answer = await ask(url, { world, patience, validators: wanted.validators });
    if (isRefused(answer)) return answer;
    try {
      if (!isRedirect(answer)) return await take(answer, { ...wanted, now: world.now }, receive);
      url = nextUrl(answer.header('location'), url, wanted.insecure === true);
    } finally {
      answer.close();
    }
  }
  return failed('subscription.redirect', `expected at most ${world.limits.redirects} redirects`);
}

interface Way {
  readonly world: FetchWorld;
  readonly patience: Patience;
  readonly validators: Validators;
}

async function ask(url: URL, { world, patience, validators }: Way): Promise<Answer | Refused> {
  const asking = { url, validators, limits: world.limits, patience };
  const reached = await reach(url, world, patience);
  if (isRefused(reached)) return reached;
  return 'platform' in reached ? await askPlatform(reached.platform, asking) : await askOver(reached.stream, asking);
}

function failedWith(answer: Answer, now: number): Failed {
  const wait = retryAfterOf(answer.header('retry-after'), now);
  const failure = failed('subscription.status', `expected 200, found ${answer.status}`);
  return wait === null ? failure : { ...failure, retryAfterMs: wait };
}

/** RFC 9110, 15.4: the statuses that name another place in `Location`. */
const isRedirect = ({ status }: Answer): boolean => [301, 302, 303, 307, 308].includes(status);

async function take<Received>(
  answer: Answer,
  { validators, now }: Wanted & Pick<FetchWorld, 'now'>,
  receive: Receive<Received>,
): Promise<Fetched<Received> | Failed> {
  const isConditional = validators.etag !== null || validators.lastModified !== null;
  if (answer.status === 304 && isConditional) return { is: 'same' };
  if (answer.status !== 200) return failedWith(answer, now());
  const content = answer.content();
  if (isRefused(content)) return content;
  const { stream, failure } = streamOf(content);
  try {
    const received = await receive(stream);
    return {
      is: 'content',
      received,
      contentType: answer.header('content-type'),
      validators: validatorsOf(answer.header('etag'), answer.header('last-modified')),
    };
  } catch (error) {
    const why = failure();
    if (why === null) throw error;
    return why;
  }
}
