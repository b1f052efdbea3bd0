/** Do DHCP servers and a DNS server take what tells clients where the PAC is? */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { inputOf } from '../fixtures.ts';
import { textOf, textsOf } from './rendered.ts';
import { runIn, withFiles } from './run.ts';

const KEA = program({
  name: 'kea-dhcp4',
  candidates: ['kea-dhcp4', '/usr/sbin/kea-dhcp4'],
  package: 'kea-dhcp4-server',
});
const DHCPD = program({ name: 'dhcpd', candidates: ['dhcpd', '/usr/sbin/dhcpd'], package: 'isc-dhcp-server' });
const CHECKZONE = program({ name: 'named-checkzone', candidates: ['named-checkzone'], package: 'bind9-utils' });

const web = { scheme: 'http', host: 'web.example', port: 3128 };
const bound = inputOf({ proxies: { web }, default: 'web', delivery: { wpad: ['wpad.corp.example', 'wpad'] } });

describe('wpad-kea', () => {
  /** The parts within the least that Kea starts with; it listens nowhere. */
  function complaint(text: string): string {
    const rest = {
      'interfaces-config': { interfaces: [] },
      'lease-database': { type: 'memfile', persist: false },
      loggers: [{ name: 'kea-dhcp4', severity: 'WARN', output_options: [{ output: 'stderr' }] }],
    };
    const config = { Dhcp4: { ...JSON.parse(text).Dhcp4, ...rest } };
    return withFiles({ 'kea.json': JSON.stringify(config) }, (folder) => {
      const env = { KEA_LOCKFILE_DIR: 'none', KEA_PIDFILE_DIR: folder };
      const { status, stdout, stderr } = runIn(folder, pathOf(KEA), ['-t', 'kea.json'], env);
      return status === 0 ? '' : `${stdout}${stderr}`;
    });
  }

  testWith(KEA)('is a configuration that Kea takes', () => {
    for (const { name, text } of textsOf('wpad-kea')) expect(complaint(text), name).toBe('');
    // As the whole file, too.
    withFiles({ 'kea.json': textOf('wpad-kea', 'pac', 'remove') }, (folder) => {
      const env = { KEA_LOCKFILE_DIR: 'none', KEA_PIDFILE_DIR: folder };
      expect(runIn(folder, pathOf(KEA), ['-t', 'kea.json'], env)).toMatchObject({ status: 0, stderr: '' });
    });
    expect(complaint(textOf('wpad-kea', 'pac').replace('"type": "string"', '"type": "nothing"'))).not.toBe('');
  });
});

describe('wpad-isc-dhcp', () => {
  testWith(DHCPD)('is a configuration that dhcpd takes', () => {
    const take = (text: string) =>
      withFiles({ 'dhcpd.conf': text }, (folder) => {
        mkdirSync(join(folder, 'db'));
        writeFileSync(join(folder, 'db/leases'), '');
        const args = ['-t', '-cf', join(folder, 'dhcpd.conf'), '-lf', join(folder, 'db/leases')];
        return runIn(folder, pathOf(DHCPD), args).status;
      });
    for (const { name, text } of textsOf('wpad-isc-dhcp')) expect(take(text), name).toBe(0);
    expect(take(textOf('wpad-isc-dhcp', 'pac').replace(/^option portolan-wpad code.*$/m, ''))).not.toBe(0);
  });
});

describe('wpad-bind', () => {
  const zone = (text: string): string =>
    `$TTL 300\n@ IN SOA ns hostmaster 1 3600 600 86400 300\n@ IN NS ns\nns IN A 192.0.2.1\n${text}`;

  testWith(CHECKZONE)('is a part of a zone that BIND takes, and has one record of the name', () => {
    const records = (text: string) =>
      withFiles({ zone: zone(text) }, (folder) => {
        const { status, stdout } = runIn(folder, pathOf(CHECKZONE), ['-i', 'none', '-D', 'corp.example', 'zone']);
        expect(status, text).toBe(0);
        return stdout.split('\n').filter((line) => line.startsWith('wpad.corp.example.'));
      });
    for (const { name, text } of textsOf('wpad-bind')) {
      expect(records(text).length, name).toBe(name.endsWith('remove') ? 0 : 1);
    }
    const named = renderTarget('wpad-bind', { ...bound, pacUrl: 'http://[2001:db8::1]/p.pac' });
    expect(
      records(named?.text ?? '')
        .join('')
        .split(/\s+/)
        .slice(-2),
    ).toEqual(['AAAA', '2001:db8::1']);
  });
});

test('the name that delivery.wpad binds stands in all of them, without the key', () => {
  for (const id of ['wpad-dnsmasq', 'wpad-isc-dhcp', 'wpad-kea']) {
    const { text, findings } = renderTarget(id, bound) ?? {};
    expect(text, id).toContain('http://wpad.corp.example/wpad.dat');
    expect(findings, id).toEqual([]);
  }
  const { text, findings } = renderTarget('wpad-bind', bound) ?? {};
  expect(text).toContain('wpad.corp.example. IN CNAME portolan.example.');
  expect(findings).toEqual([]);
});

test('without such a name the key, or the missing answer, is told', () => {
  const alone = inputOf({ proxies: { web }, default: 'web' });
  const codes = (id: string) => renderTarget(id, alone)?.findings.map(({ code }) => code);
  expect(['wpad-dnsmasq', 'wpad-isc-dhcp', 'wpad-kea'].map(codes)).toEqual(Array(3).fill(['target.wpad-key']));
  expect(codes('wpad-bind')).toEqual(['target.wpad-name']);
});
