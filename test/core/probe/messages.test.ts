import { expect, test } from 'vitest';
import { signatureOf } from '../../../worker/core/probe/first-bytes.ts';
import { latin1, offeredSchemes, readReply } from '../../../worker/core/probe/http-reply.ts';
import {
  clientHello,
  httpAbsoluteGet,
  httpConnect,
  httpOriginGet,
  NOWHERE,
  SOCKS5_ALL_METHODS,
  SOCKS5_NO_AUTH,
  SOCKS5_TO_NO_ADDRESS,
  socks4ToName,
  socks5ToName,
} from '../../../worker/core/probe/messages.ts';

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
const NAME = '70 72 6f 62 65 2e 69 6e 76 61 6c 69 64';

test('the HTTP probes are these bytes', () => {
  expect(latin1(httpConnect(NOWHERE))).toBe('CONNECT probe.invalid:443 HTTP/1.1\r\nHost: probe.invalid:443\r\n\r\n');
  expect(latin1(httpAbsoluteGet(NOWHERE, '/'))).toBe(
    'GET http://probe.invalid/ HTTP/1.1\r\nHost: probe.invalid\r\nConnection: close\r\n\r\n',
  );
  expect(latin1(httpOriginGet(NOWHERE, '/'))).toBe(
    'GET / HTTP/1.1\r\nHost: probe.invalid\r\nConnection: close\r\n\r\n',
  );
});

test('the SOCKS probes are these bytes', () => {
  expect(hex(SOCKS5_NO_AUTH)).toBe('05 01 00');
  expect(hex(SOCKS5_ALL_METHODS)).toBe('05 04 00 01 02 80');
  expect(hex(socks5ToName(NOWHERE, 443))).toBe(`05 01 00 03 0d ${NAME} 01 bb`);
  expect(hex(SOCKS5_TO_NO_ADDRESS)).toBe('05 01 00 01 ff ff ff ff 01 bb');
  expect(hex(socks4ToName(NOWHERE, 443))).toBe(`04 01 01 bb 00 00 00 01 00 ${NAME} 00`);
});

test('clientHello has lengths that add up, and the name only when there is one', () => {
  for (const name of ['proxy.corp.example', null]) {
    const hello = clientHello(name);
    const length = (at: number) => ((hello[at] ?? 0) << 8) | (hello[at + 1] ?? 0);
    expect([hello[0], length(3), hello[5], length(7)]).toEqual([0x16, hello.length - 5, 1, hello.length - 9]);
    expect(latin1(hello).includes('proxy.corp.example')).toBe(name !== null);
  }
});

test.each([
  ['SSH-2.0-OpenSSH_9.2\r\n', 'ssh'],
  ['220 mail.example ESMTP', 'smtp-or-ftp'],
  ['220-ftp.example', 'smtp-or-ftp'],
  ['2200', null],
  ['HTTP/1.1 200 OK\r\n', 'http'],
  ['\x15\x03\x03\x00\x02\x02\x28', 'tls'],
  ['\x16\x03\x03', 'tls'],
  ['\x05\xff', 'socks5'],
  ['\x05', null],
  ['\x00\x5b\x00\x00\x00\x00\x00\x00', 'socks4'],
  ['\x00\x00', null],
  ['', null],
])('signatureOf(%j) is %s', (text, signature) => {
  expect(signatureOf(Uint8Array.from(text, (char) => char.charCodeAt(0)))).toBe(signature);
});

test('offeredSchemes reads one header or many, in any case, each scheme once', () => {
  const reply = readReply(
    new TextEncoder().encode(
      'HTTP/1.1 407 X\r\nproxy-authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nPROXY-AUTHENTICATE: Basic realm="a\x01b"\r\nProxy-Authenticate: Basic realm="b"\r\nProxy-Authenticate: <script>\r\n\r\n',
    ),
  );
  expect(reply && offeredSchemes(reply)).toEqual(['negotiate', 'ntlm', 'basic']);
});

test.each(['', 'HTTP/1.1', 'HTTP/1.1 2000 OK\r\n', 'HTTX/1.1 200 OK\r\n', ' HTTP/1.1 200 OK\r\n'])(
  'readReply takes %j for no reply',
  (text) => {
    expect(readReply(new TextEncoder().encode(text))).toBeNull();
  },
);
