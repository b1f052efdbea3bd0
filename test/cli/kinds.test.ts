/** Do check, diff and push know policies and lists, and which kind a file is of? */
import { describe, expect, test } from 'vitest';
import { main } from '../../worker/cli/portolan.ts';

const POLICY = `zones:
  staff: { networks: [10.20.0.0/16], seenAs: [198.51.100.0/24] }
rules:
  - { id: web, action: allow, from: staff, to: 192.0.2.0/24, ports: [80, 443] }
  - { id: none, action: deny, from: staff, to: 192.0.2.9, ports: 80 }
  - { action: allow, from: staff, to: 192.0.2.8, ports: 3128 }
`;
const PROFILE = `proxies:
  squid: { scheme: http, host: 10.4.0.8, port: 3128 }
rules:
  - { when: { domain: corp.example }, use: direct }
default: squid
`;
const FILES: Readonly<Record<string, string>> = {
  'hq.yaml': PROFILE,
  'campus.yaml': POLICY,
  'same.json': JSON.stringify({
    rules: [
      { id: 'web', action: 'allow', from: 'staff', to: '192.0.2.0/24', ports: [80, 443] },
      { id: 'none', action: 'deny', from: 'staff', to: '192.0.2.9', ports: 80 },
      { action: 'allow', from: 'staff', to: '192.0.2.8', ports: 3128 },
    ],
    zones: { staff: { seenAs: ['198.51.100.0/24'], networks: ['10.20.0.0/16'] } },
  }),
  'noted.yaml': `note: the same\n${POLICY}`,
  'shut.yaml': POLICY.replace('3128', '8080'),
  'wrong.yaml': POLICY.replace('to: 192.0.2.8', 'to: nowhere'),
  'clean.yaml': 'rules:\n  - { id: web, action: allow, from: 10.0.0.0/8, to: 192.0.2.0/24, ports: 80 }\n',
  'ads.txt': 'ads.example\ntrack.example\n',
  'ads.yaml': 'title: Ads\nformat: hosts\ntext: |\n  # blocked\n  0.0.0.0 Track.example\n  0.0.0.0 ads.example\n',
  'more.txt': 'ads.example\nnew.example\n',
  'rules.yaml': 'rules:\n  - { action: deny, from: any, to: any }\n',
  'clash.yaml': 'payload:\n  - DOMAIN-SUFFIX,ads.example\n',
};

async function run(...argv: string[]) {
  const written = { out: '', err: '', asked: [] as string[] };
  const code = await main(argv, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readFile: async (path) => new TextEncoder().encode(FILES[path] ?? expect.fail(path)),
    writeFile: async () => {},
    env: (name) => ({ PORTOLAN_SERVER: 'http://127.0.0.1:8787', PORTOLAN_TOKEN: 'secret' })[name],
    fetch: async (url) => {
      written.asked.push(url);
      return Response.json({ id: 'a', revision: 1, etag: '"1-x"', findings: [], publication: null });
    },
    network: { dial: async () => ({ failure: 'closed' }), resolve: null },
    now: () => Date.parse('2026-11-24T09:00:00Z'),
  });
  return { code, ...written };
}

