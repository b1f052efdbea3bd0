/** Do programs still start, and still go direct, with the longest list that is rendered for them? */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { inputOf } from '../fixtures.ts';
import { runIn, withFiles } from './run.ts';

const PACMAN_CONF = program({ name: 'pacman-conf', candidates: ['pacman-conf'], package: 'pacman-package-manager' });
const PODMAN = program({ name: 'Podman', candidates: ['podman'], package: 'podman' });
const DASH = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const CURL = program({ name: 'curl', candidates: ['curl'], package: 'curl' });

const domain = Array.from({ length: 6_000 }, (_, index) => `department-${index}.internal.example`);
const profile = {
  proxies: { web: { scheme: 'http', host: '127.0.0.1', port: 9, auth: 'negotiate' } },
  rules: [{ when: { domain }, use: 'direct' }],
  default: 'web',
};
const textOf = (id: string): string => renderTarget(id, inputOf(profile, { mode: 'fixed' }))?.text ?? '';

describe('what is left out', () => {
  const CUT =
    'linux-env shell-profile systemd-environment gnome-gsettings zypper pacman snap docker-client docker-daemon containerd podman kubernetes npm curl aws terraform homebrew windows-netsh macos-networksetup';

  test.each(CUT.split(' '))('is told of %s', (id) => {
    const { findings } = renderTarget(id, inputOf(profile, { mode: 'fixed' })) ?? {};
    expect(findings?.map(({ code }) => code)).toContain('target.bypass-long');
  });

  test('of macOS fits into the arguments of a program, however short its entries are', () => {
    const names = Array.from({ length: 9_000 }, (_, index) => `x${index.toString(36)}`);
    const rules = Array.from({ length: 8 }, (_, rule) => ({
      when: { domain: names.map((name) => `${name}x${rule}`) },
      use: 'direct',
    }));
    const { text } = renderTarget('macos-networksetup', inputOf({ ...profile, rules }, { mode: 'fixed' })) ?? {};
    const entries = (text ?? '').split('\n').filter((line) => line.startsWith('bypass|'));
    const bytes = entries.reduce((sum, entry) => sum + entry.length - 'bypass|'.length + 1 + 8, 0);
    expect(entries.length).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(1_000_000);
  });
});

describe('pacman', () => {
  testWith(PACMAN_CONF)('takes the line, with the longest name of a proxy too', () => {
    const host = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(56)}.test`;
    const proxies = { web: { ...profile.proxies.web, scheme: 'https', host, port: 65_535 } };
    const longest = renderTarget('pacman', inputOf({ ...profile, proxies }, { mode: 'fixed' }))?.text ?? '';
    for (const text of [textOf('pacman'), longest]) {
      withFiles({ 'portolan.conf': text }, (folder) => {
        writeFileSync(join(folder, 'pacman.conf'), `[options]\nInclude = ${folder}/portolan.conf\n`);
        const args = ['--config', join(folder, 'pacman.conf'), 'XferCommand'];
        const { status, stdout, stderr } = runIn(folder, pathOf(PACMAN_CONF), args);
        expect([status, stderr]).toEqual([0, '']);
        expect(stdout).toMatch(/ --noproxy .*department-9\.internal\.example.* --output %o %u$/m);
      });
    }
  });
});

describe('Podman', () => {
  testWith(PODMAN)('starts what it starts with the list in the environment', () => {
    withFiles({ 'portolan.conf': textOf('podman') }, (folder) => {
      const places = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run')];
      const { status, stderr } = runIn(folder, pathOf(PODMAN), ['--storage-driver', 'vfs', ...places, 'info'], {
        CONTAINERS_CONF_OVERRIDE: join(folder, 'portolan.conf'),
        CONTAINERS_CONF: join(folder, 'portolan.conf'),
      });
      expect([status, stderr]).toEqual([0, '']);
    });
  });
});

describe('zypper', () => {
  testWith(DASH)('leaves login shells, which export the list in both cases, able to start programs', () => {
    withFiles({ proxy: textOf('zypper') }, (folder) => {
      const line = '. ./proxy; no_proxy=$NO_PROXY; export NO_PROXY no_proxy; env | grep -c -i ^no_proxy=';
      const { status, stdout, stderr } = runIn(folder, pathOf(DASH), ['-c', line]);
      expect([status, stdout, stderr]).toEqual([0, '2\n', '']);
    });
  });
});

describe('curl', () => {
  testWith(CURL)('reads the list, and what stands behind it', () => {
    withFiles({ curlrc: textOf('curl') }, (folder) => {
      const { status, stderr } = runIn(folder, pathOf(CURL), ['-q', '-K', 'curlrc', '--version']);
      expect([status, stderr]).toEqual([0, '']);
      // The default file is read to its end or, silently, to the line that is too long.
      const broken = `${textOf('curl')}option-that-is-none\n`;
      withFiles({ '.curlrc': broken }, (home) => {
        const said = runIn(home, pathOf(CURL), ['http://127.0.0.1:9/'], { CURL_HOME: home }).stderr;
        expect(said).toContain('option-that-is-none');
      });
    });
  });
});

describe('variables', () => {
  test('of Docker fit into the environment of a program', () => {
    const noProxy = JSON.parse(textOf('docker-client')).proxies.default.noProxy as string;
    const noProxyOfDaemon = JSON.parse(textOf('docker-daemon')).proxies['no-proxy'] as string;
    for (const value of [noProxy, noProxyOfDaemon]) {
      const { error, status } = spawnSync(process.execPath, ['-e', ''], { env: { NO_PROXY: value, no_proxy: value } });
      expect([error, status]).toEqual([undefined, 0]);
    }
  });

  test('of npm reach the scripts that it runs', () => {
    const files = { npmrc: textOf('npm'), 'package.json': JSON.stringify({ scripts: { say: 'echo it ran' } }) };
    withFiles(files, (folder) => {
      const { stdout } = runIn(folder, 'npm', ['run', 'say', '--userconfig', join(folder, 'npmrc')], {
        npm_config_logs_max: '0',
      });
      expect(stdout).toMatch(/^it ran$/m);
    });
  });
});
