/** Are texts for tools that are not run here what a parser of their format reads, with keys that the tool has? */
import Ajv, { type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { pathOf, program, testWith } from '../../../programs.ts';
import { CHROMIUM_POLICY, CONDARC, DEPLOYMENT_PATCH, FIREFOX_POLICIES, YARN_SETTINGS } from './json-schemas.ts';
import { readReg } from './reg-reader.ts';
import { textOf, textsOf } from './rendered.ts';
import { runIn, withFiles } from './run.ts';

const PYTHON = program({
  name: 'Python with tomllib',
  candidates: ['/usr/bin/python3', 'python3'],
  package: 'python3',
  check: ['-c', 'import tomllib'],
});
const XMLLINT = program({ name: 'xmllint', candidates: ['xmllint'], package: 'libxml2-utils' });
const ajv = new Ajv({ formats: { uri: (text: string) => URL.canParse(text) } });

/** What Python makes of the text, as JSON. */
function python(program: string, text: string): unknown {
  return withFiles({ text }, (folder) => {
    const { status, stdout, stderr } = runIn(folder, pathOf(PYTHON), ['-c', program]);
    expect([status, stderr], text).toEqual([0, '']);
    return JSON.parse(stdout);
  });
}

const TOML = 'import json,tomllib; print(json.dumps(tomllib.load(open("text","rb"))))';
const INI =
  'import json,configparser as c; p=c.RawConfigParser(); p.read("text"); print(json.dumps({s:dict(p[s]) for s in p.sections()}))';

describe('TOML', () => {
  testWith(PYTHON)('cargo names its proxy in [http]', () => {
    expect(python(TOML, textOf('cargo', 'fixed-http'))).toEqual({ http: { proxy: 'http://proxy.corp.example:3128' } });
    expect(python(TOML, textOf('cargo', 'fixed-socks5'))).toEqual({
      http: { proxy: 'socks5h://socks.corp.example:1080' },
    });
    expect(python(TOML, textOf('cargo', 'fixed-http', 'remove'))).toEqual({});
    for (const { text } of textsOf('cargo')) python(TOML, text);
  });

  testWith(PYTHON)('podman has an environment of assignments, in both cases with the same value', () => {
    for (const { name, text } of textsOf('podman').filter((one) => !one.name.endsWith('remove'))) {
      const read = python(TOML, text) as { engine: { env: string[] }; containers: object };
      expect(read.containers, name).toEqual({ http_proxy: true });
      const values = Object.fromEntries(read.engine.env.map((one) => one.split(/=(.*)/s).slice(0, 2)));
      expect(Object.keys(values).length, name).toBeGreaterThan(3);
      for (const [key, value] of Object.entries(values)) expect(values[key.toUpperCase()], name).toBe(value);
    }
    expect(python(TOML, textOf('podman', 'fixed-http', 'remove'))).toEqual({});
  });
});

describe('INI', () => {
  testWith(PYTHON)('subversion, mercurial, dnf and kde have one section each, and its keys', () => {
    const wanted: Record<string, [section: string, keys: string[]]> = {
      subversion: ['global', ['http-proxy-host', 'http-proxy-port', 'http-proxy-exceptions']],
      mercurial: ['http_proxy', ['host', 'no']],
      dnf: ['main', ['proxy', 'proxy_auth_method']],
      kde: [
        'Proxy Settings',
        [
          'proxytype',
          'proxy config script',
          'httpproxy',
          'httpsproxy',
          'ftpproxy',
          'socksproxy',
          'noproxyfor',
          'reversedexception',
        ],
      ],
    };
    for (const [id, [section, keys]] of Object.entries(wanted)) {
      for (const { name, text } of textsOf(id)) {
        const read = python(INI, text) as Record<string, Record<string, string>>;
        if (Object.keys(read).length === 0) {
          expect(name, id).toMatch(/remove$/);
          continue;
        }
        expect(Object.keys(read), `${id} ${name}`).toEqual([section]);
        expect(keys, `${id} ${name}`).toEqual(expect.arrayContaining(Object.keys(read[section] ?? {})));
      }
    }
    expect(python(INI, textOf('subversion', 'fixed-http'))).toEqual({
      global: {
        'http-proxy-host': 'proxy.corp.example',
        'http-proxy-port': '3128',
        'http-proxy-exceptions': 'localhost, 127.0.0.1, corp.example, *.corp.example, 10.*',
      },
    });
  });
});

describe('YAML', () => {
  const holds = (validate: ValidateFunction, id: string) => {
    for (const { name, text } of textsOf(id)) {
      const read = parseYaml(text, { strict: true, uniqueKeys: true }) ?? {};
      expect([validate(read), validate.errors], `${id} ${name}`).toEqual([true, null]);
    }
  };

  test('yarn, conda and kubernetes are what their schemas say', () => {
    holds(ajv.compile(YARN_SETTINGS), 'yarn');
    holds(ajv.compile(CONDARC), 'conda');
    holds(ajv.compile(DEPLOYMENT_PATCH), 'kubernetes');
  });

  test('kubernetes leaves nothing of an earlier profile, and what somebody else set', () => {
    interface Variable {
      readonly name: string;
      readonly value?: string;
      readonly $patch?: string;
    }
    /** A strategic merge (as `kubectl patch --local` does it): variables by their names, `$patch: delete` takes one away. */
    const patched = (before: readonly Variable[], text: string): Variable[] => {
      const patch: Variable[] = parseYaml(text).spec.template.spec.containers[0].env;
      const merged = new Map([...before, ...patch].map((one) => [one.name, one]));
      return [...merged.values()].filter(({ $patch }) => $patch !== 'delete');
    };
    const kept = [{ name: 'KEPT', value: 'here' }];
    const first = patched(kept, textOf('kubernetes', 'fixed-http'));
    expect(first.map(({ name }) => name)).toContain('http_proxy');
    const second = patched(first, textOf('kubernetes', 'fixed-socks5'));
    const names = ['ALL_PROXY', 'KEPT', 'NO_PROXY', 'all_proxy', 'no_proxy'];
    expect(second.map(({ name }) => name).sort()).toEqual(names);
    expect(JSON.stringify(second)).not.toContain('proxy.corp.example');
    expect(patched(second, textOf('kubernetes', 'fixed-http', 'remove'))).toEqual(kept);
  });

  test('kubernetes takes away every variable that it sets, and keeps the cluster direct', () => {
    const env = (action: 'apply' | 'remove'): { name: string; value?: string }[] =>
      parseYaml(textOf('kubernetes', 'fixed-http', action)).spec.template.spec.containers[0].env;
    const removed = env('remove').map(({ name }) => name);
    expect(removed).toEqual(expect.arrayContaining(env('apply').map(({ name }) => name)));
    expect(env('apply').find(({ name }) => name === 'NO_PROXY')?.value).toMatch(
      /,\.svc,\.cluster\.local,\$\(KUBERNETES_SERVICE_HOST\)$/,
    );
  });
});

describe('nuget', () => {
  testWith(XMLLINT)('is well-formed, and names the proxy in config', () => {
    for (const { name, text } of textsOf('nuget')) {
      const { status, stdout } = withFiles({ 'NuGet.Config': text }, (folder) =>
        runIn(folder, pathOf(XMLLINT), [
          '--nonet',
          '--xpath',
          'count(/configuration) + count(/configuration/config/add[@key="http_proxy" and @value])',
          'NuGet.Config',
        ]),
      );
      expect([status, stdout.trim()], name).toEqual([0, name.endsWith('remove') ? '1' : '2']);
    }
  });
});

describe('managed preferences', () => {
  const PLIST = 'import json,plistlib; print(json.dumps(plistlib.load(open("text","rb"))))';

  testWith(PYTHON)('hold the policies of Chromium browsers', () => {
    const validate = ajv.compile(CHROMIUM_POLICY);
    for (const id of ['chrome-plist', 'edge-plist']) {
      for (const { name, text } of textsOf(id)) {
        expect([validate(python(PLIST, text)), validate.errors], `${id} ${name}`).toEqual([true, null]);
      }
    }
  });

  testWith(PYTHON)('hold the policy of Firefox, and switch policies on', () => {
    const validate = ajv.compile(FIREFOX_POLICIES);
    for (const { name, text } of textsOf('firefox-plist')) {
      const { EnterprisePoliciesEnabled: on, ...policies } = python(PLIST, text) as Record<string, unknown>;
      expect([validate({ policies }), validate.errors], name).toEqual([true, null]);
      expect(on, name).toBe(name.endsWith('remove') ? undefined : true);
    }
  });
});

describe('firefox-registry', () => {
  test('has the values of the policy, and deletes the others', () => {
    const names = new Set<string>();
    for (const { name: fixture } of textsOf('firefox-policies').filter(({ name }) => name.endsWith('apply'))) {
      const name = fixture.replace(/ apply$/, '');
      const [values = {}] = Object.values(readReg(textOf('firefox-registry', name)));
      const set = Object.entries(values).filter(([, value]) => value !== null);
      const policy = Object.entries(JSON.parse(textOf('firefox-policies', name)).policies.Proxy);
      const wanted = policy.map(([key, value]) => [key, typeof value === 'boolean' ? Number(value) : value]);
      expect(Object.fromEntries(set), name).toEqual(Object.fromEntries(wanted));
      for (const key of Object.keys(values)) names.add(key);
    }
    const [removed = {}] = Object.values(readReg(textOf('firefox-registry', 'pac', 'remove')));
    expect(removed).toEqual(Object.fromEntries([...names].map((name) => [name, null])));
  });
});
