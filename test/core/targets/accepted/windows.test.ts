/** Do the formats of Windows hold what they should? Windows itself does not run here: readers of the formats do. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { renderBootstrap } from '../../../../worker/core/targets/install/bootstrap.ts';
import { MAX_CMD_LINE } from '../../../../worker/core/writers/cmd.ts';
import { pathOf, program, testWith } from '../../../programs.ts';
import { FIXTURES } from '../fixtures.ts';
import { ADVANCED_PROXY, PROXY_SETTINGS } from './json-schemas.ts';
import { readLgpo } from './lgpo-reader.ts';
import { readReg } from './reg-reader.ts';
import { textOf, textsOf } from './rendered.ts';

const XMLLINT = program({ name: 'xmllint', candidates: ['xmllint'], package: 'libxml2-utils' });
const ajv = new Ajv();

describe('windows-registry', () => {
  const KEY = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

  test('sets one way and clears the other', () => {
    expect(readReg(textOf('windows-registry', 'pac'))).toEqual({
      [KEY]: {
        AutoConfigURL: 'https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac?for=windows',
        ProxyEnable: 0,
        ProxyServer: null,
        ProxyOverride: null,
      },
    });
    expect(readReg(textOf('windows-registry', 'fixed-http'))[KEY]).toMatchObject({
      AutoConfigURL: null,
      ProxyEnable: 1,
      ProxyServer: 'proxy.corp.example:3128',
    });
    expect(readReg(textOf('windows-registry', 'pac', 'remove'))[KEY]).toEqual({
      AutoConfigURL: null,
      ProxyEnable: 0,
      ProxyServer: null,
      ProxyOverride: null,
    });
  });

  test('never writes an entry with a slash or a leading dot, which spoil the whole list', () => {
    for (const { name, text } of textsOf('windows-registry')) {
      const list = readReg(text)[KEY]?.ProxyOverride ?? '';
      expect(
        String(list)
          .split(';')
          .filter((entry) => /^\.|[/ ]/.test(entry)),
        name,
      ).toEqual([]);
    }
  });
});

describe('windows-registry-machine and windows-gpo', () => {
  const [POLICY, SETTINGS] = ['Policies\\Microsoft', 'Microsoft'].map(
    (path) => `SOFTWARE\\${path}\\Windows\\CurrentVersion\\Internet Settings`,
  );
  const user = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

  test('set the values of windows-registry for the machine, with the switch that makes them count', () => {
    for (const fixture of ['pac', 'fixed-rules', 'fixed-ipv6', 'fixed-socks4', 'pac-hostile']) {
      expect(readReg(textOf('windows-registry-machine', fixture)), fixture).toEqual({
        [`HKEY_LOCAL_MACHINE\\${POLICY}`]: { ProxySettingsPerUser: 0 },
        [`HKEY_LOCAL_MACHINE\\${SETTINGS}`]: readReg(textOf('windows-registry', fixture))[user],
      });
    }
  });

  test('say the same, as a .reg file and as a policy, applied and taken back', () => {
    const texts = textsOf('windows-gpo');
    expect(texts.map(({ name }) => name)).toEqual(textsOf('windows-registry-machine').map(({ name }) => name));
    textsOf('windows-registry-machine').forEach(({ name, text }, index) => {
      const entries = Object.entries(readReg(text)).flatMap(([path, values]) =>
        Object.entries(values).map(([value, is]) => {
          return { scope: 'Computer', key: path.replace(/^HKEY_LOCAL_MACHINE\\/, ''), name: value, value: is };
        }),
      );
      expect(readLgpo(texts[index]?.text ?? ''), name).toEqual(entries);
    });
  });

  test('take the switch away, and leave nothing on', () => {
    const removed = readLgpo(textOf('windows-gpo', 'pac', 'remove'));
    expect(removed.filter(({ value }) => value !== null)).toMatchObject([{ name: 'ProxyEnable', value: 0 }]);
    expect(removed).toContainEqual({ scope: 'Computer', key: POLICY, name: 'ProxySettingsPerUser', value: null });
  });
});

describe.each(['chrome-registry', 'edge-registry'])('%s', (id) => {
  const validate = ajv.compile(PROXY_SETTINGS);

  test('holds the policy as JSON in a text, and takes it away again', () => {
    for (const { name, text } of textsOf(id)) {
      const [values = {}] = Object.values(readReg(text));
      expect(Object.keys(values), name).toEqual(['ProxySettings']);
      if (values.ProxySettings === null) continue;
      expect(validate(JSON.parse(String(values.ProxySettings))), `${name}: ${text}`).toBe(true);
    }
  });
});

describe('windows-netsh', () => {
  /** What `echo` prints of a line, as cmd.exe reads batch files: carets escape, `%%` is `%`; anything else would act. */
  function echoed(text: string): string {
    const line = /^>"%settings%" echo (.*)$/m.exec(text)?.[1]?.trimEnd() ?? '';
    expect(line.replace(/\^./g, '').replace(/%%/g, '')).not.toMatch(/[&|<>()"^%]/);
    return line.replace(/%%/g, '%').replace(/\^(.)/g, '$1');
  }

  test('hands netsh the four values, whatever stands in them', () => {
    const validate = ajv.compile(ADVANCED_PROXY);
    for (const { name, text } of textsOf('windows-netsh')) {
      expect(validate(JSON.parse(echoed(text))), name).toBe(true);
      expect(text.replaceAll('\r\n', ''), name).not.toMatch(/[\r\n]/);
      for (const line of text.split('\r\n')) expect(line.length, name).toBeLessThanOrEqual(MAX_CMD_LINE);
    }
    const url = FIXTURES.find(({ name }) => name === 'pac-hostile')?.pacUrl;
    expect(JSON.parse(echoed(textOf('windows-netsh', 'pac-hostile'))).AutoconfigUrl).toBe(`${url}&for=windows`);
  });
});

