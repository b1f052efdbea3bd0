/** How is a client slowed down that asks for what is not there? By its address, on misses only: who hits is never counted. */
import { type Budget, createBudget } from '../core/budget.ts';
import { parseAddress } from '../core/net/address.ts';
import { unmapped } from '../core/net/networks.ts';
import { limitedAnswer } from './answer.ts';

/** Misses of one address a minute: an office of thousands with an old URL is still told 404 often enough to find out. */
const MISSES_PER_MINUTE = 300;
/** Addresses that one isolate remembers; about 200 bytes each. */
const ADDRESSES = 4_096;
/** Questions a minute to the registry about what KV does not have, on behalf of all who have used up their misses. */
const QUESTIONS_PER_MINUTE = 600;

/** What an isolate knows of who asks in vain. */
export interface Misses {
  /** The answer, or 429 in its place where it is a miss of somebody who had too many. */
  judge(
    answer: Response,
    asker: { readonly address: string | null; readonly method: string; readonly now: number },
  ): Response;
  /** Whether the registry may be asked for this address. Who has misses left always may. */
  mayAsk(address: string | null, now: number): boolean;
}

/** Nobody has missed yet. */
export function createMisses(perMinute: number = MISSES_PER_MINUTE): Misses {
  const misses = createBudget({ perMinute, askers: ADDRESSES });
  const questions: Budget = createBudget({ perMinute: QUESTIONS_PER_MINUTE, askers: 1 });
  return {
    judge(answer, { address, method, now }) {
      if (answer.status !== 404) return answer;
      const wait = misses.take(askerOf(address), now);
      return wait === 0 ? answer : limitedAnswer(method, wait);
    },
    mayAsk: (address, now) => !misses.isSpent(askerOf(address), now) || questions.take('', now) === 0,
  };
}

/** Who counts as one: an IPv4 address, or the /64 of an IPv6 address, all of which one host has at hand (RFC 4291, 2.5.4). */
function askerOf(address: string | null): string {
  const parsed = address === null ? null : parseAddress(address);
  if (parsed === null) return '';
  const { family, value } = unmapped(parsed);
  return family === 4 ? `4 ${value}` : `6 ${value >> 64n}`;
}
