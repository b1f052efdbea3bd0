/** Do developer tools and servers read what is rendered for them as it is meant? */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { curl } from '../../../support/curl.ts';
import { inputOf } from '../fixtures.ts';
import { textOf, textsOf } from './rendered.ts';
import { runIn, withFiles } from './run.ts';

const GIT = program({ name: 'git', candidates: ['git'], package: 'git' });
const PIP = program({ name: 'pip', candidates: ['/usr/bin/pip3'], package: 'python3-pip' });
const CURL = program({ name: 'curl', candidates: ['curl'], package: 'curl' });
const DNSMASQ = program({ name: 'dnsmasq', candidates: ['dnsmasq', '/usr/sbin/dnsmasq'], package: 'dnsmasq-base' });
const SQUID = program({ name: 'Squid', candidates: ['squid', '/usr/sbin/squid'], package: 'squid' });
const XMLLINT = program({ name: 'xmllint', candidates: ['xmllint'], package: 'libxml2-utils' });
const OPENSSL = program({ name: 'OpenSSL', candidates: ['openssl'], package: 'openssl' });

const PROXY = 'http://proxy.corp.example:3128';

describe('git', () => {
  const get = (text: string, ...args: readonly string[]) =>
    withFiles({ config: text }, (folder) => runIn(folder, pathOf(GIT), ['config', '--file', 'config', ...args]));

  testWith(GIT)('is a configuration that git reads', () => {
    for (const { name, text } of textsOf('git')) expect(get(text, '--list').stderr, name).toBe('');
    expect(get(textOf('git', 'fixed-http'), 'http.proxy').stdout).toBe(`${PROXY}\n`);
    expect(get(textOf('git', 'fixed-http'), 'http.proxyAuthMethod').stdout).toBe('negotiate\n');
  });

  testWith(GIT)('has no proxy for the hosts of a direct rule, one label deep', () => {
    const text = textOf('git', 'fixed-http');
    const proxyFor = (url: string) => get(text, '--get-urlmatch', 'http.proxy', url).stdout.trim();
    expect(proxyFor('https://corp.example/x.git')).toBe('');
    expect(proxyFor('https://git.corp.example/x.git')).toBe('');
    expect(proxyFor('https://a.git.corp.example/x.git')).toBe(PROXY);
    expect(proxyFor('https://git.corp.example:8443/x.git')).toBe(PROXY);
    expect(proxyFor('https://outside.example/x.git')).toBe(PROXY);
  });
});

describe('npm', () => {
  /** npm runs this test, so it is always there. */
  const get = (text: string, key: string) =>
    withFiles({ npmrc: text }, (folder) => {
      const args = ['config', 'get', key, '--userconfig', join(folder, 'npmrc'), '--globalconfig', '/dev/null'];
      return runIn(folder, 'npm', args, { npm_config_logs_max: '0' }).stdout.trim();
    });

  test('is read back by npm', () => {
    expect(get(textOf('npm', 'fixed-http'), 'proxy')).toBe(PROXY);
    expect(get(textOf('npm', 'fixed-http'), 'https-proxy')).toBe(PROXY);
    expect(get(textOf('npm', 'fixed-http'), 'noproxy')).toBe('localhost,127.0.0.1,::1,corp.example');
    expect(get(textOf('npm', 'fixed-ipv6'), 'https-proxy')).toBe('http://[2001:db8::3128]:3128');
  });
});

describe('pip', () => {
  testWith(PIP)('is read back by pip', () => {
    for (const { name, text } of textsOf('pip')) {
      withFiles({ 'pip.conf': text }, (folder) => {
        const { status, stdout, stderr } = runIn(folder, pathOf(PIP), ['config', 'list'], {
          PIP_CONFIG_FILE: join(folder, 'pip.conf'),
        });
        const wanted = /^proxy = (.*)$/m.exec(text)?.[1];
        expect([status, stderr], name).toEqual([0, '']);
        if (wanted !== undefined) expect(stdout, name).toContain(`global.proxy='${wanted}'`);
      });
    }
  });
});

