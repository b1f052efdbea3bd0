import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Terminal } from '../../worker/cli/command.ts';
import { COMMANDS } from '../../worker/cli/commands/table.ts';
import { main } from '../../worker/cli/portolan.ts';

const PROFILE = `proxies:
  squid: { scheme: http, host: Proxy.Corp.example, port: 3128 }
rules:
  - { when: { domain: corp.example }, use: direct }
default: squid
tests:
  - { url: "https://wiki.corp.example/", expect: direct }
`;

/** A terminal that keeps what is written, over files and a server given as data. */
function terminal(files: Record<string, string> = { 'a.yaml': PROFILE }, world: Partial<Terminal> = {}) {
  const written = { out: '', err: '', files: {} as Record<string, string> };
  const fake: Terminal = {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return new TextEncoder().encode(text);
    },
    writeFile: async (path, text) => {
      written.files[path] = text;
    },
    env: () => undefined,
    fetch: async () => Response.error(),
    network: { dial: async () => ({ failure: 'closed' }), resolve: null },
    now: () => Date.parse('2026-11-24T09:00:00Z'),
    ...world,
  };
  return { fake, written };
}

async function run(argv: readonly string[], files?: Record<string, string>, world?: Partial<Terminal>) {
  const { fake, written } = terminal(files, world);
  return { code: await main(argv, fake), ...written };
}

test('portolan lists its commands, and --help of each shows an example', async () => {
  const overview = await run(['--help']);
  expect(overview.code).toBe(0);
  for (const { name } of COMMANDS) {
    expect(overview.out).toContain(`  ${name} `);
    const help = await run([name, '--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain(`  portolan ${name}`);
    expect(help.out.split('\n').filter((line) => line.startsWith('portolan'))).toHaveLength(1);
  }
});

test.each([
  [[], /COMMAND/],
  [['chekc'], /no command "chekc"/],
  [['check'], /which file/],
  [['check', '--strickt', 'a.yaml'], /strickt/],
  [['check', 'missing.yaml'], /cannot read missing.yaml/],
  [['render', 'a.yaml', '--for', 'amiga'], /generic, apple, windows/],
  [['render', 'a.yaml', '--mode', 'auto'], /--mode: expected pac, fixed/],
  [['render', 'a.yaml', '--target', 'gti'], /there is no "gti"\. Did you mean "git"\?/],
  [['render', 'a.yaml', '--target', 'beos'], /"portolan targets" lists them/],
  [['targets', ''], /words to look for/],
  [['explain', 'a.yaml'], /at least one URL/],
  [['explain', 'a.yaml', 'http://a/', '--dns', 'a'], /NAME=ADDRESS/],
  [['explain', 'a.yaml', 'not a url'], /\/url/],
  [['diff', 'a.yaml'], /two files/],
  [['pull', 'a'], /which server/],
  [['push', 'a.yaml', 'a', '--server', 'http://127.0.0.1:1'], /which token/],
])('portolan %j is a wrong call: exit code 2 and a reason', async (argv, reason) => {
  const { code, out, err } = await run(argv);
  expect(code).toBe(2);
  expect(out + err).toMatch(reason);
});

test('check accepts a sound profile and tells its sizes', async () => {
  const { code, out } = await run(['check', 'a.yaml']);
  expect(code).toBe(0);
  expect(out).toMatch(/a\.yaml: ok: 0 errors, .*1 test passed; PAC bytes: .*generic \d+/);
});

test('check names line, column, code and pointer of what is wrong', async () => {
  const { code, out } = await run(['check', 'a.yaml'], { 'a.yaml': PROFILE.replace('use: direct', 'use: drect') });
  expect(code).toBe(1);
  expect(out).toMatch(/^a\.yaml:4:\d+: error: .*\[reference\.unknown\] at \/rules\/0\/use/m);
  expect(out).toContain('Did you mean "direct"?');
});

test('check reports broken YAML by line', async () => {
  const { code, out } = await run(['check', 'a.yaml'], { 'a.yaml': 'default: [squid\n' });
  expect(code).toBe(1);
  expect(out).toMatch(/^a\.yaml:\d+:\d+: error: /m);
});

test('check fails on a failing test and says what came out', async () => {
  const { code, out } = await run(['check', '--json', 'a.yaml'], {
    'a.yaml': PROFILE.replace('expect: direct', 'expect: squid'),
  });
  expect(code).toBe(1);
  const [report] = JSON.parse(out);
  expect(report.findings).toContainEqual(
    expect.objectContaining({
      code: 'test.failed',
      path: '/tests/0',
      expected: expect.stringContaining('squid'),
      found: expect.stringContaining('direct'),
    }),
  );
});

test('check --strict turns warnings into exit code 1', async () => {
  const files = {
    'a.yaml': PROFILE.replace('{ domain: corp.example }', '{ url: "http://a.example/x*" }').replace(/tests:.*/s, ''),
  };
  expect((await run(['check', 'a.yaml'], files)).code).toBe(0);
  expect((await run(['check', '--strict', 'a.yaml'], files)).code).toBe(1);
});

test('render writes the PAC and nothing else to standard output', async () => {
  const { code, out } = await run(['render', 'a.yaml']);
  expect(code).toBe(0);
  expect(out).toMatch(/^\/\*.*PROXY proxy\.corp\.example:3128.*function FindProxyForURL\(url,\s*host\)/s);
});

test('render --output writes a file', async () => {
  const { out, files } = await run(['render', 'a.yaml', '--output', 'a.pac', '--for', 'windows']);
  expect(out).toBe('');
  expect(files['a.pac']).toContain('FindProxyForURL');
});

test('explain says route, result and rule, and why earlier rules did not match', async () => {
  const { code, out } = await run(['explain', 'a.yaml', 'https://news.example/', 'https://wiki.corp.example/']);
  expect(code).toBe(0);
  expect(out).toContain('-> squid (PROXY proxy.corp.example:3128), by default');
  expect(out).toContain('rule 0: domain: expected corp.example, found news.example');
  expect(out).toContain('-> direct (DIRECT), by rule 0');
});

test('diff sees no difference between spellings of one profile', async () => {
  const other = PROFILE.replace('Proxy.Corp.example', 'proxy.corp.EXAMPLE');
  expect(await run(['diff', 'a.yaml', 'b.yaml'], { 'a.yaml': PROFILE, 'b.yaml': other })).toMatchObject({
    code: 0,
    out: '',
  });
});

test('diff names the place of a change and gives exit code 1', async () => {
  const { code, out } = await run(['diff', 'a.yaml', 'b.yaml'], {
    'a.yaml': PROFILE,
    'b.yaml': PROFILE.replace('3128', '8080'),
  });
  expect({ code, out }).toEqual({ code: 1, out: '~ /proxies/squid/port 3128 -> 8080\n' });
});

/** A server that answers one thing and keeps what it was asked. */
function server(answer: () => Response) {
  const asked: { url: string; init: RequestInit }[] = [];
  const env = (name: string) => ({ PORTOLAN_SERVER: 'http://127.0.0.1:8787', PORTOLAN_TOKEN: 'secret-token' })[name];
  const fetch = async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return answer();
  };
  return { asked, world: { env, fetch } };
}

test('push sends the file as it is, with its type, token and precondition, and prints the PAC URL', async () => {
  const publication = { state: 'published', pacUrl: 'http://127.0.0.1:8787/pac/hq/KEY.pac' };
  const { asked, world } = server(() =>
    Response.json({ id: 'hq', revision: 2, etag: '"2-x"', findings: [], publication }),
  );
  const { code, out } = await run(
    ['push', 'a.yaml', 'hq', '--dry-run', '--stage', '--if-match', '"1-x"'],
    undefined,
    world,
  );
  expect(code).toBe(0);
  expect(out).toContain(publication.pacUrl);
  expect(asked[0]?.url).toBe('http://127.0.0.1:8787/v1/profiles/hq?dryRun=true&publish=false');
  expect(asked[0]?.init.headers).toEqual({
    authorization: 'Bearer secret-token',
    'content-type': 'application/yaml',
    'if-match': '"1-x"',
  });
  expect(new TextDecoder().decode(asked[0]?.init.body as ArrayBuffer)).toBe(PROFILE);
});

test.each(['', 'a: 1\n'])('push of a file with %j sends its bytes and no memory beside them', async (text) => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-push-'));
  const file = join(folder, 'a.yaml');
  writeFileSync(file, text);
  for (const kind of ['profile', 'firewall', 'list']) {
    const { asked, world } = server(() =>
      Response.json({ id: 'a', revision: 1, etag: '"1-x"', findings: [], publication: null }),
    );
    // As `node:fs` gives it: a Buffer, behind which lies more memory than the file has bytes.
    for (const readBytes of [(path: string) => readFile(path), async () => Buffer.from(text)])
      await run(['push', file, 'a', '--kind', kind], undefined, { ...world, readFile: readBytes });
    const bodies = asked.map(({ init }) => new Response(init.body ?? null).text());
    expect(await Promise.all(bodies)).toEqual([text, text]);
  }
  rmSync(folder, { recursive: true });
});

