/** How is a dialogue held over sockets, within its budget? The only loop that reads from the network. */
import type { Dialogue, Exchange, Failure, Seen } from '../core/probe/exchange.ts';
import type { ByteStream, Dial, Dialled } from './dial.ts';
import { type Allowance, takeConnection, timeLeft } from './limits.ts';

/** Where the dialogue is held. */
export interface Line {
  readonly dial: Dial;
  /** An address literal that the guard has judged. */
  readonly address: string;
  readonly port: number;
  /** What a certificate must be for; null: the address. */
  readonly name: string | null;
  readonly allowance: Allowance;
}

/** A stream and the read that is under way on it: runtimes allow one at a time, so it outlives a timeout. */
interface Open {
  readonly stream: ByteStream;
  pending: Promise<Uint8Array | null> | null;
  ended: boolean;
}

/** Holds the dialogue to its end and closes what is open, whatever happens. */
export async function converse<Conclusion>(dialogue: Dialogue<Conclusion>, line: Line): Promise<Conclusion> {
  let open: Open | null = null;
  try {
    let step = dialogue.next();
    while (step.done !== true) {
      const { value: exchange } = step;
      if (exchange.connection === 'new') {
        open?.stream.close();
        open = null;
        const dialled: Open | Failure = await connect(exchange, line);
        if (typeof dialled === 'string') {
          step = dialogue.next(failed(dialled));
          continue;
        }
        open = dialled;
      }
      step = dialogue.next(open === null ? failed('closed') : await listen(exchange, open, line.allowance));
    }
    return step.value;
  } finally {
    open?.stream.close();
  }
}

const failed = (failure: Failure): Seen => ({ failure, received: new Uint8Array(), ended: true });

async function connect(exchange: Exchange, line: Line): Promise<Open | Failure> {
  if (!takeConnection(line.allowance)) return 'spent';
  const abort = new AbortController();
  const tls = exchange.tls ? { name: line.name } : null;
  const attempt = line.dial(line.address, line.port, { tls, signal: abort.signal });
  const dialled = await within(attempt, timeLeft(line.allowance, line.allowance.limits.connectMs));
  if (dialled === LATE) {
    abort.abort();
    void attempt.then(hangUp);
    return 'filtered';
  }
  return 'stream' in dialled ? { stream: dialled.stream, pending: null, ended: false } : dialled.failure;
}

/** A connection that comes about too late is closed. */
function hangUp(dialled: Dialled): void {
  if ('stream' in dialled) dialled.stream.close();
}

/** Sends, and reads until it is enough, the other side ends, or a limit is reached. */
async function listen(exchange: Exchange, open: Open, allowance: Allowance): Promise<Seen> {
  const { limits } = allowance;
  await within(open.stream.write(exchange.send), timeLeft(allowance, limits.firstByteMs));
  let received = new Uint8Array();
  let patience = limits.firstByteMs;
  let replyEnds = Number.POSITIVE_INFINITY;
  while (!open.ended && received.length < limits.bytesPerReply && !(received.length > 0 && exchange.enough(received))) {
    open.pending ??= open.stream.read();
    const chunk = await within(open.pending, timeLeft(allowance, Math.min(patience, replyEnds - allowance.now())));
    if (chunk === LATE) break;
    open.pending = null;
    if (chunk === null) open.ended = true;
    else received = joined(received, chunk, limits.bytesPerReply);
    patience = limits.idleMs;
    replyEnds = Math.min(replyEnds, allowance.now() + limits.replyMs);
  }
  return { failure: null, received, ended: open.ended };
}

function joined(before: Uint8Array, chunk: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(Math.min(before.length + chunk.length, limit));
  all.set(before);
  all.set(chunk.subarray(0, all.length - before.length), before.length);
  return all;
}

const LATE = Symbol('late');

/** The promise's value, or `LATE` after so many milliseconds. */
async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), LATE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
