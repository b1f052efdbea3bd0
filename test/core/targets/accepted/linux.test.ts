/** Do the programs of a Linux desktop and system read what is rendered for them as it is meant? */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TARGETS } from '../../../../worker/core/targets/table.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { textOf, textsOf } from './rendered.ts';
import { runIn, withFiles } from './run.ts';

const DCONF = program({ name: 'dconf', candidates: ['dconf'], package: 'dconf-cli' });
const GSETTINGS = program({
  name: "gsettings with GNOME's schemas",
  candidates: ['gsettings'],
  package: 'gsettings-desktop-schemas',
  check: ['list-keys', 'org.gnome.system.proxy'],
});
const SYSTEMD = program({ name: 'systemd-analyze', candidates: ['systemd-analyze'], package: 'systemd' });
const APT = program({ name: 'apt-config', candidates: ['apt-config'], package: 'apt' });
const SHELLCHECK = program({ name: 'shellcheck', candidates: ['shellcheck'], package: 'shellcheck' });
const DASH = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const BASH = program({ name: 'bash', candidates: ['bash'], package: 'bash' });

const URL_ = 'https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac';

describe('gnome-dconf', () => {
  /** The settings as a program sees them with this keyfile as the only database. dconf compiles wrong types without a word. */
  function read(keyfile: string, keys: readonly string[]): string[] {
    return withFiles({}, (folder) => {
      const source = join(folder, 'db.d');
      mkdirSync(source);
      writeFileSync(join(source, '00-portolan-proxy'), keyfile);
      const compiled = runIn(folder, pathOf(DCONF), ['compile', join(folder, 'db'), source]);
      expect([compiled.status, compiled.stderr]).toEqual([0, '']);
      writeFileSync(join(folder, 'profile'), `file-db:${folder}/db\n`);
      return keys.map((key) => {
        const [schema = '', name = ''] = key.split(' ');
        return runIn(folder, pathOf(GSETTINGS), ['get', schema, name], {
          DCONF_PROFILE: join(folder, 'profile'),
        }).stdout.trim();
      });
    });
  }

  const KEYS = [
    'org.gnome.system.proxy mode',
    'org.gnome.system.proxy autoconfig-url',
    'org.gnome.system.proxy.http host',
  ];

  testWith(DCONF, GSETTINGS)('is read back by gsettings', () => {
    expect(read(textOf('gnome-dconf', 'pac'), KEYS)).toEqual(["'auto'", `'${URL_}'`, "''"]);
    expect(read(textOf('gnome-dconf', 'fixed-http'), KEYS)).toEqual(["'manual'", "''", "'proxy.corp.example'"]);
    expect(read(textOf('gnome-dconf', 'pac', 'remove'), KEYS)).toEqual(["'none'", "''", "''"]);
    const more = ['org.gnome.system.proxy ignore-hosts', 'org.gnome.system.proxy.https port'];
    expect(read(textOf('gnome-dconf', 'fixed-http'), more)).toEqual([
      "['localhost', '127.0.0.0/8', '::1', 'corp.example', '*.corp.example', '10.0.0.0/8', 'fd00::/8']",
      '3128',
    ]);
  });

  testWith(DCONF, GSETTINGS)('has a mode in every text that configures', () => {
    for (const { name, text } of textsOf('gnome-dconf')) {
      const [mode] = read(text, KEYS);
      expect(mode, name).toBe(name.endsWith('remove') ? "'none'" : name.startsWith('pac') ? "'auto'" : "'manual'");
    }
  });
});

