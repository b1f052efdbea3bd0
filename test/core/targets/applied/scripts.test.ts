/** Do the scripts of single targets do what they say, nothing the second time, and bring back what was there before? */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { renderTarget, type TargetInput } from '../../../../worker/core/targets/render.ts';
import { program, testWith } from '../../../programs.ts';
import { inputOf } from '../fixtures.ts';
import { enterMachine, MACHINE_PROGRAMS, type Machine } from './enter.ts';
import { ADB, NETWORKSETUP, NMCLI, SNAP } from './stand-ins.ts';

const NMCLI_PROGRAM = program({ name: 'nmcli', candidates: ['/usr/bin/nmcli'], package: 'network-manager' });
const GSETTINGS = program({
  name: "gsettings with GNOME's schemas",
  candidates: ['gsettings'],
  package: 'gsettings-desktop-schemas',
  check: ['list-keys', 'org.gnome.system.proxy'],
});

const PAC_URL = 'https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?a=$(id)&b=%27%22';
const profile = {
  proxies: { squid: { scheme: 'http', host: 'proxy.corp.test', port: 3128 } },
  rules: [{ when: { domain: 'corp.test' }, use: 'direct' }],
  default: 'squid',
};
/** More than a program takes in one argument. */
const long = {
  ...profile,
  rules: [
    {
      when: { domain: Array.from({ length: 3_000 }, (_, index) => `d${index}.some-long-domain-name.example`) },
      use: 'direct',
    },
  ],
};
const textOf = (id: string, more: Partial<TargetInput>): string =>
  renderTarget(id, inputOf(profile, { pacUrl: PAC_URL, ...more }))?.text ?? '';

let machine: Machine;
beforeAll(async () => {
  if (MACHINE_PROGRAMS.every(({ missing }) => missing === null)) machine = await enterMachine();
});
afterAll(() => machine?.leave());

/** Runs a rendered script of this text. */
async function runScript(text: string): Promise<string> {
  await machine.write('/usr/local/script.sh', text);
  const { status, output } = await machine.run('PATH="/usr/local/bin:$PATH" sh /usr/local/script.sh');
  expect([status, output]).toEqual([0, expect.stringContaining('portolan: ')]);
  return output;
}

const files = async (folder: string): Promise<string> =>
  (
    await machine.run(
      `find ${folder} -type f ! -name '*calls' -exec sh -c 'echo "$1"; cat "$1"; echo' sh {} \\; | sort`,
    )
  ).output;

