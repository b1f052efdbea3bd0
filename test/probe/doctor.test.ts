import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DoctorReport } from '../../schemas/probe.ts';
import { doctorSh } from '../../worker/core/doctor/doctor-sh.ts';
import type { DoctorProxy, DoctorSubject } from '../../worker/core/doctor/subject.ts';
import { needPrograms, pathOf, program, testWith } from '../programs.ts';
import { makeCertificates, OPENSSL } from '../support/certificates.ts';
import { MICROSOCKS } from '../support/microsocks.ts';
import { IP } from '../support/namespace.ts';
import { SQUID } from '../support/squid.ts';
import { type Folder, type Listening, scratch } from './processes.ts';
import { DANTE, startDante, startMicrosocks, startSquid, startTinyproxy, TINYPROXY } from './proxies.ts';
import { bannerServer, listen, silentServer, tlsServer, webServer } from './servers.ts';

const BASH = program({ name: 'bash', candidates: ['bash'], package: 'bash' });
const NC = program({ name: 'nc (OpenBSD)', candidates: ['nc.openbsd', 'nc'], package: 'netcat-openbsd' });
const CURL = program({ name: 'curl', candidates: ['curl'], package: 'curl' });
const BUSYBOX = program({ name: 'busybox', candidates: ['busybox'], package: 'busybox' });
const DASH = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const NFT = program({ name: 'nft', candidates: ['nft', '/usr/sbin/nft'], package: 'nftables' });
const APART = program({
  name: 'unshare with the right to make namespaces',
  candidates: ['unshare'],
  package: 'util-linux, as root',
  check: ['--net', 'true'],
});
const PROGRAMS = [BASH, NC, CURL, BUSYBOX, DASH, SQUID, DANTE, MICROSOCKS, TINYPROXY, OPENSSL];

/** Everything but bash, nc and curl that the script calls, by POSIX or nearly so. */
const ORDINARY = [
  'sh',
  'cat',
  'cp',
  'grep',
  'sed',
  'awk',
  'tr',
  'dd',
  'od',
  'sort',
  'head',
  'sleep',
  'mktemp',
  'rm',
  'wc',
  'getent',
];

let folder: Folder | undefined;
const running: Listening[] = [];
const ports = new Map<string, number>();
let authorityFile = '';

beforeAll(async () => {
  if (PROGRAMS.some(({ missing }) => missing !== null)) return;
  folder = scratch('doctor');
  const certificate = makeCertificates(folder.path, ['localhost']);
  authorityFile = certificate.authority.file;
  const add = async (starting: Promise<Listening>, ...names: readonly string[]): Promise<void> => {
    const one = await starting;
    running.push(one);
    for (const [index, name] of names.entries()) ports.set(name, one.ports[index] ?? 0);
  };
  const page = createServer((_, response) => response.end('ok\n'));
  const { key, cert } = certificate;
  await Promise.all([
    add(startSquid(folder, certificate), 'open', 'standard', 'basic', 'denied', 'tls'),
    add(startDante(folder, 'username', 'pass'), 'dante'),
    add(startMicrosocks(folder), 'microsocks'),
    add(startTinyproxy(folder, 'basic', 'BasicAuth user pass'), 'tinyproxy'),
    add(listen(webServer()), 'web'),
    add(listen(tlsServer(certificate)), 'https'),
    add(listen(bannerServer('SSH-2.0-OpenSSH_9.2p1\r\n')), 'ssh'),
    add(listen(silentServer()), 'silent'),
    add(listen(page), 'page'),
    add(listen(createHttps({ key, cert }, (_, response) => response.end('ok\n'))), 'secure page'),
    add(listen(webServer()), 'gone'),
  ]);
  await running.find(({ ports: [port] }) => port === ports.get('gone'))?.stop();
}, 60_000);

afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  folder?.remove();
});

const proxy = (name: string, scheme: DoctorProxy['scheme'], more: Partial<DoctorProxy> = {}): DoctorProxy => ({
  name,
  scheme,
  host: '127.0.0.1',
  port: ports.get(name) ?? 0,
  expected: 'reachable',
  ...more,
});

const subject = (proxies: readonly DoctorProxy[], more: Partial<DoctorSubject> = {}): DoctorSubject => ({
  profile: 'hq',
  zone: null,
  proxies,
  routes: [],
  direct: 'unknown',
  pageUrl: null,
  reportUrl: null,
  ...more,
});

