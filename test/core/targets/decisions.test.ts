/** Is it decided rightly what a target is told, and told whatever it does not say? */
import { describe, expect, test } from 'vitest';
import { payloadUuid } from '../../../worker/core/targets/identity.ts';
import { renderBootstrap } from '../../../worker/core/targets/install/bootstrap.ts';
import { embeddedUrl, isPacUrl } from '../../../worker/core/targets/pac-url.ts';
import { renderTarget, type TargetInput } from '../../../worker/core/targets/render.ts';
import { collector } from '../../../worker/core/targets/report.ts';
import { inputOf } from './fixtures.ts';

const KEY_URL = 'https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac';
const proxies = {
  web: { scheme: 'http', host: 'web.example', port: 3128 },
  other: { scheme: 'http', host: 'other.example', port: 3128 },
  tls: { scheme: 'https', host: 'tls.example', port: 8443 },
  socks: { scheme: 'socks5', host: 'socks.example', port: 1080 },
};
const routes = { spare: ['web', 'other', 'direct'], odd: ['tls', 'web'], closed: ['tls'] };
const codes = (id: string, profile: object, more = {}) =>
  renderTarget(id, inputOf({ proxies, routes, ...profile }, more))?.findings.map(({ code, path }) => `${code} ${path}`);
const text = (id: string, profile: object, more = {}) =>
  renderTarget(id, inputOf({ proxies, routes, ...profile }, more))?.text ?? null;

describe('isPacUrl', () => {
  test('takes http and https URLs of characters that every format carries', () => {
    for (const url of [KEY_URL, 'http://wpad.example/wpad.dat', 'http://[2001:db8::1]:8080/p.pac?zone=a&for=apple']) {
      expect(isPacUrl(url)).toBe(true);
    }
    for (const url of [
      '',
      'p.pac',
      'file:///p.pac',
      'javascript:1',
      `${KEY_URL}?a=b,c`,
      `${KEY_URL}?"`,
      `${KEY_URL} `,
      "http://h/'",
      'http://h/\n',
      'http://bücher.example/',
      'http://u:p@h/',
      'http://h/p.pac#x',
    ]) {
      expect(isPacUrl(url), url).toBe(false);
    }
  });
});

describe('embeddedUrl', () => {
  test('names zone and flavour once, and only what is not generic', () => {
    expect(embeddedUrl(KEY_URL, null, 'generic')).toBe(KEY_URL);
    expect(embeddedUrl(KEY_URL, 'staff', 'apple')).toBe(`${KEY_URL}?zone=staff&for=apple`);
    expect(embeddedUrl(`${KEY_URL}?zone=guests&x=%41`, 'staff', 'windows')).toBe(
      `${KEY_URL}?zone=guests&x=%41&for=windows`,
    );
  });

  test('is named by every target as its readers need it', () => {
    const input = inputOf({ proxies, default: 'web', devices: { wifi: [{ ssid: 'x', security: 'none' }] } });
    const flavour = (id: string) =>
      /[?&](?:amp;)?for=([a-z]+)/.exec(renderTarget(id, input)?.text ?? '')?.[1] ?? 'generic';
    for (const id of ['macos-mobileconfig', 'ios-mobileconfig', 'wifi-mobileconfig', 'macos-networksetup'])
      expect(flavour(id)).toBe('apple');
    for (const id of ['windows-registry', 'windows-powershell', 'windows-netsh', 'intune-networkproxy'])
      expect(flavour(id)).toBe('windows');
    for (const id of [
      'chrome-registry',
      'edge-registry',
      'chrome-plist',
      'firefox-policies',
      'gnome-dconf',
      'wpad-dnsmasq',
    ])
      expect(flavour(id)).toBe('generic');
  });
});

describe('payloadUuid', () => {
  test('is version 5 of identifier, type and network, and of nothing else', () => {
    // Computed with Python: uuid.uuid5(uuid.UUID('5d7c1c3e-8a4f-4c0b-9d2e-6f1a7b3c9e58'), '["com.example.proxy","t"]').
    expect(payloadUuid('com.example.proxy', 't')).toBe('797064A0-75AF-54FF-8CF9-6B3553F8C9E7');
    expect(payloadUuid('com.example.proxy', 't', 'Corp')).not.toBe(payloadUuid('com.example.proxy', 't', 'Guests'));
    expect(payloadUuid('a', 'b')).toBe(payloadUuid('a', 'b'));
  });
});

