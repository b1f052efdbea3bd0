/** Do the commands know rule lists: as files beside a profile, by themselves, and on a server? */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { main } from '../../worker/cli/portolan.ts';

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'hq.yaml': `proxies: { web: { scheme: http, host: web.example, port: 3128 } }
rules:
  - { when: { list: ads }, use: block }
default: web
tests:
  - { url: "https://x.ads.example/", expect: block }
`,
  'ads.txt': '||ads.example^\n@@||good.ads.example^\n##.banner\n||b.example/x\n',
  'utf16.txt': new Uint8Array([0xff, 0xfe, ...[...'ads.example\n'].flatMap((char) => [char.charCodeAt(0), 0])]),
  'ads.yaml': 'title: Ads\nformat: domains\ntext: |\n  ads.example\n',
  'wrong.yaml': 'format: domain\ntext: a.example\n',
  'subscribed.yaml': 'format: auto\nsource: { url: "https://lists.example/ads.txt", every: 6h }\n',
  'provider.yaml': "payload:\n  - '+.ads.example'\n",
  'odd.txt': '...\n',
  'ads.txt.gz': gzipSync('||ads.example^\n'),
  'binary.txt': new Uint8Array([97, 0, 98]),
};

/** A call over the files above; `answer` is what a server says. */
async function run(
  argv: readonly string[],
  answer: (url: string, init: RequestInit) => Response = () => Response.error(),
) {
  const written = { out: '', err: '', files: {} as Record<string, string>, asked: [] as string[], sent: '' };
  const code = await main(argv, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readFile: async (path) => {
      const file = FILES[path];
      if (file === undefined) throw new Error('no such file');
      return typeof file === 'string' ? new TextEncoder().encode(file) : file;
    },
    writeFile: async (path, text) => {
      written.files[path] = text;
    },
    env: (name) => ({ PORTOLAN_SERVER: 'http://127.0.0.1:8787', PORTOLAN_TOKEN: 'secret' })[name],
    fetch: async (url, init) => {
      written.asked.push(
        `${init.method ?? 'GET'} ${url} ${new Headers(init.headers).get('content-type') ?? ''}`.trim(),
      );
      if (init.body) written.sent = new TextDecoder().decode(init.body as ArrayBuffer);
      return answer(url, init);
    },
    network: { dial: async () => ({ failure: 'closed' }), resolve: null },
    now: () => Date.parse('2026-11-24T09:00:00Z'),
  });
  return { code, ...written };
}

describe('--list', () => {
  test.each(['ads.txt', 'ads.yaml', 'utf16.txt', 'provider.yaml'])(
    'gives check, render and explain the list of %s',
    async (file) => {
      const list = ['--list', `ads=${file}`];
      expect(await run(['check', 'hq.yaml', ...list])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/hq\.yaml: ok: .* 1 test passed/),
      });
      expect((await run(['render', 'hq.yaml', ...list])).out).toContain('ads.example');
      expect((await run(['explain', 'hq.yaml', 'http://ads.example/', ...list])).out).toContain('-> block');
      expect((await run(['diff', 'hq.yaml', 'hq.yaml', ...list])).code).toBe(0);
    },
  );

  test('lets check tell what is wrong with a list by its line, and look no further', async () => {
    const { code, out } = await run(['check', 'hq.yaml', '--list', 'ads=wrong.yaml']);
    expect(code).toBe(1);
    expect(out).toMatch(/^wrong\.yaml:1:\d+: error: /m);
    expect(out).not.toContain('hq.yaml');
  });

  test('tells lines that have no effect', async () => {
    expect((await run(['check', '--list', 'ads=ads.txt'])).out).toContain('[list.lines-refused]');
  });

  test.each([
    [['check', 'hq.yaml'], 1, /reference\.unknown/],
    [['check', 'hq.yaml', '--list', 'adds=ads.txt'], 1, /Did you mean "adds"/],
    [['check', 'hq.yaml', '--list', 'ads=odd.txt'], 1, /list\.unknown-format/],
    [['render', 'hq.yaml', '--list', 'ads=subscribed.yaml'], 1, /list\.not-inline/],
    [['explain', 'hq.yaml', 'http://a/', '--list', 'ads=wrong.yaml'], 1, /expected/],
    [['check', 'hq.yaml', '--list', 'ads.txt'], 2, /ID=FILE/],
    [['check', 'hq.yaml', '--list', 'A b=ads.txt'], 2, /no id/],
    [['check', 'hq.yaml', '--list', 'ads=ads.txt', '--list', 'ads=ads.yaml'], 2, /given twice/],
    [['check', 'hq.yaml', '--list', 'ads=missing'], 2, /cannot read missing/],
  ])('%j ends with %i', async (argv, expected, reason) => {
    const { code, out, err } = await run(argv);
    expect(code).toBe(expected);
    expect(out + err).toMatch(reason);
  });
});

