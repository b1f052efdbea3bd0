/** Do the readers of rendered JSON take it? Their schemas say. */
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import {
  ANDROID_POLICY,
  CHROMIUM_POLICY,
  DOCKER_CLIENT,
  DOCKER_DAEMON,
  FIREFOX_POLICIES,
  ONC,
  VSCODE_SETTINGS,
} from './json-schemas.ts';
import { textOf, textsOf } from './rendered.ts';

const ajv = new Ajv({ formats: { uri: (text: string) => URL.canParse(text) } });

describe.each([
  ['chrome-policy', CHROMIUM_POLICY],
  ['edge-policy', CHROMIUM_POLICY],
  ['firefox-policies', FIREFOX_POLICIES],
  ['chromeos-onc', ONC],
  ['android-management', ANDROID_POLICY],
  ['docker-client', DOCKER_CLIENT],
  ['docker-daemon', DOCKER_DAEMON],
  ['vscode', VSCODE_SETTINGS],
])('%s', (id, schema) => {
  const validate = ajv.compile(schema);

  test('is strict JSON of its schema, without a byte order mark', () => {
    for (const { name, text } of textsOf(id)) {
      expect(text.startsWith('\ufeff'), name).toBe(false);
      expect([validate(JSON.parse(text)), validate.errors], `${name}: ${text}`).toEqual([true, null]);
    }
  });

  test('has texts', () => expect(textsOf(id).length).toBeGreaterThan(3));
});

test('the schemas refuse what the readers misread in silence', () => {
  const chromium = ajv.compile(CHROMIUM_POLICY);
  for (const settings of [
    { ProxyMode: 'pac_script', ProxyPacUrl: 'https://h/p.pac', ProxyServer: 'h:1' },
    { ProxyMode: 'pac_script', ProxyPacUrl: 'https://h/p.pac', ProxyPacMandatory: 'true' },
    { ProxyMode: 'fixed_servers', ProxyServer: 'http://h:1/' },
    { ProxyMode: 'fixed_servers', ProxyServer: 'PROXY h:1' },
    { ProxyMode: 'fixed_servers', ProxyServer: 'http=a:1,https=b:2' },
  ]) {
    expect(chromium({ ProxySettings: settings }), JSON.stringify(settings)).toBe(false);
  }
  const firefox = ajv.compile(FIREFOX_POLICIES);
  for (const address of ['http://h:1', 'h', 'h:443', '[::1]:3128']) {
    expect(firefox({ policies: { Proxy: { Mode: 'manual', HTTPProxy: address } } }), address).toBe(false);
  }
});

test('chrome-policy and firefox-policies are what test/clients gives to real browsers', () => {
  const url = 'https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac';
  expect(JSON.parse(textOf('chrome-policy', 'pac-mandatory'))).toEqual({
    ProxySettings: { ProxyMode: 'pac_script', ProxyPacUrl: url, ProxyPacMandatory: true },
  });
  expect(JSON.parse(textOf('firefox-policies', 'pac'))).toEqual({
    policies: { Proxy: { Mode: 'autoConfig', AutoConfigURL: url, UseProxyForDNS: true, Locked: true } },
  });
});