describe('systemd-environment', () => {
  /** systemd-analyze verify exits with 0 whatever it finds, so every line on stderr counts. */
  function complaints(assignments: readonly string[]): string {
    const unit = [
      '[Service]',
      'Type=oneshot',
      'ExecStart=/bin/true',
      ...assignments.map((one) => `Environment=${one}`),
    ];
    return withFiles({ 'portolan-test.service': `${unit.join('\n')}\n` }, (folder) => {
      const path = join(folder, 'portolan-test.service');
      const { stderr } = runIn(folder, pathOf(SYSTEMD), ['verify', '--man=no', path], {
        SYSTEMD_UNIT_PATH: `${folder}:`,
      });
      return stderr
        .split('\n')
        .filter((line) => line.includes('portolan-test'))
        .join('\n');
    });
  }
  const assignmentsIn = (text: string): string[] =>
    Array.from(text.matchAll(/^DefaultEnvironment=(.*)$/gm), ([, assignment]) => assignment ?? '');

  testWith(SYSTEMD)('has assignments that systemd reads', () => {
    for (const { name, text } of textsOf('systemd-environment')) {
      expect(
        text.split('\n').filter((line) => line !== '' && !/^#|^\[Manager\]$|^DefaultEnvironment=/.test(line)),
        name,
      ).toEqual([]);
    }
    for (const fixture of ['fixed-rules', 'fixed-ipv6', 'fixed-socks5', 'fixed-hostile']) {
      const assignments = assignmentsIn(textOf('systemd-environment', fixture));
      expect(assignments.length).toBeGreaterThan(1);
      expect(complaints(assignments), fixture).toBe('');
    }
    expect(complaints(['"a=p%40ss"'])).not.toBe('');
  });
});

describe('containerd', () => {
  testWith(SYSTEMD)('is a drop-in that systemd reads', () => {
    const complaints = (text: string): string =>
      withFiles({ 'containerd.service': '[Service]\nExecStart=/bin/true\n' }, (folder) => {
        mkdirSync(join(folder, 'containerd.service.d'));
        writeFileSync(join(folder, 'containerd.service.d/portolan-proxy.conf'), text);
        const args = ['verify', '--man=no', join(folder, 'containerd.service')];
        const { stderr } = runIn(folder, pathOf(SYSTEMD), args, { SYSTEMD_UNIT_PATH: `${folder}:` });
        return stderr
          .split('\n')
          .filter((line) => line.includes('portolan-proxy'))
          .join('\n');
      });
    for (const fixture of ['fixed-rules', 'fixed-ipv6', 'fixed-socks5', 'fixed-hostile']) {
      expect(complaints(textOf('containerd', fixture)), fixture).toBe('');
    }
    expect(complaints(textOf('containerd', 'fixed-http', 'remove'))).toBe('');
    expect(complaints('[Service]\nEnvironment="a=p%40ss"\n')).not.toBe('');
  });
});

describe('apt', () => {
  testWith(APT)('is read back by apt-config', () => {
    for (const { name, text } of textsOf('apt')) {
      withFiles({ 'apt.conf': text }, (folder) => {
        const { status, stdout, stderr } = runIn(folder, pathOf(APT), ['dump', 'Acquire'], {
          APT_CONFIG: join(folder, 'apt.conf'),
        });
        expect([status, stderr], name).toEqual([0, '']);
        const wanted = text.split('\n').filter((line) => line.startsWith('Acquire'));
        expect(stdout.split('\n'), name).toEqual(expect.arrayContaining(wanted));
      });
    }
  });
});

describe('shell scripts', () => {
  const SCRIPTS = [...TARGETS.values()].filter(({ mediaType }) => mediaType.startsWith('text/x-shellscript'));

  test('are these', () => {
    expect(SCRIPTS.map(({ id }) => id).join(' ')).toBe(
      'macos-networksetup android-adb shell-profile gnome-gsettings networkmanager snap aws terraform homebrew',
    );
  });

  testWith(SHELLCHECK)('are clean for shellcheck', () => {
    for (const { id } of SCRIPTS) {
      const texts = textsOf(id).map(({ name, text }) => [`${name.replaceAll(' ', '-')}.sh`, text] as const);
      withFiles(Object.fromEntries(texts), (folder) => {
        const args = ['--norc', '-s', 'sh', ...texts.map(([file]) => file)];
        const { stdout, stderr } = runIn(folder, pathOf(SHELLCHECK), args);
        expect(stdout + stderr, id).toBe('');
      });
    }
  });

  testWith(DASH, BASH)('aws, terraform and homebrew set what the tool reads, and take it away', () => {
    const wanted = {
      aws: 'no_proxy=localhost,127.0.0.1,::1,169.254.169.254,fd00:ec2::254,corp.example,.corp.example,10.0.0.0/8,fd00::/8',
      terraform: 'NO_PROXY=corp.example,10.0.0.0/8,fd00::/8',
      homebrew: 'no_proxy=localhost,127.0.0.1,::1,corp.example,10.0.0.0/8',
    };
    for (const [id, line] of Object.entries(wanted)) {
      for (const shell of [DASH, BASH]) {
        withFiles({ on: textOf(id, 'fixed-http'), off: textOf(id, 'fixed-http', 'remove') }, (folder) => {
          const on = runIn(folder, pathOf(shell), ['-euc', '. ./on; env']).stdout.split('\n');
          expect(on, id).toContain(line);
          expect(runIn(folder, pathOf(shell), ['-euc', '. ./on; . ./off; env']).stdout, id).not.toMatch(/_proxy=/i);
        });
      }
    }
  });

  testWith(DASH)('zypper is what a shell of SUSE reads, each name once', () => {
    for (const { name, text } of textsOf('zypper')) {
      const names = Array.from(text.matchAll(/^([A-Z_]+)=/gm), ([, one]) => one);
      expect(names, name).toEqual(['PROXY_ENABLED', 'HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY']);
    }
    withFiles({ proxy: textOf('zypper', 'fixed-http') }, (folder) => {
      const show = '. ./proxy; printf "%s|" "$PROXY_ENABLED" "$HTTPS_PROXY" "$NO_PROXY"';
      expect(runIn(folder, pathOf(DASH), ['-euc', show]).stdout).toBe(
        'yes|http://proxy.corp.example:3128|localhost, 127.0.0.1, ::1, corp.example, .corp.example, 10.0.0.0/8, fd00::/8|',
      );
    });
  });

  testWith(DASH, BASH)('shell-profile sets the variables in dash and bash, and takes them away', () => {
    for (const shell of [DASH, BASH]) {
      const files = { on: textOf('shell-profile', 'fixed-http'), off: textOf('shell-profile', 'fixed-http', 'remove') };
      withFiles(files, (folder) => {
        const on = runIn(folder, pathOf(shell), ['-euc', '. ./on; env']).stdout.split('\n');
        expect(on).toContain('http_proxy=http://proxy.corp.example:3128');
        expect(on).toContain('NO_PROXY=localhost,127.0.0.1,::1,corp.example,.corp.example,10.0.0.0/8,fd00::/8');
        expect(runIn(folder, pathOf(shell), ['-euc', '. ./on; . ./off; env']).stdout).not.toMatch(/_proxy=/i);
      });
    }
  });
});
