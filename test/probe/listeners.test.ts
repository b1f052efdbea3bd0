import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProbeResult } from '../../schemas/probe.ts';
import type { ProxyScheme } from '../../schemas/profile.ts';
import { dialFromNode } from '../../worker/probe/dial-node.ts';
import { LIMITS } from '../../worker/probe/limits.ts';
import { probeAll, type Target } from '../../worker/probe/probe.ts';
import { needPrograms } from '../programs.ts';
import { OPENSSL } from '../support/certificates.ts';
import { MICROSOCKS } from '../support/microsocks.ts';
import { SQUID } from '../support/squid.ts';
import { DANTE, TINYPROXY } from './proxies.ts';
import { type Listeners, startAll } from './real-listeners.ts';
import { onLoopback } from './world.ts';

const SCHEMES = ['http', 'https', 'socks5', 'socks4'] as const;

/** speaks, authentication, exposure. */
type Seen = readonly [string, string, string];
/** matches, and the codes of the findings: what is advised. */
type Advice = readonly [boolean | null, string];
type Row = readonly [
  listener: string,
  seen: Seen | Readonly<Record<ProxyScheme, Seen>>,
  Readonly<Record<ProxyScheme, Advice>>,
];

/** Everything is of another protocol, whatever is declared. */
const never = (codes: string): Readonly<Record<ProxyScheme, Advice>> => ({
  http: [false, codes],
  https: [false, codes],
  socks5: [false, codes],
  socks4: [false, codes],
});
/** Cannot be told, whatever is declared. */
const untold = (codes: string): Readonly<Record<ProxyScheme, Advice>> => ({
  http: [null, codes],
  https: [null, codes],
  socks5: [null, codes],
  socks4: [null, codes],
});
/** Right for one scheme, wrong for the others. `exposure` is told in either case. */
const only = (scheme: ProxyScheme, right: string, exposure = ''): Readonly<Record<ProxyScheme, Advice>> => ({
  ...never(exposure === '' ? 'probe.scheme' : `probe.scheme ${exposure}`),
  [scheme]: [true, right],
});

const SOCKS4_REFUSES: Seen = ['socks4', '-', '-'];
/** Dante speaks both versions; it takes no names in version 4, so a rejection there tells nothing. */
const dante = (seen: Seen): Readonly<Record<ProxyScheme, Seen>> => ({
  http: seen,
  https: seen,
  socks5: seen,
  socks4: SOCKS4_REFUSES,
});

const NO_AUTH = 'probe.no-auth';
const DENIED = 'probe.acl-denied';
const UNDECLARED = 'probe.authentication-undeclared';

const TABLE: readonly Row[] = [
  ['squid open', ['http-proxy', 'none', 'no-auth'], only('http', NO_AUTH, NO_AUTH)],
  ['squid default', ['http-proxy', 'none', 'no-auth'], only('http', NO_AUTH, NO_AUTH)],
  ['squid basic', ['http-proxy', 'basic', 'auth-required'], only('http', UNDECLARED)],
  ['squid denied', ['http-proxy', '-', 'acl-denied'], only('http', DENIED, DENIED)],
  ['squid tls', ['https-proxy', 'basic', 'auth-required'], only('https', UNDECLARED)],
  ['dante none', dante(['socks5', 'none', 'no-auth']), { ...only('socks5', NO_AUTH, NO_AUTH), socks4: [true, ''] }],
  [
    'dante username',
    dante(['socks5', 'username', 'auth-required']),
    { ...only('socks5', UNDECLARED), socks4: [true, ''] },
  ],
  ['dante blocked', dante(['socks5', '-', 'acl-denied']), { ...only('socks5', DENIED, DENIED), socks4: [true, ''] }],
  ['microsocks', ['socks5', 'none', 'no-auth'], only('socks5', NO_AUTH, NO_AUTH)],
  ['microsocks password', ['socks5', 'username', 'auth-required'], only('socks5', UNDECLARED)],
  ['tinyproxy open', ['http-proxy', 'none', 'no-auth'], only('http', NO_AUTH, NO_AUTH)],
  ['tinyproxy basic', ['http-proxy', 'basic', 'auth-required'], only('http', UNDECLARED)],
  ['tinyproxy denied', ['http-proxy', '-', 'acl-denied'], only('http', DENIED, DENIED)],
  ['web server', ['http-server', '-', '-'], never('probe.not-a-proxy')],
  ['tls server', ['tls-server', '-', '-'], never('probe.not-a-proxy')],
  ['ssh', ['ssh', '-', '-'], never('probe.not-a-proxy')],
  ['smtp', ['smtp-or-ftp', '-', '-'], never('probe.not-a-proxy')],
  ['silent', ['silent', '-', '-'], untold('probe.silent')],
  ['reset', ['unknown', '-', '-'], untold('probe.hangs-up')],
  ['tarpit', ['unknown', '-', '-'], untold('probe.unknown')],
];

/** Half the usual patience: the silent ones are silent for ever, and the others answer at once. */
const limits = { ...LIMITS, firstByteMs: 1_200, idleMs: 150, replyMs: 500 };

const PROGRAMS = [SQUID, DANTE, MICROSOCKS, TINYPROXY, OPENSSL];

let listeners: Listeners | undefined;
let results: ReadonlyMap<string, ProbeResult> = new Map();

beforeAll(async () => {
  if (PROGRAMS.some(({ missing }) => missing !== null)) return;
  listeners = await startAll();
  const { ports, authority } = listeners;
  const world = onLoopback({ dial: dialFromNode({ ca: [authority] }), ports: [...ports.values()], limits });
  // One call each, side by side: nearly all of the time is spent waiting for those who say nothing.
  const probed = await Promise.all(
    TABLE.map(([listener]) => probeAll(declaredAs(listener, ports.get(listener) ?? 0), world)),
  );
  results = new Map(probed.flat().map((result) => [result.proxy, result]));
}, 120_000);

const declaredAs = (listener: string, port: number): Target[] =>
  SCHEMES.map((scheme) => ({ name: `${listener} as ${scheme}`, scheme, host: 'proxy.test', port }));

afterAll(() => listeners?.stop());

describe.each(TABLE)('%s', (listener, seen, advice) => {
  test.for(SCHEMES)('declared as %s', (scheme, context) => {
    needPrograms(context, PROGRAMS);
    const result = results.get(`${listener} as ${scheme}`);
    const found = result && [
      result.speaks,
      result.authentication?.join(' ').replace(/^$/, 'none') ?? '-',
      result.exposure ?? '-',
    ];
    expect(result?.state).toBe('open');
    expect(found).toEqual(Array.isArray(seen) ? seen : (seen as Record<ProxyScheme, Seen>)[scheme]);
    expect([result?.matches, result?.findings.map(({ code }) => code).join(' ')]).toEqual(advice[scheme]);
  });
});