describe('the first usable proxy', () => {
  test('is the next that the format knows, and what is left out is told', () => {
    expect(text('apt', { default: 'odd' }, { mode: 'fixed' })).toContain('"https://tls.example:8443/"');
    expect(text('android-management', { default: 'odd' }, { mode: 'fixed' })).toContain('web.example');
    expect(codes('android-management', { default: 'odd' }, { mode: 'fixed' })).toEqual([
      'target.proxy-skipped /proxies/tls',
    ]);
    expect(codes('android-management', { default: 'spare' }, { mode: 'fixed' })).toEqual([
      'target.first-only /default',
    ]);
    expect(codes('chrome-policy', { default: 'spare' }, { mode: 'fixed' })).toEqual([]);
    expect(text('chrome-policy', { default: 'spare' }, { mode: 'fixed' })).toContain(
      'web.example:3128,other.example:3128,direct://',
    );
  });

  test('is none where the format knows none of them: nothing is rendered that would go direct', () => {
    expect(text('android-management', { default: 'closed' }, { mode: 'fixed' })).toBeNull();
    expect(codes('android-management', { default: 'closed' }, { mode: 'fixed' })).toContain(
      'target.no-usable-proxy /default',
    );
    expect(codes('curl', { default: 'direct' }, { mode: 'fixed' })).toEqual(['target.no-proxy /default']);
  });

  test('is a dead one for block', () => {
    expect(text('curl', { default: 'block' }, { mode: 'fixed' })).toContain('"http://127.0.0.1:9"');
  });
});

describe('rules by the scheme of the URL', () => {
  const rules = [{ when: { scheme: 'https' }, use: 'other' }];
  const profile = { rules, default: 'web' };

  test('are ways of their own where the format has them', () => {
    expect(text('chrome-policy', profile, { mode: 'fixed' })).toContain(
      '"http=web.example:3128;https=other.example:3128"',
    );
    expect(codes('chrome-policy', profile, { mode: 'fixed' })).toEqual([]);
  });

  test('are told where it has not', () => {
    expect(codes('android-management', profile, { mode: 'fixed' })).toEqual(['target.rule-lost /rules/0']);
  });

  test('may be direct: then the other scheme alone has a proxy', () => {
    const direct = { rules: [{ when: { scheme: 'http' }, use: 'direct' }], default: 'web' };
    expect(text('linux-env', direct, { mode: 'fixed' })).toContain('https_proxy=');
    expect(text('linux-env', direct, { mode: 'fixed' })).not.toMatch(/^http_proxy=/m);
    expect(text('apt', direct, { mode: 'fixed' })).toContain('Acquire::http::Proxy "DIRECT";');
    expect(
      text('maven', { rules: [{ when: { scheme: 'https' }, use: 'direct' }], default: 'web' }, { mode: 'fixed' }),
    ).toContain('<nonProxyHosts>*</nonProxyHosts>');
  });

  test('cannot be direct beside SOCKS where SOCKS takes everything', () => {
    const mixed = { rules: [{ when: { scheme: 'http' }, use: 'direct' }], default: 'socks' };
    expect(codes('firefox-policies', mixed, { mode: 'fixed' })).toEqual(['target.socks-everything /default']);
  });
});

describe('rules that lead elsewhere', () => {
  test('are told, except where they lead where everything goes', () => {
    const rules = [
      { when: { domain: 'a.example' }, use: 'other' },
      { when: { domain: 'b.example' }, use: 'web' },
      { when: { domain: 'c.example' }, use: 'block' },
      { when: { domain: 'd.example' }, use: 'other', disabled: true },
    ];
    expect(codes('chrome-policy', { rules, default: 'web' }, { mode: 'fixed' })).toEqual([
      'target.rule-lost /rules/0',
      'target.rule-lost /rules/2',
    ]);
  });

  test('are told to be overruled by what a later rule sends direct', () => {
    const rules = [
      { when: { domain: 'lab.corp.example' }, use: 'block' },
      { when: { domain: 'corp.example' }, use: 'direct' },
      { when: { domain: 'www.corp.example' }, use: 'direct', disabled: true },
    ];
    expect(codes('chrome-policy', { rules, default: 'web' }, { mode: 'fixed' })).toEqual([
      'target.rule-bypassed /rules/0',
    ]);
  });
});

