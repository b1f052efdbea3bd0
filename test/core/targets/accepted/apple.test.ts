/** Are configuration profiles property lists of the payloads that Apple documents? */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { FIXTURES, inputOf } from '../fixtures.ts';
import { PAYLOADS, type PayloadKey, TOP_LEVEL } from './apple-payloads.ts';
import { textsOf } from './rendered.ts';

const PYTHON = program({ name: 'Python', candidates: ['/usr/bin/python3'], package: 'python3' });
const XMLLINT = program({ name: 'xmllint', candidates: ['xmllint'], package: 'libxml2-utils' });

type Dict = Readonly<Record<string, unknown>>;

/** The property list as Python's plistlib reads it, which refuses what plistutil lets pass. */
function parsed(text: string): Dict {
  const code = 'import json, plistlib, sys; json.dump(plistlib.loads(sys.stdin.buffer.read()), sys.stdout)';
  const { status, stdout, stderr } = spawnSync(pathOf(PYTHON), ['-c', code], { input: text, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const TYPES: Readonly<Record<PayloadKey['type'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
};

function flaws(dict: Dict, keys: Readonly<Record<string, PayloadKey>> = {}): string[] {
  const unknown = Object.keys(dict).filter((key) => !(key in keys));
  const wrong = Object.entries(keys).flatMap(([key, { type, isRequired, values }]) => {
    const value = dict[key];
    if (value === undefined) return isRequired === true ? [`${key} is missing`] : [];
    const isValue = values === undefined || values.includes(value as string);
    return TYPES[type](value) && isValue ? [] : [`${key} is ${JSON.stringify(value)}`];
  });
  return [...unknown.map((key) => `${key} is unknown`), ...wrong];
}

/** Auto wants the URL and nothing of Manual, which wants server and port. */
function proxyFlaws({ ProxyType, ProxyPACURL, ProxyServer, ProxyServerPort }: Dict): string[] {
  const isAuto = ProxyType === 'Auto';
  const isManual = ProxyType === 'Manual';
  const parts = [
    isAuto === (ProxyPACURL !== undefined),
    isManual === (ProxyServer !== undefined),
    isManual === (ProxyServerPort !== undefined),
  ];
  return parts.every(Boolean) ? [] : [`the keys of ${ProxyType} do not fit`];
}

describe.each(['macos-mobileconfig', 'ios-mobileconfig', 'wifi-mobileconfig'])('%s', (id) => {
  testWith(PYTHON, XMLLINT)('is a profile with payloads of Apple’s schema, whatever the profile says', () => {
    for (const { name, text } of textsOf(id)) {
      const profile = parsed(text);
      const payloads = profile.PayloadContent as Dict[];
      expect(flaws(profile, TOP_LEVEL), name).toEqual([]);
      for (const one of payloads) {
        expect([...flaws(one, PAYLOADS[String(one.PayloadType)]), ...proxyFlaws(one)], name).toEqual([]);
      }
      const uuids = [profile, ...payloads].map(({ PayloadUUID }) => PayloadUUID);
      expect(new Set(uuids).size, name).toBe(uuids.length);
      const lint = spawnSync(pathOf(XMLLINT), ['--noout', '--nonet', '-'], { input: text, encoding: 'utf8' });
      expect([lint.status, lint.stderr], name).toEqual([0, '']);
    }
  });

  testWith(PYTHON)('brings back every text of the profile as it was', () => {
    const hostile = FIXTURES.find(({ name }) => name === 'pac-hostile');
    if (hostile === undefined) throw new Error('expected the fixture');
    const text = renderTarget(id, hostile)?.text ?? '';
    const { organization, wifi = [] } = hostile.profile.devices ?? {};
    const { PayloadOrganization, PayloadContent } = parsed(text);
    expect(PayloadOrganization).toBe(organization);
    const names = (PayloadContent as Dict[]).flatMap(({ SSID_STR }) => SSID_STR ?? []);
    expect(names).toEqual(id === 'wifi-mobileconfig' ? wifi.map(({ ssid }) => ssid) : []);
  });
});

test('a new URL, key or zone keeps every identifier, so that the profile replaces the old one', () => {
  const ids = (text: string | null | undefined) =>
    [...(text ?? '').matchAll(/<string>([^<]*)<\/string>/g)].map(([, one]) => one);
  const profile = (pacUrl: string, zone: string | null) => {
    const proxies = { p: { scheme: 'http', host: 'p.example', port: 3128 } };
    const devices = { identifier: 'com.example.proxy', wifi: [{ ssid: 'Corp', security: 'wpa2' }] };
    const input = inputOf({ proxies, default: 'p', devices }, { pacUrl, zone });
    return ids(renderTarget('wifi-mobileconfig', input)?.text).filter(
      (one) => one !== undefined && !one.startsWith('https:'),
    );
  };
  const first = profile('https://portolan.example/pac/hq/AAAAAAAAAAAAAAAAAAAAAA.pac', null);
  expect(profile('https://other.example/pac/hq/BBBBBBBBBBBBBBBBBBBBBB.pac', 'staff')).toEqual(first);
  expect(
    first.some((one) => /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/.test(one ?? '')),
  ).toBe(true);
});
