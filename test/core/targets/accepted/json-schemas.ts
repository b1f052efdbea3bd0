/** What do the readers of rendered JSON take? Written from the sources that stand beside each. */

/**
 * Chromium, components/policy/resources/templates/policy_definitions/Miscellaneous/ProxySettings.yaml (BSD-3-Clause), and
 * what Chromium 156 was seen to ignore without a word: keys of another mode, slashes, user names, blanks in the list.
 */
const PROXY_URI = '(?:[a-z0-9]+://)?[^/@ ,;=]+';
const PROXY_LIST = `(?:direct://|${PROXY_URI})(?:,(?:direct://|${PROXY_URI}))*`;
export const PROXY_SETTINGS = {
  oneOf: [
    {
      type: 'object',
      additionalProperties: false,
      required: ['ProxyMode', 'ProxyPacUrl'],
      properties: {
        ProxyMode: { const: 'pac_script' },
        ProxyPacUrl: { type: 'string', pattern: '^https?://' },
        ProxyPacMandatory: { type: 'boolean' },
      },
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['ProxyMode', 'ProxyServer'],
      properties: {
        ProxyMode: { const: 'fixed_servers' },
        ProxyServer: { type: 'string', pattern: `^(?:${PROXY_LIST}|http=${PROXY_LIST};https=${PROXY_LIST})$` },
        ProxyBypassList: { type: 'string', pattern: '^[^ ;,]+(?:,[^ ;,]+)*$' },
      },
    },
  ],
};

/** A policy file of Chrome or Edge; removing leaves one that sets nothing. */
export const CHROMIUM_POLICY = {
  type: 'object',
  additionalProperties: false,
  properties: { ProxySettings: PROXY_SETTINGS },
};

/**
 * Firefox ESR 153, browser/modules/policies/policies-schema.json (MPL-2.0), and what it was seen to lose without a word:
 * an address with a scheme or port 443, IPv6, and `;` in the list.
 */
const ADDRESS = { type: 'string', pattern: '^[A-Za-z0-9._-]+:(?!443$)[0-9]+$' };
export const FIREFOX_POLICIES = {
  type: 'object',
  additionalProperties: false,
  required: ['policies'],
  properties: {
    policies: {
      type: 'object',
      additionalProperties: false,
      properties: {
        Proxy: {
          type: 'object',
          additionalProperties: false,
          required: ['Mode'],
          properties: {
            Mode: { enum: ['none', 'system', 'manual', 'autoDetect', 'autoConfig'] },
            Locked: { type: 'boolean' },
            AutoConfigURL: { type: 'string', format: 'uri' },
            HTTPProxy: ADDRESS,
            SSLProxy: ADDRESS,
            SOCKSProxy: ADDRESS,
            SOCKSVersion: { type: 'number', enum: [4, 5] },
            UseHTTPProxyForAllProtocols: { type: 'boolean' },
            Passthrough: { type: 'string', pattern: '^[^ ;,]+(?:, [^ ;,]+)*$' },
            UseProxyForDNS: { type: 'boolean' },
            AutoLogin: { type: 'boolean' },
          },
          anyOf: [
            { properties: { Mode: { const: 'autoConfig' } }, required: ['AutoConfigURL'] },
            ...['HTTPProxy', 'SSLProxy', 'SOCKSProxy'].map((key) => ({
              properties: { Mode: { const: 'manual' } },
              required: [key],
            })),
            { properties: { Mode: { enum: ['none', 'system', 'autoDetect'] } } },
          ],
        },
      },
    },
  },
};

/** Chromium, components/onc/docs/onc_spec.md. */
const LOCATION = {
  type: 'object',
  additionalProperties: false,
  required: ['Host', 'Port'],
  properties: { Host: { type: 'string', minLength: 1 }, Port: { type: 'integer', minimum: 1, maximum: 65535 } },
};
export const ONC = {
  type: 'object',
  additionalProperties: false,
  required: ['Type', 'NetworkConfigurations'],
  properties: {
    Type: { const: 'UnencryptedConfiguration' },
    NetworkConfigurations: {
      type: 'array',
      minItems: 1,
      items: {
        oneOf: [
          {
            type: 'object',
            additionalProperties: false,
            required: ['GUID', 'Remove'],
            properties: { GUID: { type: 'string', minLength: 1 }, Remove: { const: true } },
          },
          {
            type: 'object',
            additionalProperties: false,
            required: ['GUID', 'Name', 'Type', 'WiFi', 'ProxySettings'],
            properties: {
              GUID: { type: 'string', minLength: 1 },
              Name: { type: 'string' },
              Type: { const: 'WiFi' },
              WiFi: {
                type: 'object',
                additionalProperties: false,
                required: ['SSID', 'Security'],
                properties: {
                  SSID: { type: 'string' },
                  Security: { enum: ['None', 'WEP-PSK', 'WEP-8021X', 'WPA-PSK', 'WPA-EAP'] },
                },
              },
              ProxySettings: {
                oneOf: [
                  {
                    type: 'object',
                    additionalProperties: false,
                    required: ['Type', 'PAC'],
                    properties: { Type: { const: 'PAC' }, PAC: { type: 'string' } },
                  },
                  {
                    type: 'object',
                    additionalProperties: false,
                    required: ['Type', 'Manual'],
                    properties: {
                      Type: { const: 'Manual' },
                      Manual: {
                        type: 'object',
                        additionalProperties: false,
                        minProperties: 1,
                        properties: {
                          HTTPProxy: LOCATION,
                          SecureHTTPProxy: LOCATION,
                          FTPProxy: LOCATION,
                          SOCKS: LOCATION,
                        },
                      },
                      ExcludeDomains: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
                    },
                  },
                ],
              },
            },
          },
        ],
      },
    },
  },
};