describe('macos-networksetup', () => {
  const sets = { pac: textOf('macos-networksetup', {}), fixed: textOf('macos-networksetup', { mode: 'fixed' }) };
  const removal = textOf('macos-networksetup', { action: 'remove' });
  const ask = (line: string) => machine.run(`PATH="/usr/local/bin:$PATH"; ${line}`);

  testWith(...MACHINE_PROGRAMS)(
    'sets every service, nothing the second time, and brings back what each had',
    async () => {
      await machine.write('/usr/local/bin/networksetup', NETWORKSETUP);
      await machine.run('chmod 755 /usr/local/bin/networksetup');
      await ask(
        `networksetup -setwebproxy 'USB 10/100/1000 LAN' old.example 8080; networksetup -setproxybypassdomains Wi-Fi '*.old.example' 'with space.example'`,
      );
      const before = await ask(
        'networksetup -getwebproxy "USB 10/100/1000 LAN"; networksetup -getproxybypassdomains Wi-Fi; networksetup -getautoproxyurl Wi-Fi',
      );

      expect(await runScript(sets.pac)).toBe('portolan: Wi-Fi: set\nportolan: USB 10/100/1000 LAN: set\n');
      // A PAC says nothing about the list of bypassed domains.
      const bypass = async () => (await ask('networksetup -getproxybypassdomains Wi-Fi')).output;
      expect(await bypass()).toBe('*.old.example\nwith space.example\n');
      for (const service of ['Wi-Fi', 'USB 10/100/1000 LAN']) {
        const { output } = await ask(
          `networksetup -getautoproxyurl '${service}'; networksetup -getwebproxy '${service}' | sed 1q`,
        );
        expect(output).toBe(`URL: ${PAC_URL}&for=apple\nEnabled: Yes\nEnabled: No\n`);
      }
      await machine.run('rm /usr/local/networksetup/calls');
      expect(await runScript(sets.pac)).toBe('portolan: Wi-Fi: unchanged\nportolan: USB 10/100/1000 LAN: unchanged\n');
      expect(await machine.run('cat /usr/local/networksetup/calls')).toMatchObject({ status: 1 });

      expect(await runScript(sets.fixed)).toContain('Wi-Fi: set');
      const fixed = await ask(
        'networksetup -getwebproxy Wi-Fi; networksetup -getproxybypassdomains Wi-Fi; networksetup -getautoproxyurl Wi-Fi',
      );
      expect(fixed.output).toContain('Enabled: Yes\nServer: proxy.corp.test\nPort: 3128\n');
      expect(fixed.output).toContain('\ncorp.test\n*.corp.test\n');
      expect(fixed.output).toContain('Enabled: No\n');
      // Back to the PAC the list is again what it was before the first time.
      expect(await runScript(sets.pac)).toContain('Wi-Fi: set');
      expect(await bypass()).toBe('*.old.example\nwith space.example\n');
      expect(await runScript(sets.pac)).toContain('Wi-Fi: unchanged');
      expect(await runScript(sets.fixed)).toContain('Wi-Fi: set');

      expect(await runScript(removal)).toBe(
        'portolan: Wi-Fi: as it was before\nportolan: USB 10/100/1000 LAN: as it was before\n',
      );
      const after = await ask(
        'networksetup -getwebproxy "USB 10/100/1000 LAN"; networksetup -getproxybypassdomains Wi-Fi; networksetup -getautoproxyurl Wi-Fi',
      );
      expect(await machine.run("ls '/Library/Application Support/Portolan'")).not.toMatchObject({ status: 0 });
      // networksetup has no way to forget a URL; it is off again.
      expect(after.output.replace(/URL: .*/, 'URL: (null)')).toBe(before.output);
      expect(await runScript(removal)).toBe('portolan: Wi-Fi: unchanged\nportolan: USB 10/100/1000 LAN: unchanged\n');
    },
  );
});

describe('networkmanager', () => {
  testWith(...MACHINE_PROGRAMS, NMCLI_PROGRAM)(
    'sets every connection that nmcli takes, nothing the second time, and brings back what was there',
    async () => {
      await machine.write('/usr/local/bin/nmcli', NMCLI);
      await machine.run(`chmod 755 /usr/local/bin/nmcli; mkdir /usr/local/connections /usr/local/connections.types
      cd /usr/local/connections
      /usr/bin/nmcli --offline connection add type ethernet con-name one ifname eth0 >one
      /usr/bin/nmcli --offline connection add type wifi con-name two ssid Corp proxy.method auto proxy.pac-url http://old.example/p.pac >two
      /usr/bin/nmcli --offline connection add type dummy con-name three ifname d0 >three
      echo 802-3-ethernet >../connections.types/one; echo 802-11-wireless >../connections.types/two; echo dummy >../connections.types/three`);
      const before = await files('/usr/local/connections');

      expect(await runScript(textOf('networkmanager', {}))).toContain('portolan: one: set\nportolan: two: set\n');
      const { output } = await machine.run('cat /usr/local/connections/one /usr/local/connections/two');
      expect(output.split('\n').filter((line) => /^(?:method=1|pac-url=)/.test(line))).toEqual([
        'method=1',
        `pac-url=${PAC_URL}`,
        'method=1',
        `pac-url=${PAC_URL}`,
      ]);
      expect(await machine.run('grep -c pac-url /usr/local/connections/three')).toMatchObject({ output: '0\n' });
      expect(await runScript(textOf('networkmanager', {}))).toContain(
        'portolan: one: unchanged\nportolan: two: unchanged\n',
      );

      expect(await runScript(textOf('networkmanager', { action: 'remove' }))).toContain('one: as it was before\n');
      expect(await files('/usr/local/connections')).toBe(before);
      expect(await machine.run('ls -d /var/lib/portolan')).toMatchObject({ status: 2 });
      expect(await runScript(textOf('networkmanager', { action: 'remove' }))).toContain('one: unchanged\n');
    },
  );
});

