/** Do the commands know the firewall policy that a profile follows? */
import { expect, test } from 'vitest';
import { main } from '../../worker/cli/portolan.ts';

const POLICY = `zones:
  staff: { networks: [10.20.0.0/16], seenAs: [198.51.100.0/24] }
  guests: { networks: [10.99.0.0/16], seenAs: [203.0.113.0/24] }
rules:
  - { id: squid, action: allow, from: staff, to: 10.4.0.8, ports: 3128 }
`;
const PROFILE = `proxies:
  squid: { scheme: http, host: 10.4.0.8, port: 3128 }
rules:
  - { when: { zone: guests, domain: corp.example }, use: direct }
default: squid
firewall: campus
tests:
  - { url: "https://news.example/", zone: staff, expect: squid }
  - { url: "https://news.example/", client: 10.99.0.1, expect: block }
`;
const FILES: Readonly<Record<string, string>> = {
  'hq.yaml': PROFILE,
  'same.json': JSON.stringify({
    firewall: 'campus',
    default: 'squid',
    rules: [{ use: 'direct', when: { domain: 'Corp.Example', zone: 'guests' } }],
    tests: [
      { url: 'https://news.example/', zone: 'staff', expect: 'squid' },
      { url: 'https://news.example/', client: '10.99.0.1', expect: 'block' },
    ],
    proxies: { squid: { port: 3128, host: '10.4.0.8', scheme: 'http' } },
  }),
  'campus.yaml': POLICY,
  'shut.yaml': POLICY.replace('3128', '8080'),
  'wrong.yaml': `${POLICY}  - { action: allow, from: staff, to: nowhere }\n`,
};

async function run(...argv: string[]) {
  const written = { out: '', err: '' };
  const code = await main(argv, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readFile: async (path) => {
      const text = FILES[path];
      if (text === undefined) throw new Error('no such file');
      return new TextEncoder().encode(text);
    },
    writeFile: async () => {},
    env: () => undefined,
    fetch: async () => Response.error(),
    network: { dial: async () => ({ failure: 'closed' }), resolve: null },
    now: () => Date.parse('2026-11-24T09:00:00Z'),
  });
  return { code, ...written };
}

test('check refuses a profile that follows a policy which is not given, and takes it beside the policy', async () => {
  const alone = await run('check', 'hq.yaml');
  expect([alone.code, alone.out]).toEqual([1, expect.stringContaining('hq.yaml:6:1: error:')]);
  expect(alone.out).toContain('[reference.unknown] at /firewall');
  const beside = await run('check', '--firewall', 'campus.yaml', 'hq.yaml');
  expect(beside.code).toBe(0);
  expect(beside.out).toMatch(/^campus\.yaml: ok: /m);
  expect(beside.out).toMatch(
    /^hq\.yaml: ok: .*2 tests passed; PAC bytes: generic \d+, .*, staff generic \d+, .*guests windows \d+$/m,
  );
});

test('check tells what the firewall makes of the profile, and a test that fails by it', async () => {
  const { code, out } = await run('check', '--firewall', 'shut.yaml', 'hq.yaml');
  expect(code).toBe(1);
  expect(out).toMatch(
    /^hq\.yaml:2:3: warning: no zone of the firewall policy can reach squid: .*\[firewall\.proxy-unreachable\]/m,
  );
  expect(out).toContain('Firewall rule squid allows it on 8080.');
  expect(out).toMatch(/^hq\.yaml:8:5: error: .*\[test\.failed\]/m);
});

test('check takes a policy alone; one with an error is refused at its place, and profiles are not looked at', async () => {
  expect((await run('check', '--firewall', 'campus.yaml')).code).toBe(0);
  const { code, out } = await run('check', '--firewall', 'wrong.yaml', 'hq.yaml', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject([
    { file: 'wrong.yaml', kind: 'firewall', ok: false, findings: [{ code: 'firewall.unknown-peer', line: 6 }] },
  ]);
});

test('explain answers for a zone, by name or by the client’s address', async () => {
  const ask = async (...more: string[]) =>
    (await run('explain', 'hq.yaml', 'https://a.corp.example/', '--firewall', 'campus.yaml', ...more)).out;
  expect(await ask('--zone', 'staff')).toContain('-> squid (PROXY 10.4.0.8:3128), by default');
  expect(await ask('--zone', 'guests')).toContain('-> block (PROXY 127.0.0.1:9), by rule 0');
  expect(await ask('--client', '10.99.7.7')).toContain('-> block');
  expect(await ask()).toContain('rule 0: zone: expected guests, found no zone');
  const unknown = await run('explain', 'hq.yaml', 'https://a/', '--firewall', 'campus.yaml', '--zone', 'moon');
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('/zone')]);
  expect((await run('explain', 'hq.yaml', 'https://a/', '--firewall', 'wrong.yaml')).code).toBe(1);
});

test('render writes the text of a zone, or the generic one', async () => {
  const text = async (...more: string[]) => (await run('render', 'hq.yaml', '--firewall', 'campus.yaml', ...more)).out;
  expect(await text()).toContain('for clients of no known zone');
  expect(await text('--zone', 'guests')).toContain(' * left out: squid (http://10.4.0.8:3128)');
  expect(await text('--zone', 'staff')).toContain('"PROXY 10.4.0.8:3128"');
  const none = await run('render', 'hq.yaml', '--zone', 'staff');
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('--firewall')]);
  expect((await run('render', 'hq.yaml', '--firewall', 'campus.yaml', '--zone', 'moon')).code).toBe(2);
  expect((await run('render', 'hq.yaml', '--firewall', 'wrong.yaml', '--json')).code).toBe(1);
});

test('diff sees equal profiles that follow a policy as equal', async () => {
  expect((await run('diff', 'hq.yaml', 'same.json', '--firewall', 'campus.yaml')).out).toBe('');
  expect((await run('diff', 'hq.yaml', 'same.json', '--firewall', 'wrong.yaml')).code).toBe(2);
});