describe('intune-networkproxy', () => {
  /** Microsoft, NetworkProxy CSP (DDF of 2023-12-06, CC-BY-4.0): which nodes take which format. */
  const NODES: Readonly<Record<string, string>> = {
    ProxySettingsPerUser: 'int',
    AutoDetect: 'int',
    SetupScriptUrl: 'chr',
    'ProxyServer/ProxyAddress': 'chr',
    'ProxyServer/Exceptions': 'chr',
    'ProxyServer/UseProxyForLocalAddresses': 'int',
  };
  const all = (text: string, pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([, one]) => one ?? '');

  testWith(XMLLINT)('is well-formed, and replaces or deletes nodes that there are', () => {
    for (const { name, text } of textsOf('intune-networkproxy')) {
      const lint = spawnSync(pathOf(XMLLINT), ['--noout', '--nonet', '-'], { input: text, encoding: 'utf8' });
      expect([lint.status, lint.stderr], name).toEqual([0, '']);
      const nodes = all(text, /<LocURI>\.\/Vendor\/MSFT\/NetworkProxy\/([^<]*)<\/LocURI>/g);
      const formats = all(text, /<Format xmlns="syncml:metinf">([^<]*)<\/Format>/g);
      expect(
        nodes.filter((node) => !(node in NODES)),
        name,
      ).toEqual([]);
      if (formats.length > 0) expect(formats, name).toEqual(nodes.map((node) => NODES[node]));
      expect(all(text, /<CmdID>([^<]*)<\/CmdID>/g), name).toEqual(nodes.map((_, index) => String(index + 1)));
      expect(text, name).not.toMatch(/<Add>/);
      if (formats.length > 0) expect(text).toMatch(/AutoDetect<\/LocURI>.*?<Data>0<\/Data>/s);
    }
  });
});

describe('PowerShell', () => {
  let parser: Parser;
  beforeAll(async () => {
    await Parser.init();
    const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
    parser = new Parser();
    parser.setLanguage(await Language.load(grammar));
  });

  /** The grammar's own errors; PowerShell itself does not run here. */
  function flaws(text: string): string[] {
    const tree = parser.parse(text);
    const found: string[] = [];
    const walk = (node: Node): void => {
      if (node.type === 'ERROR' || node.isMissing)
        found.push(`line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`);
      for (const child of node.children) if (child !== null) walk(child);
    };
    if (tree === null) return ['nothing was parsed'];
    walk(tree.rootNode);
    return found;
  }

  test('windows-powershell parses, whatever the profile says', () => {
    for (const { name, text } of textsOf('windows-powershell')) expect(flaws(text), name).toEqual([]);
  });

  test.each(['pac', 'pac-hostile', 'fixed-rules', 'fixed-socks4'])('install.ps1 for %s parses', (fixture) => {
    const found = FIXTURES.find(({ name }) => name === fixture);
    if (found === undefined) throw new Error('expected the fixture');
    for (const action of ['apply', 'remove'] as const) {
      expect(flaws(renderBootstrap('install.ps1', { ...found, action })?.text ?? 'no text (')).toEqual([]);
    }
  });

  test('the scripts use nothing that Windows PowerShell 5.1 lacks', () => {
    const [first] = FIXTURES;
    if (first === undefined) throw new Error('expected a fixture');
    const install = renderBootstrap('install.ps1', first)?.text ?? '';
    for (const text of [install, textOf('windows-powershell', 'pac')]) {
      for (const newer of [/\?\?/, /\?\./, / \? .* : /, /&&|\|\|/, /ForEach-Object -Parallel/, /\bclean\b *\{/]) {
        expect(text).not.toMatch(newer);
      }
    }
  });
});
