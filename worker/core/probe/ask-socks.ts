/** Is it a SOCKS server, and whom does it let in? Pure: the questions, and what their answers mean. */
import type { Conclusion } from './ask-http.ts';
import { atLeast, type Dialogue, onNew, onSame, type Seen } from './exchange.ts';
import { signatureOf } from './first-bytes.ts';
import { asking, denying, type Listener, plainly, trying } from './listener.ts';
import {
  NOWHERE,
  SOCKS5_ALL_METHODS,
  SOCKS5_NO_AUTH,
  SOCKS5_TO_NO_ADDRESS,
  socks4ToName,
  socks5ToName,
} from './messages.ts';

/** RFC 1928, section 3. */
const NO_AUTH = 0;
const NONE_ACCEPTABLE = 0xff;
const METHODS: Readonly<Record<number, string>> = { 1: 'gssapi', 2: 'username' };

/** RFC 1928, section 6: the ruleset does not allow it. */
const BY_RULE = 2;
/** General failure, network or host unreachable: the name came to nothing before the rules were asked. */
const BEFORE_RULES: readonly number[] = [1, 3, 4];

/** Version 5: first without authentication, and only when that is refused with all methods (offering more hides an open one). */
export function* askSocks5(): Dialogue<Conclusion> {
  const greeting = yield onNew(SOCKS5_NO_AUTH, atLeast(2));
  const [version, method] = greeting.received;
  if (version !== 5 || method === undefined) return other(greeting, 'socks5');
  if (method === NO_AUTH) return yield* request();
  if (method !== NONE_ACCEPTABLE) return asking('socks5', METHODS[method] === undefined ? [] : [METHODS[method]]);
  return yield* methods();
}

/** What does it ask for? */
function* methods(): Dialogue<Listener> {
  const [version, method] = (yield onNew(SOCKS5_ALL_METHODS, atLeast(2))).received;
  if (version !== 5 || method === undefined) return plainly('socks5');
  if (method === NO_AUTH) return trying('socks5');
  if (method === NONE_ACCEPTABLE) return denying('socks5');
  return asking('socks5', [METHODS[method] ?? `method-${method}`]);
}

/** No authentication is asked for. Do the rules let a request through? */
function* request(): Dialogue<Listener> {
  const [, reply] = (yield onSame(socks5ToName(NOWHERE, 443), atLeast(2))).received;
  if (reply === BY_RULE) return denying('socks5');
  if (reply === undefined || !BEFORE_RULES.includes(reply)) return trying('socks5');
  yield onNew(SOCKS5_NO_AUTH, atLeast(2));
  const [, again] = (yield onSame(SOCKS5_TO_NO_ADDRESS, atLeast(2))).received;
  return again === BY_RULE ? denying('socks5') : trying('socks5');
}

/** SOCKS4 reply codes: 0x5a granted, 0x5b rejected or failed, 0x5c and 0x5d ident. */
const GRANTED = 0x5a;
const REJECTED = 0x5b;

/** Version 4, with a name in the manner of 4A. A rejection may be a rule or a failure, so it tells nothing of exposure. */
export function* askSocks4(): Dialogue<Conclusion> {
  const seen = yield onNew(socks4ToName(NOWHERE, 443), atLeast(8));
  if (signatureOf(seen.received) !== 'socks4') return other(seen, 'socks4');
  const code = seen.received[1];
  if (code === GRANTED) return trying('socks4');
  return code === REJECTED ? plainly('socks4') : asking('socks4', ['ident']);
}

/** The reply belongs to another protocol, or to none. */
function other(seen: Seen, asked: 'socks4' | 'socks5'): Conclusion {
  const signature = signatureOf(seen.received);
  if (signature === 'ssh' || signature === 'smtp-or-ftp') return plainly(signature);
  return signature === null || signature === asked ? null : { goOn: signature };
}