/** A folder for PATH with the ordinary programs and the given ones. */
function toolbox(name: string, tools: Readonly<Record<string, string>>): string {
  const path = join(folder?.path ?? '', `tools-${name}`);
  if (existsSync(path)) return path;
  mkdirSync(path);
  const places = (process.env.PATH ?? '').split(delimiter);
  for (const tool of ORDINARY) {
    const found = places.map((place) => join(place, tool)).find((file) => existsSync(file));
    if (found !== undefined) symlinkSync(found, join(path, tool));
  }
  for (const [tool, file] of Object.entries(tools)) symlinkSync(file, join(path, tool));
  return path;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the script, handed over on standard input, in a shell. */
function run(script: string, shell: readonly string[], path: string, ...args: readonly string[]): Promise<Ended> {
  const [command = '', ...rest] = shell;
  const env = { PATH: path, CURL_CA_BUNDLE: authorityFile };
  const child = spawn(command, [...rest, '-s', '--', ...args], { env, stdio: 'pipe' });
  child.stdin.end(script);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

const dash = (): readonly string[] => [pathOf(DASH)];
const full = (): string => toolbox('full', { bash: pathOf(BASH), curl: trustingCurl() });

/** curl as on a machine that trusts the tests' authority for proxies too; for pages CURL_CA_BUNDLE does that. */
function trustingCurl(): string {
  const text = `#!/bin/sh\nshift\nexec '${pathOf(CURL)}' -q --proxy-cacert '${authorityFile}' "$@"\n`;
  const file = folder?.file('trusting-curl', text) ?? '';
  chmodSync(file, 0o755);
  return file;
}
const reportOf = (ended: Ended): DoctorReport => DoctorReport.parse(JSON.parse(ended.stdout));

/** scheme, speaks, authentication, verdict, finding. */
const TABLE = [
  ['open', 'http', 'http-proxy', [], 'ok', null],
  ['basic', 'http', 'http-proxy', ['basic'], 'ok', 'probe.authentication-undeclared'],
  ['denied', 'http', 'http-proxy', null, 'unknown', 'probe.acl-denied'],
  ['tinyproxy', 'http', 'http-proxy', ['basic'], 'ok', 'probe.authentication-undeclared'],
  ['dante', 'socks5', 'socks5', ['username'], 'ok', 'probe.authentication-undeclared'],
  ['dante', 'socks4', 'socks4', null, 'ok', null],
  ['microsocks', 'socks5', 'socks5', [], 'ok', null],
  ['microsocks', 'http', 'socks5', [], 'problem', 'probe.scheme'],
  ['open', 'socks5', 'http-proxy', [], 'problem', 'probe.scheme'],
  ['web', 'http', 'http-server', null, 'problem', 'probe.not-a-proxy'],
  ['https', 'http', 'tls-server', null, 'problem', 'probe.not-a-proxy'],
  ['ssh', 'http', 'ssh', null, 'problem', 'probe.not-a-proxy'],
  ['silent', 'http', 'silent', null, 'unknown', 'probe.silent'],
  ['gone', 'http', null, null, 'problem', 'probe.closed'],
] as const;

/** Shell, and what it may connect with. The four take turns on the clock, not on the processor: most of it is waiting. */
const SETUPS: readonly (readonly [name: string, shell: () => readonly string[], path: () => string])[] = [
  ['dash and bash', dash, () => toolbox('bash', { bash: pathOf(BASH) })],
  ['dash and nc', dash, () => toolbox('nc', { nc: pathOf(NC) })],
  ['dash and curl', dash, () => toolbox('curl', { curl: pathOf(CURL) })],
  ['busybox sh and its own nc', () => [pathOf(BUSYBOX), 'sh'], () => toolbox('busybox', { nc: pathOf(BUSYBOX) })],
];

describe.concurrent('doctor.sh tells real listeners apart', () => {
  test.for(SETUPS)('with %s', { timeout: 180_000 }, async ([, shell, path], context) => {
    needPrograms(context, PROGRAMS);
    const proxies = TABLE.map(([name, scheme], i) => ({ ...proxy(name, scheme), name: `p${i}` }));
    const ended = await run(doctorSh(subject(proxies)), shell(), path(), '--json');
    context.expect(ended.stderr).toBe('');
    const report = reportOf(ended);
    const found = report.proxies.map(({ speaks, authentication, verdict, finding }, i) => {
      const [name, scheme] = TABLE[i] ?? [];
      return [name, scheme, speaks, authentication, verdict, finding];
    });
    context.expect(found).toEqual(TABLE);
    const problems = TABLE.filter(([, , , , verdict]) => verdict === 'problem').length;
    context.expect([ended.status, report.problems]).toEqual([1, problems]);
  });
});

testWith(...PROGRAMS)('doctor.sh names each mismatch in its table, and says what to change', async () => {
  const proxies = [
    proxy('wrong-port', 'http', { port: ports.get('web') ?? 0 }),
    proxy('wrong-scheme', 'http', { port: ports.get('microsocks') ?? 0 }),
    proxy('down', 'http', { port: ports.get('gone') ?? 0 }),
    proxy('no-login', 'http', { port: ports.get('open') ?? 0, auth: 'basic' }),
    proxy('other-login', 'http', { port: ports.get('basic') ?? 0, auth: 'negotiate' }),
    proxy('fine', 'http', { port: ports.get('basic') ?? 0, auth: 'basic' }),
  ];
  const { stdout, status } = await run(doctorSh(subject(proxies)), dash(), full());
  const [web, socks, gone] = ['web', 'microsocks', 'gone'].map((name) => ports.get(name));
  for (const line of [
    `${web} is no proxy but http-server: use the port of the proxy's own listener`,
    `${socks} speaks socks5; the profile says http: use scheme: socks5, or the port of the HTTP listener`,
    `nothing listens on ${gone}`,
    'the profile says basic, and the proxy asks for nothing from here: make it ask, or use auth: none',
    'it asks for basic; the profile says negotiate: use auth: basic',
    '5 problems.',
  ]) {
    expect(stdout).toContain(line);
  }
  expect(stdout).toMatch(/^fine +reachable +open +http-proxy +basic +ok$/m);
  expect(status).toBe(1);
});

testWith(...PROGRAMS)(
  'doctor.sh looks into an https proxy with curl, and names a certificate that is not trusted',
  async () => {
    const proxies = [
      proxy('tls', 'https', { host: 'localhost' }),
      proxy('other', 'https', { port: ports.get('tls') ?? 0 }),
    ];
    const report = reportOf(await run(doctorSh(subject(proxies)), dash(), full(), '--json'));
    expect(report.proxies.map(({ speaks, authentication, finding }) => [speaks, authentication, finding])).toEqual([
      ['https-proxy', ['basic'], 'probe.authentication-undeclared'],
      ['tls-server', null, 'probe.certificate'],
    ]);
  },
);

testWith(...PROGRAMS)('doctor.sh tries a page through each route and direct', async () => {
  const routes = [
    { name: 'first', entries: ['open'] },
    { name: 'second', entries: ['gone', 'microsocks'] },
    { name: 'login', entries: ['basic', 'open'] },
    { name: 'none', entries: ['gone'] },
    { name: 'fallback', entries: ['gone', 'direct'] },
  ];
  const proxies = [proxy('open', 'http'), proxy('gone', 'http'), proxy('microsocks', 'socks5'), proxy('basic', 'http')];
  for (const page of [`http://127.0.0.1:${ports.get('page')}/`, `https://localhost:${ports.get('secure page')}/`]) {
    const pages = subject(proxies, { routes, pageUrl: page, direct: 'reachable' });
    const report = reportOf(await run(doctorSh(pages), dash(), full(), '--json'));
    expect(report.routes).toEqual([
      { route: 'first', page: 'ok', via: 'open' },
      { route: 'second', page: 'ok', via: 'microsocks' },
      { route: 'login', page: 'login', via: 'basic' },
      { route: 'none', page: 'failed', via: null },
      { route: 'fallback', page: 'ok', via: 'direct' },
    ]);
    expect(report.direct).toEqual({ page: 'ok', expected: 'reachable', verdict: 'ok' });
  }
});

testWith(...PROGRAMS)('doctor.sh holds what it sees against what the policy expects', async () => {
  const proxies = [
    proxy('reached', 'http', { port: ports.get('open') ?? 0, expected: 'unreachable' }),
    proxy('kept-away', 'http', { port: ports.get('gone') ?? 0, expected: 'unreachable' }),
    proxy('who-knows', 'http', { port: ports.get('gone') ?? 0, expected: 'unknown' }),
  ];
  const pageUrl = `http://127.0.0.1:${ports.get('page')}/`;
  const ended = await run(
    doctorSh(subject(proxies, { pageUrl, direct: 'unreachable', zone: 'guests' })),
    dash(),
    full(),
    '--json',
  );
  const report = reportOf(ended);
  expect(report.proxies.map(({ verdict, finding }) => [verdict, finding])).toEqual([
    ['problem', 'doctor.reachable-unexpectedly'],
    ['ok', null],
    ['unknown', 'probe.closed'],
  ]);
  expect(report.direct).toEqual({ page: 'ok', expected: 'unreachable', verdict: 'problem' });
  expect([report.zone, report.problems, ended.status]).toEqual(['guests', 2, 1]);
});

describe('doctor.sh --report', () => {
  const post = async (path: string, setUp: { readonly answer: number }) => {
    const received: { url: string | undefined; type: string | undefined; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk;
      });
      request.on('end', () => {
        received.push({ url: request.url, type: request.headers['content-type'], body });
        response.writeHead(setUp.answer).end();
      });
    });
    const one = await listen(server);
    const reportUrl = `http://127.0.0.1:${one.ports[0]}/config/hq/key/reports`;
    const ended = await run(
      doctorSh(subject([proxy('open', 'http')], { reportUrl })),
      dash(),
      path,
      '--json',
      '--report',
    );
    await one.stop();
    return { received, ended };
  };

  testWith(...PROGRAMS)('sends what it prints, with curl and without', async () => {
    for (const path of [full(), toolbox('bash', { bash: pathOf(BASH) })]) {
      const { received, ended } = await post(path, { answer: 204 });
      expect(received).toMatchObject([{ url: '/config/hq/key/reports', type: 'application/json' }]);
      expect(JSON.parse(received[0]?.body ?? '')).toEqual(reportOf(ended));
      expect([ended.status, ended.stderr]).toEqual([0, 'The result was sent to the administrator.\n']);
    }
  });

  testWith(...PROGRAMS)('says so when the result was not taken', async () => {
    for (const path of [full(), toolbox('bash', { bash: pathOf(BASH) })]) {
      const { ended } = await post(path, { answer: 429 });
      expect([ended.status, ended.stderr]).toEqual([0, 'doctor: the result could not be sent\n']);
    }
  });
});

