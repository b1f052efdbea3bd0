/** Which proxy does a program of GNOME use after gnome-dconf? glib-networking's own resolver answers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { renderTarget } from '../../../../worker/core/targets/render.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { inputOf } from '../fixtures.ts';
import { runIn, withFiles } from './run.ts';

const DCONF = program({ name: 'dconf', candidates: ['dconf'], package: 'dconf-cli' });
const GI = program({
  name: "Python's GLib",
  candidates: ['/usr/bin/python3'],
  package: 'python3-gi',
  check: ['-c', 'from gi.repository import Gio'],
});
const LOOK_UP = `import sys
from gi.repository import Gio
resolver = Gio.ProxyResolver.get_default()
print(type(resolver).__name__)
for url in sys.argv[1:]: print(" ".join(resolver.lookup(url, None)))
`;
const ENVIRONMENT = { GIO_USE_PROXY_RESOLVER: 'gnome', XDG_CURRENT_DESKTOP: 'GNOME' };
const IS_IT = `import os
os.environ.update(GIO_USE_PROXY_RESOLVER="gnome", XDG_CURRENT_DESKTOP="GNOME")
from gi.repository import Gio
assert type(Gio.ProxyResolver.get_default()).__name__ == "GProxyResolverGnome"`;
const RESOLVER = program({
  name: "glib-networking's resolver for GNOME",
  candidates: ['/usr/bin/python3'],
  package: 'glib-networking',
  check: ['-c', IS_IT],
});

/** What the resolver answers for these URLs with this keyfile as the only database. */
function answers(keyfile: string, urls: readonly string[]): string[] {
  return withFiles({ 'look-up.py': LOOK_UP }, (folder) => {
    mkdirSync(join(folder, 'db.d'));
    writeFileSync(join(folder, 'db.d', '00-portolan-proxy'), keyfile);
    expect(runIn(folder, pathOf(DCONF), ['compile', join(folder, 'db'), join(folder, 'db.d')]).status).toBe(0);
    writeFileSync(join(folder, 'profile'), `file-db:${folder}/db\n`);
    const env = { ...ENVIRONMENT, DCONF_PROFILE: join(folder, 'profile') };
    const { stdout, stderr } = runIn(folder, pathOf(GI), ['look-up.py', ...urls], env);
    const [resolver, ...found] = stdout.trim().split('\n');
    expect([resolver, stderr]).toEqual(['GProxyResolverGnome', '']);
    return found;
  });
}

const proxies = {
  web: { scheme: 'http', host: 'web.example', port: 3128 },
  other: { scheme: 'http', host: 'other.example', port: 3129 },
  six: { scheme: 'http', host: '2001:db8::8', port: 3128 },
  socks: { scheme: 'socks5', host: 'socks.example', port: 1080 },
};
const WEB = 'http://web.example:3128';
const OTHER = 'http://other.example:3129';
const SIX = 'http://[2001:db8::8]:3128';
const DIRECT = 'direct://';
const rule = (scheme: string, use: string) => ({ when: { scheme }, use });

/** What URLs of http, https and ftp take, and which rules a finding tells to be lost. */
const CASES: readonly (readonly [name: string, profile: object, taken: readonly string[], lost: readonly string[]])[] =
  [
    ['one proxy', { default: 'web' }, [WEB, WEB, WEB], []],
    ['an IPv6 proxy', { default: 'six' }, [SIX, SIX, SIX], []],
    ['https direct', { rules: [rule('https', 'direct')], default: 'web' }, [WEB, WEB, WEB], ['/rules/0']],
    ['http direct', { rules: [rule('http', 'direct')], default: 'web' }, [DIRECT, WEB, DIRECT], ['/default']],
    ['ftp direct', { rules: [rule('ftp', 'direct')], default: 'web' }, [WEB, WEB, DIRECT], []],
    ['https elsewhere', { rules: [rule('https', 'other')], default: 'web' }, [WEB, OTHER, WEB], []],
    ['ftp elsewhere', { rules: [rule('ftp', 'other')], default: 'web' }, [WEB, WEB, DIRECT], ['/rules/0']],
  ];

describe('gnome-dconf', () => {
  for (const [name, profile, taken, lost] of CASES) {
    testWith(
      DCONF,
      GI,
      RESOLVER,
    )(`${name} is what GLib makes of it, or is told`, () => {
      const rendered = renderTarget('gnome-dconf', inputOf({ proxies, ...profile }, { mode: 'fixed' }));
      expect(answers(rendered?.text ?? '', ['http://a.example/', 'https://a.example/', 'ftp://a.example/'])).toEqual(
        taken,
      );
      const told = rendered?.findings.filter(({ code }) => code === 'target.rule-lost').map(({ path }) => path);
      expect(told).toEqual(lost);
    });
  }

  testWith(
    DCONF,
    GI,
    RESOLVER,
  )('SOCKS takes what has no http proxy, and what that overrules is told', () => {
    const profile = { rules: [rule('https', 'web'), rule('ftp', 'direct')], default: 'socks' };
    const rendered = renderTarget('gnome-dconf', inputOf({ proxies, ...profile }, { mode: 'fixed' }));
    const [http, https, ftp] = answers(rendered?.text ?? '', [
      'http://a.example/',
      'https://a.example/',
      'ftp://a.example/',
    ]);
    expect([http, https, ftp]).toEqual([
      expect.stringContaining('socks.example:1080'),
      WEB,
      expect.stringContaining('socks.example:1080'),
    ]);
    expect(rendered?.findings.map(({ code, path }) => `${code} ${path}`)).toContain('target.rule-lost /rules/1');
  });
});
