/**
 * Which keys do Apple's payloads have? Rewritten from apple/device-management (MIT), release of iOS 18.1 and macOS 15.1:
 * mdm/profiles/TopLevel.yaml, CommonPayloadKeys.yaml, com.apple.proxy.http.global.yaml, com.apple.wifi.managed.yaml (the
 * keys of a plain network and its proxy).
 */
export interface PayloadKey {
  readonly type: 'string' | 'integer' | 'boolean' | 'array';
  readonly isRequired?: true;
  readonly values?: readonly (string | number)[];
}
type Payload = Readonly<Record<string, PayloadKey>>;

const COMMON: Payload = {
  PayloadIdentifier: { type: 'string', isRequired: true },
  PayloadUUID: { type: 'string', isRequired: true },
  PayloadType: { type: 'string', isRequired: true },
  PayloadVersion: { type: 'integer', isRequired: true, values: [1] },
  PayloadDescription: { type: 'string' },
  PayloadDisplayName: { type: 'string' },
  PayloadOrganization: { type: 'string' },
};

const PROXY: Payload = {
  ProxyServer: { type: 'string' },
  ProxyServerPort: { type: 'integer' },
  ProxyUsername: { type: 'string' },
  ProxyPassword: { type: 'string' },
  ProxyPACURL: { type: 'string' },
  ProxyPACFallbackAllowed: { type: 'boolean' },
};

/** The whole profile. */
export const TOP_LEVEL: Payload = {
  ...COMMON,
  PayloadType: { type: 'string', isRequired: true, values: ['Configuration'] },
  PayloadContent: { type: 'array', isRequired: true },
  PayloadRemovalDisallowed: { type: 'boolean' },
  PayloadScope: { type: 'string', values: ['System', 'User'] },
  TargetDeviceType: { type: 'integer', values: [0, 1, 2, 3, 4, 5, 6] },
};

/** Payloads by their type. */
export const PAYLOADS: Readonly<Record<string, Payload>> = {
  'com.apple.proxy.http.global': {
    ...COMMON,
    ...PROXY,
    ProxyType: { type: 'string', values: ['Manual', 'Auto'] },
    ProxyCaptiveLoginAllowed: { type: 'boolean' },
  },
  'com.apple.wifi.managed': {
    ...COMMON,
    ...PROXY,
    ProxyType: { type: 'string', values: ['None', 'Manual', 'Auto'] },
    AutoJoin: { type: 'boolean' },
    SSID_STR: { type: 'string' },
    HIDDEN_NETWORK: { type: 'boolean' },
    EncryptionType: { type: 'string', values: ['WEP', 'WPA', 'WPA2', 'WPA3', 'Any', 'None'] },
    Password: { type: 'string' },
    CaptiveBypass: { type: 'boolean' },
    EnableIPv6: { type: 'boolean' },
  },
};