describe('findings', () => {
  test('say what a PAC of this target leaves out of this profile', () => {
    const profile = { rules: [{ when: { domain: 'x.example' }, use: 'closed' }], default: 'odd' };
    expect(codes('windows-registry', profile)).toEqual([
      'target.pac-drops /proxies/tls',
      'target.pac-empties /routes/closed',
    ]);
    expect(codes('chrome-policy', profile)).toEqual([]);
  });

  test('say that a target reads no PAC, cannot be mandatory, or does not say what a proxy asks for', () => {
    expect(codes('git', { default: 'web' })).toContain('target.pac-unsupported ');
    expect(codes('firefox-policies', { default: 'web', delivery: { mandatory: true } })).toEqual([
      'target.mandatory-unsaid /delivery/mandatory',
    ]);
    expect(codes('chrome-policy', { default: 'web', delivery: { mandatory: true } })).toEqual([]);
    const asking = { proxies: { web: { ...proxies.web, auth: 'negotiate' } }, routes: {}, default: 'web' };
    expect(codes('npm', asking, { mode: 'fixed' })).toContain('target.auth-unsaid /proxies/web/auth');
    expect(codes('curl', asking, { mode: 'fixed' })).not.toContain('target.auth-unsaid /proxies/web/auth');
  });

  test('stop at fifty of one code, and say how many more there are', () => {
    const { report, findings } = collector();
    for (let index = 0; index < 60; index++) report('target.rule-lost', `/rules/${index}`);
    expect(findings()).toHaveLength(51);
    expect(findings().at(-1)?.message).toContain('the same in 10 more places');
  });

  test('say that a list is cut before its reader gives up', () => {
    const domain = Array.from({ length: 600 }, (_, index) => `department-${index}.internal.example`);
    const profile = { rules: [{ when: { domain }, use: 'direct' }], default: 'web' };
    expect(codes('linux-env', profile, { mode: 'fixed' })).toContain('target.bypass-long /rules');
    for (const line of (text('linux-env', profile, { mode: 'fixed' }) ?? '').split('\n'))
      expect(line.length).toBeLessThan(8_192);
    expect(codes('chrome-policy', profile, { mode: 'fixed' })).toEqual([]);
  });
});

describe('renderBootstrap', () => {
  const shOf = (profile: object, more: Partial<TargetInput> = {}) =>
    renderBootstrap('install.sh', inputOf(profile, { mode: 'fixed', ...more }));

  test('takes away what cannot be rendered any more, and says so without refusing', () => {
    const made = shOf({ proxies, default: 'socks' });
    expect(made?.text).toContain(
      `place 'pip' 'file' '/etc/pip.conf' "$home"'/.config/pip/pip.conf' 'pip pip3' '-' '' ''`,
    );
    expect(made?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(made?.findings.map(({ code }) => code)).toContain('target.no-usable-proxy');
    const ps1 = renderBootstrap('install.ps1', inputOf({ default: 'direct' }, { mode: 'fixed' }))?.text;
    expect(ps1?.match(/IsNothing = \$true/g)).toHaveLength(6);
  });

  test('has a text where everything is direct: one that takes all proxies away', () => {
    const made = shOf({ default: 'direct' });
    expect(made?.text).toContain(`place 'npm' 'block' 'NPM_GLOBAL' "$home"'/.npmrc' 'npm' '-' '' ''`);
    expect(made?.findings.map(({ code }) => code)).toContain('target.no-proxy');
  });

  test('has no text where the URL is refused, and none of another name', () => {
    expect(
      renderBootstrap('install.ps1', inputOf({ proxies, default: 'web' }, { pacUrl: 'nothing' }))?.text,
    ).toBeNull();
    expect(renderBootstrap('install.exe', inputOf({ proxies, default: 'web' }))).toBeNull();
  });

  test('removes by itself when it is asked for removal, with no need of a proxy or a URL', () => {
    const input = inputOf({ default: 'direct' }, { action: 'remove', mode: 'fixed', pacUrl: null });
    expect(renderBootstrap('install.sh', input)?.text).toContain("ACTION='remove'");
    expect(renderBootstrap('install.sh', input)?.findings).toEqual([]);
    expect(renderBootstrap('install.ps1', input)?.text).toContain('[switch]$Remove = $true');
  });

  test('leaves the zone to the URL of the PAC, and follows it in what is decided now', () => {
    const profile = {
      proxies,
      rules: [{ when: { domain: 'guests.example', zone: 'guests' }, use: 'direct' }],
      default: 'web',
    };
    for (const name of ['install.sh', 'install.ps1']) {
      const text = renderBootstrap(name, inputOf(profile, { zone: 'guests', urlZone: null }))?.text ?? '';
      expect(text).toContain('localhost,127.0.0.1,::1,guests.example');
      expect(text).not.toContain('?zone=');
      expect(renderBootstrap(name, inputOf(profile, { zone: 'guests' }))?.text).toContain('?zone=guests');
    }
  });

  test('cuts the list of a variable of Windows where Windows would', () => {
    const domain = Array.from({ length: 3_000 }, (_, index) => `department-${index}.internal.example`);
    const made = renderBootstrap(
      'install.ps1',
      inputOf({ proxies, rules: [{ when: { domain }, use: 'direct' }], default: 'web' }, { mode: 'fixed' }),
    );
    const [, list = ''] = /NO_PROXY = '([^']*)'/.exec(made?.text ?? '') ?? [];
    expect([list.length > 30_000, list.length < 32_767]).toEqual([true, true]);
    expect(made?.findings.map(({ message }) => message).join()).toContain('Windows takes 32,767 characters');
  });
});

