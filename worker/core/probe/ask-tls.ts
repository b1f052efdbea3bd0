/** Does it speak TLS, and what is inside? Pure. */
import { askHttp, type Conclusion } from './ask-http.ts';
import type { Dialogue, Exchange, Seen } from './exchange.ts';
import { atLeast, onNew } from './exchange.ts';
import { signatureOf } from './first-bytes.ts';
import { type Listener, plainly } from './listener.ts';
import { clientHello } from './messages.ts';

/**
 * A ClientHello on a plain connection, so that TLS is seen whatever the certificate is; then the HTTP questions inside.
 * `name` goes into SNI; null for an address literal.
 */
export function* askTls(name: string | null): Dialogue<Conclusion> {
  const hello = yield onNew(clientHello(name), atLeast(3));
  const signature = signatureOf(hello.received);
  if (signature === 'ssh' || signature === 'smtp-or-ftp') return plainly(signature);
  if (signature === null) return null;
  return signature === 'tls' ? yield* inside() : { goOn: signature };
}

/** Inside, only HTTP is asked: clients know no other proxy over TLS. */
function* inside(): Dialogue<Listener> {
  const dialogue = askHttp({ tls: true });
  let failed = false;
  let step: IteratorResult<Exchange, Conclusion> = dialogue.next();
  while (step.done !== true) {
    const seen: Seen = yield step.value;
    // The plain connection stood a moment ago: what fails now is the handshake, and some runtimes do not say so.
    failed ||= seen.failure === 'tls' || seen.failure === 'closed';
    step = dialogue.next(seen);
  }
  if (failed) return plainly('tls-server', 'certificate');
  return step.value !== null && 'speaks' in step.value ? step.value : plainly('tls-server');
}
