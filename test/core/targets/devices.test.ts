/** What may a profile say about devices? */
import { describe, expect, test } from 'vitest';
import { Devices } from '../../../schemas/profile.ts';

const isDevices = (value: unknown): boolean => Devices.safeParse(value).success;

describe('Devices', () => {
  test('take an organisation, a reverse domain name, a word about captive portals, and networks', () => {
    const wifi = [
      { ssid: 'Corp', security: 'wpa2' },
      { ssid: `'"$(x)<&>é`, security: 'none' },
    ];
    expect(isDevices({})).toBe(true);
    expect(isDevices({ organization: 'Example', identifier: 'com.example.proxy-1', captivePortal: true, wifi })).toBe(
      true,
    );
  });

  test.each([
    'proxy',
    'com.',
    '.com.example',
    'com..example',
    'com.example proxy',
    'com.example/x',
    'bücher.example',
    `a.${'b'.repeat(200)}`,
  ])('take no identifier %j', (identifier) => expect(isDevices({ identifier })).toBe(false));

  test.each(['', 'x'.repeat(33), 'é'.repeat(17), 'a\nb', 'a\0', '\ud800'])('take no network named %j', (ssid) =>
    expect(isDevices({ wifi: [{ ssid, security: 'none' }] })).toBe(false),
  );

  test('take each network once, and never a passphrase', () => {
    const network = { ssid: 'Corp', security: 'wpa3' };
    expect(isDevices({ wifi: [network, network] })).toBe(false);
    expect(isDevices({ wifi: [{ ...network, passphrase: 'x' }] })).toBe(false);
    expect(isDevices({ wifi: [{ ...network, password: 'x' }] })).toBe(false);
    expect(isDevices({ wifi: [{ ssid: 'Corp', security: 'wpa9' }] })).toBe(false);
  });
});