describe('snap', () => {
  testWith(...MACHINE_PROGRAMS)(
    'sets what differs, nothing the second time, and brings back what was there',
    async () => {
      await machine.write('/usr/local/bin/snap', SNAP);
      await machine.run('chmod 755 /usr/local/bin/snap; snap set system proxy.ftp=http://old.example:21');
      const options = () => machine.run('cd /usr/local/snap-options; for f in *; do echo "$f $(cat "$f")"; done');
      const before = await options();
      const text = textOf('snap', { mode: 'fixed' });

      expect(await runScript(text)).toContain('portolan: proxy.http: set\n');
      expect((await options()).output.split('\n')).toEqual([
        'proxy.ftp http://proxy.corp.test:3128',
        'proxy.http http://proxy.corp.test:3128',
        'proxy.https http://proxy.corp.test:3128',
        'proxy.no-proxy localhost,127.0.0.1,::1,corp.test,.corp.test',
        '',
      ]);
      await machine.run('rm /usr/local/snap-options.calls');
      expect(await runScript(text)).not.toContain(': set');
      expect(await machine.run('cat /usr/local/snap-options.calls')).toMatchObject({ status: 1 });

      const removal = textOf('snap', { action: 'remove' });
      expect(await runScript(removal)).toContain('portolan: proxy.no-proxy: as it was before\n');
      expect(await options()).toEqual(before);
      expect(await machine.run('ls -d /var/lib/portolan')).toMatchObject({ status: 2 });
      expect(await runScript(removal)).not.toContain('as it was');
    },
  );

  testWith(...MACHINE_PROGRAMS)('sets a long list, and what goes past a proxy before the proxy', async () => {
    await machine.run('rm -f /usr/local/snap-options.calls');
    const output = await runScript(renderTarget('snap', inputOf(long, { mode: 'fixed' }))?.text ?? '');
    expect(output.split('\n').slice(0, 2)).toEqual(['portolan: proxy.no-proxy: set', 'portolan: proxy.http: set']);
    expect(await runScript(textOf('snap', { action: 'remove' }))).toContain('as it was');
  });
});

describe('android-adb', () => {
  testWith(...MACHINE_PROGRAMS)(
    'sets every ready device, nothing the second time, and brings back what each had',
    async () => {
      await machine.write('/usr/local/bin/adb', ADB);
      await machine.run(
        'chmod 755 /usr/local/bin/adb; adb -s 192.0.2.9:5555 shell settings put global http_proxy old.example:8080',
      );
      const settings = () =>
        machine.run('for d in emulator-5554 192.0.2.9:5555; do adb -s $d shell settings get global http_proxy; done');
      const text = textOf('android-adb', { mode: 'fixed' });

      expect(await runScript(text)).toBe('portolan: emulator-5554: set\nportolan: 192.0.2.9:5555: set\n');
      expect(await settings()).toMatchObject({ output: 'proxy.corp.test:3128\r\n'.repeat(2) });
      await machine.run('rm /usr/local/android.calls');
      expect(await runScript(text)).toBe('portolan: emulator-5554: unchanged\nportolan: 192.0.2.9:5555: unchanged\n');
      expect(await machine.run('cat /usr/local/android.calls')).toMatchObject({ status: 1 });

      const removal = textOf('android-adb', { action: 'remove' });
      expect(await runScript(removal)).toContain('emulator-5554: as it was before\n');
      expect(await machine.run('ls "$HOME/.local/state"')).toEqual({ status: 0, output: '' });
      // Android's word for no proxy.
      expect(await settings()).toMatchObject({ output: ':0\r\nold.example:8080\r\n' });
      expect(await runScript(removal)).not.toContain('as it was');
    },
  );
});