testWith(...PROGRAMS)('doctor.sh ends with 3 where neither bash nor nc nor curl is', async () => {
  for (const shell of [dash(), [pathOf(BUSYBOX), 'sh']]) {
    // The busybox shell has an nc of its own, which a PATH cannot take away.
    const { status, stdout, stderr } = await run(
      doctorSh(subject([proxy('open', 'http')])),
      shell,
      toolbox('none', {}),
    );
    if (shell.length > 1 && status !== 3) continue;
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain('none of bash, nc and curl is here');
  }
});

testWith(...PROGRAMS)('doctor.sh ends with 2 on what it does not know, and with 0 on --help', async () => {
  const script = doctorSh(subject([]));
  expect((await run(script, dash(), full(), '--nonsense')).status).toBe(2);
  expect((await run(script, dash(), full(), '--report')).status).toBe(2);
  const help = await run(script, dash(), full(), '--help');
  expect([help.status, help.stdout.split('\n')[0]]).toEqual([0, 'Usage: sh doctor.sh [--json] [--report]']);
});

testWith(...PROGRAMS)('doctor.sh leaves nothing behind in the folder for temporary files', async () => {
  const place = join(folder?.path ?? '', 'tmp');
  mkdirSync(place, { recursive: true });
  const script = `TMPDIR='${place}'\nexport TMPDIR\n${doctorSh(subject([proxy('open', 'http')]))}`;
  expect((await run(script, dash(), full())).status).toBe(0);
  const { stdout } = await run(`ls -A '${place}'`, ['/bin/sh'], process.env.PATH ?? '');
  expect(stdout).toBe('');
});

