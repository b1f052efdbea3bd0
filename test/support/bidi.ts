/** How is a browser told what to do by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/)? Commands and their answers. */

/** A session with one browser. */
export interface Bidi {
  /** Sends a command; rejects with the browser's error, or when the time is up. */
  readonly send: (method: string, params: object, limitMs: number) => Promise<Record<string, unknown>>;
  readonly close: () => void;
}

interface Answer {
  readonly id?: number;
  readonly type: 'success' | 'error' | 'event';
  readonly result?: Record<string, unknown>;
  readonly error?: string;
  readonly message?: string;
}

/** Connects to the browser's address (`ws://…/session`). */
export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`no WebDriver BiDi at ${url}`)), { once: true });
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let last = 0;
  const send: Bidi['send'] = (method, params, limitMs) => {
    last += 1;
    const id = last;
    const answered = new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} took more than ${limitMs} ms`)), limitMs);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
    socket.send(JSON.stringify({ id, method, params }));
    return answered.finally(() => waiting.delete(id)).then(resultOf);
  };
  return { send, close: () => socket.close() };
}

function resultOf(answer: Answer): Record<string, unknown> {
  if (answer.type === 'error') throw new Error(`${answer.error}: ${answer.message}`);
  return answer.result ?? {};
}
