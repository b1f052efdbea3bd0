/** Do real proxies listen where the profile says, and admit exactly the zone whose clients it sends there? */
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { parsePolicy } from '../../../../worker/core/firewall/parse.ts';
import { follow } from '../../../../worker/core/follow/follow.ts';
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { program, testWith } from '../../../programs.ts';
import { inputOf } from '../fixtures.ts';
import { enterMachine, MACHINE_PROGRAMS, type Machine } from './enter.ts';

const SQUID = program({ name: 'Squid', candidates: ['squid', '/usr/sbin/squid'], package: 'squid' });
const DANTE = program({ name: 'Dante', candidates: ['danted', '/usr/sbin/danted'], package: 'dante-server' });
const TINYPROXY = program({ name: 'Tinyproxy', candidates: ['tinyproxy'], package: 'tinyproxy' });
const CURL = program({ name: 'curl', candidates: ['curl'], package: 'curl' });

const PORT = 3129;
const policy = parsePolicy(
  {
    zones: {
      staff: { networks: ['10.20.0.0/16', 'fd20::/16'] },
      guests: { networks: ['10.99.0.0/16'] },
    },
    rules: [{ id: 'staff', action: 'allow', from: 'staff', to: '10.4.0.8', ports: [PORT] }],
    default: 'deny',
  },
  0,
).policy;

/** The text for a proxy that only staff may reach. */
function configOf(id: string, scheme: string): string {
  if (policy === null) throw new Error('expected a policy without errors');
  const input = inputOf({
    proxies: { own: { scheme, host: 'proxy.corp.test', port: PORT, addresses: ['10.4.0.8'] } },
    default: 'own',
  });
  const { ruleset } = follow({ profile: input.profile, ruleset: input.ruleset, policy, now: 0 });
  const rendered = renderTarget(id, { ...input, mode: 'fixed', ruleset, policy });
  expect(rendered?.findings).toEqual([]);
  return rendered?.text ?? '';
}

let machine: Machine;
beforeEach(async () => {
  if (MACHINE_PROGRAMS.some(({ missing }) => missing !== null)) return;
  machine = await enterMachine();
  await machine.run('for a in 10.4.0.8 10.4.0.9 10.20.1.1 10.99.1.1; do ip addr add $a/32 dev lo; done');
  // The pages of the lab are on loopback, where none of these proxies has to lead.
  await machine.write(
    '/usr/local/pages.cjs',
    "require('http').createServer((_, r) => r.end('x')).listen(80, '10.4.0.9')",
  );
  await machine.run('echo 10.4.0.9 page.test >>/etc/hosts');
  await start(`${process.execPath} /usr/local/pages.cjs`);
  await machine.run('for i in $(seq 60); do curl -s http://page.test/ && break; sleep 0.2; done');
});
// With the machine ends whatever was started there.
afterEach(() => machine?.leave());

const start = (line: string) => machine.run(`${line} >/dev/null 2>&1 </dev/null &`);

/** The text that undoes it, as a whole file. */
const removalOf = (id: string): string =>
  renderTarget(id, inputOf({ default: 'direct' }, { action: 'remove' }))?.text ?? '';

/** From which address a page is asked for, by which proxy (`scheme://host:port`). */
interface Asking {
  readonly from: string;
  readonly proxy: string;
  readonly url?: string;
}

const line = ({ from, proxy, url = 'http://page.test/' }: Asking): string =>
  `curl -s -o /dev/null -w '%{http_code} %{exitcode}' --max-time 5 --interface ${from} -x ${proxy} ${url}`;

/** What curl says of it: the status and its own; 7: nobody listens there. */
const askOnce = async (asking: Asking): Promise<string> => (await machine.run(line(asking))).output.trim();

/** The same once the proxy listens. */
async function askFor(asking: Asking): Promise<string> {
  const loop = `for i in $(seq 60); do s=$(${line(asking)}); [ "\${s#* }" = 7 ] || break; sleep 0.3; done; echo "$s"`;
  return (await machine.run(loop)).output.trim();
}

/** The same of the proxy that the profile names. */
const ask = (from: string, scheme: string, url = 'http://page.test/'): Promise<string> =>
  askFor({ from, proxy: `${scheme}://10.4.0.8:${PORT}`, url });