testWith(...PROGRAMS)('doctor.sh executes nothing of the texts that it is given', async () => {
  const mark = join(folder?.path ?? '', 'executed');
  const evil = [
    `'; touch ${mark}; '`,
    `$(touch ${mark})`,
    `\`touch ${mark}\``,
    `"; touch ${mark}; "`,
    `a|touch ${mark}`,
  ];
  const proxies = evil.map((name) => proxy(name, 'http', { port: ports.get('gone') ?? 0 }));
  const hostile = subject(proxies, { profile: evil[0] ?? '', zone: evil[1] ?? '', reportUrl: evil[2] ?? '' });
  await run(doctorSh(hostile), dash(), full());
  await run(doctorSh(hostile), [pathOf(BUSYBOX), 'sh'], full(), '--json');
  expect(existsSync(mark)).toBe(false);
});

/** In a network of its own: a proxy on loopback, and a filter in front of it. */
testWith(
  ...PROGRAMS,
  NFT,
  APART,
  IP,
)('doctor.sh names a proxy that a firewall blocks, dropped or rejected', async () => {
  for (const [action, state] of [
    ['drop', 'filtered'],
    ['reject with icmp type admin-prohibited', 'filtered'],
    ['reject with tcp reset', 'closed'],
  ]) {
    const set = `table inet t { chain o { type filter hook output priority 0; ip protocol tcp tcp dport 4567 ${action}; }; }`;
    const prelude = `'${pathOf(IP)}' link set lo up\n'${pathOf(NFT)}' '${set}'\n`;
    const script = `${prelude}${doctorSh(subject([proxy('blocked', 'http', { port: 4567 })]))}`;
    const ended = await run(script, [pathOf(APART), '--net', pathOf(DASH)], full(), '--json');
    expect(ended.stderr).toBe('');
    expect(reportOf(ended).proxies, action).toMatchObject([{ state, verdict: 'problem', finding: `probe.${state}` }]);
  }
});