test('push prints every error of a refusal and gives exit code 1', async () => {
  const errors = [
    { pointer: '/default', code: 'reference.unknown', detail: 'expected a route', fix: 'Did you mean "squid"?' },
  ];
  const body = { type: 'about:blank', title: 'Not valid', status: 422, detail: 'One place is wrong.', errors };
  const { world } = server(() => Response.json(body, { status: 422 }));
  const { code, err } = await run(['push', 'a.yaml', 'hq'], undefined, world);
  expect(code).toBe(1);
  expect(err).toMatch(/\/default: expected a route \[reference\.unknown\]\n\s+Did you mean/);
  expect(err).not.toContain('secret-token');
});

test('a server that cannot be reached gives exit code 3', async () => {
  const { world } = server(() => {
    throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') });
  });
  const { code, err } = await run(['pull', 'hq'], undefined, world);
  expect(code).toBe(3);
  expect(err).toContain('ECONNREFUSED');
});

test('pull writes the stored document as YAML', async () => {
  const { asked, world } = server(() => new Response(PROFILE));
  expect(await run(['pull', 'hq'], undefined, world)).toMatchObject({ code: 0, out: PROFILE });
  expect(asked[0]?.init.headers).toMatchObject({ accept: 'application/yaml' });
});

test('the README names no command that is not there', () => {
  const readme = readFileSync(`${import.meta.dirname}/../../README.md`, 'utf8');
  const named = [...readme.matchAll(/npx portolan ([a-z]+)/g)].map((match) => match[1]);
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(COMMANDS.map((command) => command.name)).toContain(name);
});