describe('gnome-gsettings', () => {
  // GLib's settings in a file: without a session there is no dconf.
  const ENV = { GSETTINGS_BACKEND: 'keyfile', XDG_CONFIG_HOME: '/usr/local/gnome' };
  const run = async (text: string) => {
    await machine.write('/usr/local/script.sh', text);
    return machine.run('sh /usr/local/script.sh', ENV);
  };
  // Keys that are set; groups may be left empty.
  const stored = () => machine.run('grep = /usr/local/gnome/glib-2.0/settings/keyfile', ENV);

  testWith(...MACHINE_PROGRAMS, GSETTINGS)(
    'sets what differs, nothing the second time, and brings back what was there',
    async () => {
      await machine.run(`gsettings set org.gnome.system.proxy.http host old.example`, ENV);
      const before = await stored();

      expect(await run(textOf('gnome-gsettings', {}))).toMatchObject({ status: 0 });
      expect((await machine.run('gsettings get org.gnome.system.proxy mode', ENV)).output).toBe("'auto'\n");
      expect((await machine.run('gsettings get org.gnome.system.proxy autoconfig-url', ENV)).output).toContain(
        "$(id)&b=%27%22'",
      );
      const fixed = textOf('gnome-gsettings', { mode: 'fixed' });
      expect(await run(fixed)).toMatchObject({ status: 0 });
      const read = 'proxy mode;proxy ignore-hosts;proxy.http host;proxy.https port;proxy.socks host';
      const values = await machine.run(
        read
          .split(';')
          .map((key) => `gsettings get org.gnome.system.${key}`)
          .join('; '),
        ENV,
      );
      expect(values.output.split('\n')).toEqual([
        "'manual'",
        "['localhost', '127.0.0.0/8', '::1', 'corp.test', '*.corp.test']",
        "'proxy.corp.test'",
        '3128',
        "''",
        '',
      ]);
      const set = await stored();
      expect(await run(fixed)).toEqual({ status: 0, output: 'portolan: the proxy of GNOME is set\n' });
      expect(await stored()).toEqual(set);

      const removal = textOf('gnome-gsettings', { action: 'remove' });
      expect(await run(removal)).toMatchObject({
        status: 0,
        output: expect.stringContaining('mode: as it was before'),
      });
      expect(await stored()).toEqual(before);
      expect(await run(removal)).toEqual({ status: 0, output: 'portolan: nothing is left of it\n' });
      expect(await machine.run('ls "$HOME/.local/state"')).toEqual({ status: 0, output: '' });
    },
  );

  testWith(...MACHINE_PROGRAMS, GSETTINGS)('brings every key back that any profile sets', async () => {
    const rules = [...profile.rules, { when: { scheme: 'ftp' }, use: 'direct' }];
    const removal = textOf('gnome-gsettings', { action: 'remove' });
    for (const changed of [{ ...profile, rules }, long]) {
      const before = await stored();
      const text = renderTarget('gnome-gsettings', inputOf(changed, { mode: 'fixed' }))?.text ?? '';
      const applied = await run(text);
      expect(applied).toMatchObject({ status: 0 });
      // What goes past a proxy stands before it is on.
      expect(applied.output).toMatch(/^portolan: org\.gnome\.system\.proxy ignore-hosts/);
      expect((await machine.run('gsettings get org.gnome.system.proxy mode', ENV)).output).toBe("'manual'\n");
      expect(await run(removal)).toMatchObject({ status: 0 });
      expect(await stored()).toEqual(before);
      expect(await machine.run('ls "$HOME/.local/state"')).toEqual({ status: 0, output: '' });
    }
  });
});