/** Android Management API, enterprises.policies, ProxyInfo: a PAC, or a proxy with what it does not serve. */
export const ANDROID_POLICY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    recommendedGlobalProxy: {
      oneOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['pacUri'],
          properties: { pacUri: { type: 'string', format: 'uri' } },
        },
        {
          type: 'object',
          additionalProperties: false,
          required: ['host', 'port'],
          properties: {
            host: { type: 'string' },
            port: { type: 'integer', minimum: 1, maximum: 65535 },
            excludedHosts: { type: 'array', items: { type: 'string' } },
          },
        },
      ],
    },
  },
};

const TEXT = { type: 'string', minLength: 1 };

/** moby/moby, daemon/config/config.go, type Proxies (Docker Engine 23.0 and later). */
export const DOCKER_DAEMON = {
  type: 'object',
  additionalProperties: false,
  properties: {
    proxies: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: { 'http-proxy': TEXT, 'https-proxy': TEXT, 'no-proxy': TEXT },
    },
  },
};

/** docker/cli, cli/config/configfile/file.go, type ProxyConfig. */
export const DOCKER_CLIENT = {
  type: 'object',
  additionalProperties: false,
  properties: {
    proxies: {
      type: 'object',
      additionalProperties: false,
      required: ['default'],
      properties: {
        default: {
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          properties: { httpProxy: TEXT, httpsProxy: TEXT, ftpProxy: TEXT, noProxy: TEXT, allProxy: TEXT },
        },
      },
    },
  },
};

/** Microsoft, Netsh commands for WinHTTP, set advproxy: all four, spelled like this. */
export const ADVANCED_PROXY = {
  type: 'object',
  additionalProperties: false,
  required: ['Proxy', 'ProxyBypass', 'AutoconfigUrl', 'AutoDetect'],
  properties: {
    Proxy: { type: 'string' },
    ProxyBypass: { type: 'string' },
    AutoconfigUrl: { type: 'string' },
    AutoDetect: { type: 'boolean' },
  },
};

/** microsoft/vscode, src/vs/platform/request/common/request.ts (registerProxyConfigurations): the pattern is its own. */
export const VSCODE_SETTINGS = {
  type: 'object',
  additionalProperties: false,
  properties: {
    'http.proxy': {
      type: 'string',
      pattern: '^(https?|socks|socks4a?|socks5h?)://([^:]*(:[^@]*)?@)?([^:]+|\\[[:0-9a-fA-F]+\\])(:\\d+)?/?$|^$',
    },
    'http.proxySupport': { enum: ['off', 'on', 'fallback', 'override'] },
    'http.noProxy': { type: 'array', items: { type: 'string', pattern: '^[^*/\\s]+$' } },
  },
};

/** Kubernetes API, Deployment and EnvVar, as a strategic merge patch: lists are merged by `name`. */
export const DEPLOYMENT_PATCH = {
  ...nested(['spec', 'template', 'spec', 'containers'], {
    type: 'array',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'env'],
      properties: {
        name: { type: 'string' },
        env: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['name'],
            oneOf: [{ required: ['value'] }, { required: ['$patch'] }],
            properties: {
              name: { type: 'string', pattern: '^[A-Za-z_]+$' },
              value: { type: 'string', pattern: '^(?:[^$]|\\$\\(KUBERNETES_SERVICE_HOST\\)|\\$\\$)*$' },
              $patch: { const: 'delete' },
            },
          },
        },
      },
    },
  }),
};

/** Yarn, Settings: what is written of them; `networkSettings` by host. */
const YARN_PROXY = { type: 'string', pattern: '^(?:http://[^/@ ]+:[0-9]+)?$' };
export const YARN_SETTINGS = {
  type: 'object',
  additionalProperties: false,
  properties: {
    httpProxy: YARN_PROXY,
    httpsProxy: YARN_PROXY,
    networkSettings: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: { httpProxy: { const: '' }, httpsProxy: { const: '' } },
      },
    },
  },
};

/** conda, settings, proxy_servers. */
export const CONDARC = {
  type: 'object',
  additionalProperties: false,
  properties: {
    proxy_servers: {
      type: 'object',
      minProperties: 1,
      additionalProperties: false,
      properties: { http: TEXT, https: TEXT },
    },
  },
};

/** An object with one key at each level. */
function nested([key, ...rest]: readonly string[], inner: object): object {
  if (key === undefined) return inner;
  return {
    type: 'object',
    additionalProperties: false,
    required: [key],
    properties: { [key]: nested(rest, inner) },
  };
}