describe('check', () => {
  test('--kind firewall tells the findings of a policy by line, and its analysis in words', async () => {
    const { code, out } = await run('check', '--kind', 'firewall', 'campus.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/^campus\.yaml:5:5: warning: .*\[firewall\.shadowed\] at \/rules\/1$/m);
    expect(out).toContain(
      [
        'campus.yaml: ok: 0 errors, 1 warning, 0 notes',
        '  3 rules, 1 zone; default deny',
        '  rule none is shadowed: rule web decides first, as for 10.20.0.0 → 192.0.2.9 tcp/80',
        '  all can go together: rule none',
        '',
      ].join('\n'),
    );
  });

  test('--kind firewall says that nothing is wrong with a policy, and refuses one with an error at its place', async () => {
    expect((await run('check', '--kind', 'firewall', 'clean.yaml')).out).toContain(
      '  1 rule, 0 zones; default deny\n  every rule decides something, and none stands in the way of another\n',
    );
    const { code, out } = await run('check', '-k', 'firewall', 'wrong.yaml', 'campus.yaml');
    expect(code).toBe(1);
    expect(out).toMatch(/^wrong\.yaml:6:\d+: error: .*\[firewall\.unknown-peer\]/m);
    expect(out).toContain('campus.yaml: ok');
  });

  test('--json has the analysis of a policy, and the totals of a list', async () => {
    const [policy] = JSON.parse((await run('check', '--json', '--kind', 'firewall', 'campus.yaml')).out);
    expect(policy).toMatchObject({ kind: 'firewall', ok: true, analysis: { cleanUp: ['none'], complete: true } });
    const [list] = JSON.parse((await run('check', '--json', '--kind', 'list', 'ads.txt')).out);
    expect(list).toMatchObject({ kind: 'list', ok: true, totals: { names: 2 } });
  });

  test('--kind list takes the text and the document of a list', async () => {
    const { code, out } = await run('check', '--kind', 'list', 'ads.txt', 'ads.yaml', 'clash.yaml');
    expect(code).toBe(0);
    expect(out.match(/: ok: /g)).toHaveLength(3);
  });
});

describe('diff', () => {
  test('--kind firewall says which flows become allowed or denied, by which rules', async () => {
    expect(await run('diff', '--kind', 'firewall', 'campus.yaml', 'shut.yaml')).toMatchObject({
      code: 1,
      out: [
        '~ /rules/2/ports 3128 -> 8080',
        'denied: 10.20.0.0 → 192.0.2.8 tcp/3128; before by /rules/2, now by the default',
        'allowed: 10.20.0.0 → 192.0.2.8 tcp/8080; before by the default, now by /rules/2',
        '',
      ].join('\n'),
    });
  });

  test('--kind firewall sees the same policy in another spelling as the same, and a note as no change of verdicts', async () => {
    expect(await run('diff', '--kind', 'firewall', 'campus.yaml', 'same.json')).toMatchObject({ code: 0, out: '' });
    expect(await run('diff', '--kind', 'firewall', 'campus.yaml', 'noted.yaml')).toMatchObject({
      code: 1,
      out: '+ /note "the same"\nno flow gets another verdict\n',
    });
    const { out } = await run('diff', '--json', '--kind', 'firewall', 'campus.yaml', 'shut.yaml');
    expect(JSON.parse(out)).toMatchObject({ complete: true, flows: [{ before: 2 }, { after: 2 }], changes: [{}] });
    expect((await run('diff', '--kind', 'firewall', 'campus.yaml', 'wrong.yaml')).code).toBe(2);
  });

  test('--kind list compares what lists hold, in whatever format', async () => {
    expect((await run('diff', '--kind', 'list', 'ads.txt', 'ads.txt')).code).toBe(0);
    expect((await run('diff', '--kind', 'list', 'ads.txt', 'more.txt')).out).toMatch(/^- .*track\.example\n\+ .*new/);
  });
});

describe('a file of another kind is told as that, with what to write', () => {
  test.each([
    [['check', 'campus.yaml'], 'expected a profile, found a firewall policy', '--kind firewall'],
    [['check', 'rules.yaml'], 'expected a profile, found a firewall policy', '--firewall FILE'],
    [['diff', 'campus.yaml', 'shut.yaml'], 'expected a profile, found a firewall policy', '--kind firewall'],
    [['render', 'campus.yaml'], 'expected a profile, found a firewall policy', '--firewall FILE'],
    [['check', 'ads.yaml'], 'expected a profile, found a list', '--list ID=FILE'],
    [['check', '--kind', 'firewall', 'hq.yaml'], 'expected a firewall policy, found a profile', 'no --kind'],
    [['check', '--firewall', 'hq.yaml', 'hq.yaml'], 'expected a firewall policy, found a profile', 'no --kind'],
    [['check', '--kind', 'list', 'campus.yaml'], 'expected a list, found a firewall policy', '--kind firewall'],
    [['push', 'campus.yaml', 'campus'], 'expected a profile, found a firewall policy', '--kind firewall'],
    [['push', 'hq.yaml', 'hq', '--kind', 'firewall'], 'expected a firewall policy, found a profile', 'no --kind'],
    [
      ['check', '--kind', 'firewall', '--firewall', 'campus.yaml', 'campus.yaml'],
      'only profiles name one',
      '--firewall',
    ],
    [['diff', '--kind', 'list', '--list', 'ads=ads.txt', 'ads.txt', 'ads.txt'], 'only profiles name one', '--list'],
    [['check', '--kind', 'firwall', 'campus.yaml'], 'expected profile, firewall, list', '--kind'],
  ])('portolan %j', async (argv, what, advice) => {
    const { code, out, err, asked } = await run(...argv);
    expect({ code, out, asked }).toEqual({ code: 2, out: '', asked: [] });
    expect(err).toContain(what);
    expect(err).toContain(advice);
  });
});