describe('a target for servers', () => {
  const server = (profile: object, more: Partial<TargetInput> = {}) =>
    renderTarget('squid', inputOf(profile, { mode: 'fixed', ...more }));

  test('is the same for whoever asks', () => {
    const rules = [{ when: { zone: 'guests' }, use: 'block' }];
    const profile = { proxies, rules, default: 'web' };
    expect(server(profile, { zone: 'guests' })?.text).toBe(server(profile)?.text);
    expect(server(profile, { zone: 'guests' })?.text).toContain('http_port 3128');
  });

  test('is not rendered without a port: the program would not start', () => {
    for (const id of ['squid', 'tinyproxy', 'dante']) {
      expect(text(id, { default: 'block' }, { mode: 'fixed' })).toBeNull();
      expect(codes(id, { default: 'block' }, { mode: 'fixed' })).toContain('target.no-usable-proxy /default');
    }
  });

  test('serves the proxy that only the rule of a zone leads to', () => {
    const rules = [{ when: { zone: 'staff' }, use: 'web' }];
    expect(server({ proxies, rules, default: 'direct' })?.text).toContain('http_port 3128');
  });
});

describe('long lists of what goes direct', () => {
  const domain = Array.from({ length: 4_000 }, (_, index) => `department-${index}.internal.example`);
  const profile = { rules: [{ when: { domain }, use: 'direct' }], default: 'web' };

  test.each([
    ['curl', 102_400],
    ['docker-client', 131_072],
    ['docker-daemon', 131_072],
    ['npm', 131_072],
  ])('are cut in %s before its reader gives up, and that is told', (id, limit) => {
    const lines = (text(id, profile, { mode: 'fixed' }) ?? '').split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(limit);
    expect(codes(id, profile, { mode: 'fixed' })).toContain('target.bypass-long /rules');
  });
});

describe("curl's ranges", () => {
  test('are told to be new', () => {
    const profile = { rules: [{ when: { cidr: '10.0.0.0/8' }, use: 'direct' }], default: 'web' };
    expect(codes('curl', profile, { mode: 'fixed' })).toEqual(
      expect.arrayContaining(['target.bypass-partly /rules/0']),
    );
  });
});

describe('configuration profiles of Apple devices', () => {
  const outer = (id: string) => {
    const devices = { identifier: 'com.example.proxy', wifi: [{ ssid: 'Corp', security: 'wpa2' }] };
    const plist = text(id, { default: 'web', devices }) ?? '';
    const [head = ''] = plist.split('<key>PayloadContent</key>');
    return ['PayloadIdentifier', 'PayloadUUID'].map(
      (key) => new RegExp(`<key>${key}</key>\\s*<string>([^<]*)`).exec(head)?.[1],
    );
  };

  test('of Wi-Fi and of the global proxy stand beside each other; those of macOS and iOS are one', () => {
    const [global, wifi] = [outer('macos-mobileconfig'), outer('wifi-mobileconfig')];
    expect(wifi).toEqual(['com.example.proxy.wifi', payloadUuid('com.example.proxy.wifi', 'Configuration')]);
    expect(global).toEqual(['com.example.proxy', payloadUuid('com.example.proxy', 'Configuration')]);
    expect(outer('ios-mobileconfig')).toEqual(global);
  });
});

describe('gnome-dconf', () => {
  test('writes an IPv6 address as readers need it, and no proxy for ftp, which GLib would misread', () => {
    const six = { proxies: { six: { scheme: 'http', host: '2001:db8::8', port: 3128 } }, routes: {}, default: 'six' };
    expect(text('gnome-dconf', six, { mode: 'fixed' })).toContain("[system/proxy/http]\nhost='[2001:db8::8]'");
    expect(text('gnome-dconf', six, { mode: 'fixed' })).not.toContain('system/proxy/ftp');
  });

  test('tells which rules by scheme GLib does not follow, and says the others', () => {
    const https = { rules: [{ when: { scheme: 'https' }, use: 'direct' }], default: 'web' };
    expect(codes('gnome-dconf', https, { mode: 'fixed' })).toContain('target.rule-lost /rules/0');
    const ftp = { rules: [{ when: { scheme: 'ftp' }, use: 'direct' }], default: 'web' };
    expect(codes('gnome-dconf', ftp, { mode: 'fixed' })).not.toContain('target.rule-lost /rules/0');
    expect(text('gnome-dconf', ftp, { mode: 'fixed' })).toContain('use-same-proxy=false');
    const other = { rules: [{ when: { scheme: 'ftp' }, use: 'other' }], default: 'web' };
    expect(codes('gnome-dconf', other, { mode: 'fixed' })).toContain('target.rule-lost /rules/0');
    const mixed = { rules: [{ when: { scheme: 'https' }, use: 'socks' }], default: 'web' };
    expect(codes('gnome-dconf', mixed, { mode: 'fixed' })).toContain('target.rule-lost /rules/0');
  });
});