describe('squid', () => {
  /** Nothing of the machine outside. */
  const apart =
    'pid_filename none\naccess_log none\ncache_log /dev/null\ncache deny all\npinger_enable off\nvisible_hostname squid\nshutdown_lifetime 0 seconds\ndns_nameservers 127.0.0.1\n';

  testWith(
    ...MACHINE_PROGRAMS,
    SQUID,
    CURL,
  )('admits the zone that may reach it, and nobody else', async () => {
    await machine.write('/etc/squid.conf', `${configOf('squid', 'http')}${apart}`);
    await start('squid -N -f /etc/squid.conf');
    expect(await ask('10.20.1.1', 'http')).toBe('200 0');
    expect(await ask('10.20.1.1', 'http', 'http://127.0.0.3/')).toBe('403 0');
    expect(await ask('10.99.1.1', 'http')).toBe('403 0');
  });

  testWith(
    ...MACHINE_PROGRAMS,
    SQUID,
    CURL,
  )('starts with its removal, and admits nobody', async () => {
    await machine.write('/etc/squid.conf', `${removalOf('squid')}${apart}`);
    await start('squid -N -f /etc/squid.conf');
    expect(await askFor({ from: '127.0.0.1', proxy: 'http://127.0.0.1:3128' })).toBe('403 0');
    expect(await askOnce({ from: '10.20.1.1', proxy: 'http://10.4.0.8:3128' })).toBe('000 7');
  });
});

describe('tinyproxy', () => {
  testWith(
    ...MACHINE_PROGRAMS,
    TINYPROXY,
    CURL,
  )('admits the zone that may reach it, and nobody else', async () => {
    await machine.write('/etc/tinyproxy.conf', configOf('tinyproxy', 'http'));
    await start('tinyproxy -d -c /etc/tinyproxy.conf');
    expect(await ask('10.20.1.1', 'http')).toBe('200 0');
    expect(await ask('10.99.1.1', 'http')).toBe('403 0');
    // Tunnels lead to port 443 only.
    const tunnel = `curl -s -o /dev/null -w '%{http_connect}' -p -x http://10.4.0.8:${PORT} --interface 10.20.1.1 http://page.test/`;
    expect(await machine.run(tunnel)).toMatchObject({ output: '403' });
  });

  testWith(
    ...MACHINE_PROGRAMS,
    TINYPROXY,
    CURL,
  )('starts with its removal, and admits its own machine only', async () => {
    await machine.write('/etc/tinyproxy.conf', removalOf('tinyproxy'));
    await start('tinyproxy -d -c /etc/tinyproxy.conf');
    expect(await askFor({ from: '127.0.0.1', proxy: 'http://127.0.0.1:8888' })).toBe('200 0');
    expect(await askOnce({ from: '10.20.1.1', proxy: 'http://10.4.0.8:8888' })).toBe('000 7');
  });
});

describe('dante', () => {
  for (const [scheme, speaks, other] of [
    ['socks5', 'socks5h', 'socks4'],
    ['socks4', 'socks4', 'socks5h'],
  ] as const) {
    testWith(
      ...MACHINE_PROGRAMS,
      DANTE,
      CURL,
    )(`admits the zone that may reach it by ${scheme}, and nobody else`, async () => {
      await machine.write('/etc/danted.conf', configOf('dante', scheme));
      expect(await machine.run('danted -V -f /etc/danted.conf')).toMatchObject({ status: 0 });
      await start('danted -f /etc/danted.conf');
      expect(await ask('10.20.1.1', speaks)).toBe('200 0');
      expect(await ask('10.99.1.1', speaks)).toMatch(/^000 /);
      expect(await ask('10.20.1.1', other)).toMatch(/^000 /);
      expect(await ask('10.20.1.1', speaks, 'http://127.0.0.3/')).toMatch(/^000 /);
    });
  }

  testWith(
    ...MACHINE_PROGRAMS,
    DANTE,
    CURL,
  )('starts with its removal, and admits nobody', async () => {
    await machine.write('/etc/danted.conf', removalOf('dante'));
    expect(await machine.run('danted -V -f /etc/danted.conf')).toMatchObject({ status: 0 });
    await start('danted -f /etc/danted.conf');
    expect(await askFor({ from: '127.0.0.1', proxy: 'socks5h://127.0.0.1:1080' })).toMatch(/^000 (?!7$)/);
    expect(await askOnce({ from: '10.20.1.1', proxy: 'socks5h://10.4.0.8:1080' })).toMatch(/^000 (7|97)$/);
  });
});