describe('curl', () => {
  testWith(CURL)('goes through the proxy and past it by the file', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('seen');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const profile = {
      proxies: { p: { scheme: 'http', host: '127.0.0.1', port } },
      rules: [{ when: { domain: 'corp.example' }, use: 'direct' }],
      default: 'p',
    };
    const folder = mkdtempSync(join(tmpdir(), 'portolan-target-'));
    const file = join(folder, 'curlrc');
    writeFileSync(file, renderTarget('curl', inputOf(profile, { mode: 'fixed' }))?.text ?? '');
    await curl('http://outside.example/', ['-K', file]);
    const near = `www.corp.example:${port}`;
    await curl(`http://${near}/near`, ['-K', file, '--resolve', `${near}:127.0.0.1`]);
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
    expect(asked).toEqual(['http://outside.example/', '/near']);
  });

  testWith(CURL)('has no line that curl does not know', () => {
    for (const { name, text } of textsOf('curl')) {
      withFiles({ curlrc: text }, (folder) => {
        const { status, stderr } = runIn(folder, pathOf(CURL), ['-q', '-K', 'curlrc', '--version']);
        expect([status, stderr], name).toEqual([0, '']);
      });
    }
  });
});

describe('maven', () => {
  testWith(XMLLINT)('is well-formed, and has the elements of a proxy in settings.xml', () => {
    for (const { name, text } of textsOf('maven')) {
      withFiles({ 'settings.xml': text }, (folder) => {
        const lint = runIn(folder, pathOf(XMLLINT), ['--nonet', '--noout', 'settings.xml']);
        expect([lint.status, lint.stderr], name).toEqual([0, '']);
      });
      const elements = new Set(Array.from(text.matchAll(/<([a-zA-Z]+)/g), ([, element]) => element));
      // settings-1.2.0.xsd, type Proxy.
      const known = ['settings', 'proxies', 'proxy', 'id', 'active', 'protocol', 'host', 'port', 'nonProxyHosts'];
      expect(
        [...elements].filter((element) => !known.includes(element ?? '')),
        name,
      ).toEqual([]);
      expect(text, name).not.toMatch(/<nonProxyHosts>[^<]*[ ,][^<]*</);
      expect(text, name).not.toMatch(/<host>[^<]*:\/\//);
    }
  });
});

describe('wpad-dnsmasq', () => {
  testWith(DNSMASQ)('is a configuration that dnsmasq takes', () => {
    for (const { name, text } of textsOf('wpad-dnsmasq')) {
      withFiles({ conf: text }, (folder) => {
        const { status, stderr } = runIn(folder, pathOf(DNSMASQ), ['--test', '-C', join(folder, 'conf')]);
        expect([status, stderr.trim()], name).toEqual([0, 'dnsmasq: syntax check OK.']);
      });
    }
  });
});

describe('squid', () => {
  testWith(SQUID, OPENSSL)('is a configuration that Squid takes', () => {
    for (const { name, text } of textsOf('squid')) {
      withFiles({}, (folder) => {
        chmodSync(folder, 0o755);
        const [key, cert] = ['-keyout', '-out'].map((option) => [option, join(folder, `${option}.pem`)]);
        runIn(folder, pathOf(OPENSSL), [
          'req',
          '-x509',
          '-nodes',
          '-subj',
          '/CN=proxy',
          ...(key ?? []),
          ...(cert ?? []),
        ]);
        const pem = runIn(
          folder,
          'cat',
          ['-keyout.pem', '-out.pem'].map((file) => join(folder, file)),
        ).stdout;
        writeFileSync(join(folder, 'portolan.pem'), pem);
        const conf = join(folder, 'squid.conf');
        writeFileSync(conf, text.replaceAll('/etc/squid/portolan.pem', join(folder, 'portolan.pem')));
        const { status, stderr } = runIn(folder, pathOf(SQUID), ['-k', 'parse', '-f', conf]);
        expect(status, `${name}: ${stderr}`).toBe(0);
        expect(
          stderr.split('\n').filter((line) => /ERROR|FATAL|WARNING/.test(line)),
          name,
        ).toEqual([]);
      });
    }
  });
});
