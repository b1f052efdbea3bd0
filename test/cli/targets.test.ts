/** Do the commands know targets? */
import { expect, test } from 'vitest';
import { TargetList } from '../../schemas/targets.ts';
import { main } from '../../worker/cli/portolan.ts';
import { sha256Hex } from '../../worker/core/hash.ts';

const PROFILE = `proxies:
  squid: { scheme: http, host: proxy.corp.example, port: 3128 }
rules:
  - { when: { plain: true }, use: direct }
  - { when: { domain: corp.example }, use: direct }
default: squid
`;
const FILES: Readonly<Record<string, string>> = {
  'hq.yaml': PROFILE,
  'wrong.yaml': PROFILE.replace('default: squid', 'default: nowhere'),
};
const URL = 'https://pac.corp.example/pac/hq/KEY.pac';

async function run(...argv: string[]) {
  const written = { out: '', err: '', files: {} as Record<string, string> };
  const code = await main(argv, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readFile: async (path) => new TextEncoder().encode(FILES[path] ?? ''),
    writeFile: async (path, text) => {
      written.files[path] = text;
    },
    env: () => undefined,
    fetch: async () => Response.error(),
    network: { dial: async () => ({ failure: 'closed' }), resolve: null },
    now: () => Date.parse('2026-11-24T09:00:00Z'),
  });
  return { code, ...written };
}

const render = (...more: string[]) => run('render', 'hq.yaml', ...more);

test('render --target names the PAC by --pac-url, in the flavour of the target', async () => {
  const { code, out } = await render('--target', 'macos-mobileconfig', '--pac-url', URL);
  expect([code, out.includes(`<string>${URL}?for=apple</string>`)]).toEqual([0, true]);
  const installer = await render('--target', 'install.sh', '--pac-url', URL, '--output', 'install.sh');
  expect([installer.code, installer.out]).toEqual([0, '']);
  expect(installer.files['install.sh']).toMatch(/^#!\/bin\/sh\n/);
});

test('render --mode fixed names a proxy and tells by line what it cannot say', async () => {
  const { code, out, err } = await render('--target', 'git', '--mode', 'fixed');
  expect(code).toBe(0);
  expect(out).toContain('http://proxy.corp.example:3128');
  expect(err).toMatch(/^hq\.yaml:4:\d+: warning: .*\[target\.bypass-lost\] at \/rules\/0$/m);
});

test('render --remove writes what undoes it, and needs no URL', async () => {
  const [applied, removed] = [
    await render('--target', 'windows-registry', '--pac-url', URL),
    await render('--target', 'windows-registry', '--remove'),
  ];
  expect([applied.code, removed.code]).toEqual([0, 0]);
  expect(removed.out).not.toBe(applied.out);
  expect(removed.out).not.toContain(URL);
});

test.each([
  [['--target', 'macos-mobileconfig'], 'target.pac-url-missing'],
  [['--target', 'install.sh'], 'target.pac-url-missing'],
  [['--target', 'chrome-policy', '--pac-url', 'ftp://a.example/p.pac'], 'target.pac-url-invalid'],
  [['--mode', 'fixed'], 'target.fixed-unsupported'],
  [['--remove'], 'target.remove-elsewhere'],
  [['--target', 'wifi-mobileconfig', '--pac-url', URL], 'target.wifi-missing'],
])('render %j has no text, says why and exits with 1', async (argv, code) => {
  const plain = await render(...argv);
  expect([plain.code, plain.out, plain.err.includes(`[${code}]`)]).toEqual([1, '', true]);
  const { findings, ...rest } = JSON.parse((await render(...argv, '--json')).out);
  expect(rest).toEqual({});
  expect(findings).toContainEqual(expect.objectContaining({ code, severity: 'error' }));
});

test('render --json gives the text in an envelope, with its hash and size', async () => {
  const made = JSON.parse((await render('--target', 'git', '--mode', 'fixed', '--json')).out);
  expect(made).toMatchObject({ target: 'git', filename: 'portolan.gitconfig', for: 'generic' });
  expect([made.hash, made.bytes]).toEqual([sha256Hex(made.text), made.text.length]);
  const pac = JSON.parse((await render('--json')).out);
  expect(pac).toMatchObject({ target: 'pac', mediaType: 'application/x-ns-proxy-autoconfig', findings: [] });
});

test('render refuses a wrong profile for any target', async () => {
  const { code, err } = await run('render', 'wrong.yaml', '--target', 'git');
  expect([code, err.includes('at /default')]).toEqual([1, true]);
});

test('targets lists the table, or what fits words; nothing is exit code 1', async () => {
  const all = await run('targets');
  expect([all.code, all.out.split('\n')[0]]).toEqual([0, expect.stringMatching(/^TARGET +MODES +WHAT IT IS +PLACE$/)]);
  const { items } = TargetList.parse(JSON.parse((await run('targets', '--json')).out));
  expect(all.out.trim().split('\n')).toHaveLength(items.length + 1);
  const apple = TargetList.parse(JSON.parse((await run('targets', 'Apple', '--json')).out));
  expect(apple.items.map(({ id }) => id)).toContain('ios-mobileconfig');
  expect(apple.items.length).toBeLessThan(items.length);
  const none = await run('targets', 'amiga');
  expect([none.code, none.out, none.err]).toEqual([1, '', 'portolan: no target fits these words\n']);
});