describe('list', () => {
  test('says the format and why, the totals, and the lines that mean something else or nothing', async () => {
    const { code, out } = await run(['list', 'ads.txt']);
    expect(code).toBe(0);
    expect(out).toMatch(/^3: refused: ##\.banner\n {4}.*\[list\.untestable\]\n4: weakened: /);
    expect(out).toMatch(/ads\.txt: adblock \(.+\)\n {2}4 lines: 2 kept, 1 weakened, 1 refused, 0 silent\n {2}2 names/);
  });

  test('shows the lines of one outcome, or everything as JSON', async () => {
    expect((await run(['list', 'ads.txt', '--outcome', 'kept'])).out).toMatch(
      /^1: kept: .*\n {4}domain: ads\.example\n2: kept: .*\n {4}except domain: good\.ads\.example\nads\.txt/,
    );
    expect(JSON.parse((await run(['list', 'ads.txt', '--json'])).out)).toMatchObject({ totals: { lines: 4 } });
  });

  test('writes another format, and tells what that cannot say', async () => {
    const { code, out, err } = await run(['list', 'ads.txt', '--to', 'squid']);
    expect({ code, out }).toEqual({ code: 0, out: '.ads.example\n' });
    expect(err).toMatch(/2 things that squid cannot say:\n {2}except domain: good\.ads\.example: /);
    const written = await run(['list', 'ads.yaml', '--to', 'hosts', '--output', 'hosts']);
    expect(written.files.hosts).toContain('ads.example');
    expect(JSON.parse((await run(['list', 'ads.txt', '--to', 'squid', '--json'])).out)).toMatchObject({ losses: 2 });
  });

  test.each([
    [['list'], 2, /one file/],
    [['list', 'ads.txt', '--to', 'beos'], 2, /--to: expected domains, hosts/],
    [['list', 'ads.txt', '--format', 'beos'], 2, /--format: expected domains, hosts/],
    [['list', 'ads.txt', '--outcome', 'lost'], 2, /--outcome: expected kept/],
    [['list', 'odd.txt'], 1, /list\.unknown-format/],
    [['list', 'ads.txt.gz'], 1, /this is gzip.*list\.not-text/],
    [['list', 'binary.txt'], 1, /list\.not-text/],
    [['check', '--list', 'ads=ads.txt.gz'], 1, /list\.not-text/],
    [['list', 'wrong.yaml', '--json'], 1, /"findings"/],
  ])('%j ends with %i', async (argv, expected, reason) => {
    const { code, out, err } = await run(argv);
    expect(code).toBe(expected);
    expect(out + err).toMatch(reason);
  });
});

describe('push and pull', () => {
  const stored = () => Response.json({ id: 'ads', revision: 1, etag: '"1-x"', findings: [], publication: null });

  test('push sends the document of a list, and anything else as its content', async () => {
    const document = await run(['push', 'ads.yaml', 'ads', '--kind', 'list', '--dry-run'], stored);
    expect(document).toMatchObject({ code: 0, sent: FILES['ads.yaml'] });
    expect(document.asked).toEqual(['PUT http://127.0.0.1:8787/v1/lists/ads?dryRun=true application/yaml']);
    const content = await run(['push', 'ads.txt', 'ads', '--kind', 'list'], stored);
    expect(content).toMatchObject({ code: 0, sent: FILES['ads.txt'], out: 'ads is revision 1 "1-x"\n' });
    expect(content.asked).toEqual(['PUT http://127.0.0.1:8787/v1/lists/ads/content? text/plain']);
    const provider = await run(['push', 'provider.yaml', 'ads', '--kind', 'list'], stored);
    expect(provider.asked[0]).toContain('/content');
  });

  test('pull fetches documents and contents', async () => {
    const text = () => new Response('a.example\n');
    const document = await run(['pull', 'ads', '--kind', 'list'], text);
    expect(document).toMatchObject({ code: 0, out: 'a.example\n' });
    expect(document.asked).toEqual(['GET http://127.0.0.1:8787/v1/lists/ads?view=document']);
    const content = await run(['pull', 'ads', '--kind', 'list', '--content'], text);
    expect(content.asked).toEqual(['GET http://127.0.0.1:8787/v1/lists/ads/content']);
    expect((await run(['pull', 'campus', '--kind', 'firewall'], text)).asked[0]).toContain('/v1/firewalls/campus?');
  });

  test.each([
    [['push', 'ads.txt', 'ads', '--kind', 'lists'], /--kind: expected profile, firewall, list/],
    [['push', 'ads.txt', 'ads', '--kind', 'list', '--stage'], /--stage/],
    [['pull', 'hq', '--content'], /--kind list/],
  ])('%j is a wrong call', async (argv, reason) => {
    const { code, err } = await run(argv);
    expect(code).toBe(2);
    expect(err).toMatch(reason);
  });
});
