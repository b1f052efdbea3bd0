/** What listens at an endpoint? Pure: the tree of questions, in the order of the scheme that the profile declares. */
import type { ProbeState } from '../../../schemas/probe.ts';
import type { ProxyScheme } from '../../../schemas/profile.ts';
import { askCanary, type Canary } from './ask-canary.ts';
import { askHttp, askHttpLiteral, type Conclusion } from './ask-http.ts';
import { askSocks4, askSocks5 } from './ask-socks.ts';
import { askTls } from './ask-tls.ts';
import type { Dialogue, Exchange, Failure, Seen } from './exchange.ts';
import { type Listener, plainly, SPOKEN } from './listener.ts';

/** What the tree needs to know of the endpoint; the address and port are the dialer's. */
export interface Subject {
  readonly scheme: ProxyScheme;
  /** For SNI; null where the host is an address literal. */
  readonly name: string | null;
  /** Null: nobody asks whether it relays to everybody. */
  readonly canary: Canary | null;
}

/** What came out. `spent`: the budget was used up before anything was seen. */
export type Classification =
  | { readonly state: 'open'; readonly listener: Listener }
  | { readonly state: Extract<ProbeState, 'closed' | 'filtered'> | 'spent'; readonly listener: null };

type Question = 'http' | 'http-literal' | 'socks5' | 'socks4' | 'tls';

const ASK: Readonly<Record<Question, (subject: Subject) => Dialogue<Conclusion>>> = {
  http: () => askHttp({ tls: false }),
  'http-literal': () => askHttpLiteral({ tls: false }),
  socks5: () => askSocks5(),
  socks4: () => askSocks4(),
  tls: ({ name }) => askTls(name),
};

/** The declared scheme first: most listeners are what they are said to be, and cost one connection. */
const ORDER: Readonly<Record<ProxyScheme, readonly Question[]>> = {
  http: ['http', 'socks5', 'tls', 'http-literal', 'socks4'],
  https: ['tls', 'http', 'socks5', 'socks4'],
  socks5: ['socks5', 'http', 'tls', 'socks4'],
  socks4: ['socks4', 'socks5', 'http', 'tls'],
};

/** What the questions have met so far. */
interface Trail {
  failure: Failure | null;
  opened: boolean;
  spent: boolean;
  spoke: boolean;
  hungUp: boolean;
}

/** Asks until it is known what listens. A first connection that fails ends it at once. */
export function* classify(subject: Subject): Dialogue<Classification> {
  const trail: Trail = { failure: null, opened: false, spent: false, spoke: false, hungUp: false };
  const listener = yield* inOrder(subject, trail);
  if (!trail.opened) return { state: unopened(trail.failure), listener: null };
  return { state: 'open', listener: yield* withCanary(subject, listener ?? wordless(trail)) };
}

const unopened = (failure: Failure | null): 'closed' | 'filtered' | 'spent' =>
  failure === 'filtered' || failure === 'spent' ? failure : 'closed';

function* inOrder(subject: Subject, trail: Trail): Dialogue<Listener | null> {
  const left: Question[] = [...ORDER[subject.scheme]];
  for (let question = left.shift(); question !== undefined && !isOver(trail); question = left.shift()) {
    const conclusion: Conclusion = yield* followed(ASK[question](subject), trail);
    if (conclusion === null) continue;
    if ('speaks' in conclusion) return conclusion;
    const next = conclusion.goOn;
    if (left.includes(next)) left.splice(0, left.length, next, ...left.filter((other) => other !== next));
  }
  return null;
}

const isOver = (trail: Trail): boolean => trail.spent || (!trail.opened && trail.failure !== null);

/** Passes a dialogue through and notes on the way what the network did. */
function* followed(dialogue: Dialogue<Conclusion>, trail: Trail): Dialogue<Conclusion> {
  let step: IteratorResult<Exchange, Conclusion> = dialogue.next();
  while (step.done !== true) {
    const seen: Seen = yield step.value;
    note(trail, seen);
    if (isOver(trail)) return null;
    step = dialogue.next(seen);
  }
  return step.value;
}

function note(trail: Trail, seen: Seen): void {
  if (seen.failure === null) trail.opened = true;
  trail.failure ??= seen.failure;
  trail.spent ||= seen.failure === 'spent';
  trail.spoke ||= seen.received.length > 0;
  trail.hungUp ||= seen.failure === null && seen.ended && seen.received.length === 0;
}

/** Every question is asked and nothing fitted. */
function wordless(trail: Trail): Listener {
  if (trail.spoke) return plainly('unknown', trail.spent ? 'unfinished' : null);
  if (trail.hungUp) return plainly('unknown', 'hangs-up');
  return plainly('silent', trail.spent ? 'unfinished' : null);
}

function* withCanary({ canary }: Subject, listener: Listener): Dialogue<Listener> {
  const scheme = SPOKEN[listener.speaks].scheme;
  if (canary === null || scheme === null || listener.exposure !== 'no-auth') return listener;
  return (yield* askCanary(scheme, canary)) ? { ...listener, exposure: 'open' } : listener;
}
