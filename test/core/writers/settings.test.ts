/** Do the writers of settings files keep a text inside its quotes, or refuse it where the format has none? */
import { spawnSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { sysconfigLine } from '../../../worker/core/writers/environment.ts';
import { dnfValue, kdeValue, pacmanWord } from '../../../worker/core/writers/ini.ts';
import { iscText, zoneComment, zoneName } from '../../../worker/core/writers/isc.ts';
import { javascriptComment, javascriptLiteral } from '../../../worker/core/writers/javascript.ts';
import { lgpoFile } from '../../../worker/core/writers/lgpo.ts';
import { argumentLines, propertyLines } from '../../../worker/core/writers/properties.ts';
import { tomlString, tomlStrings } from '../../../worker/core/writers/toml.ts';
import { type YamlValue, yamlLines } from '../../../worker/core/writers/yaml.ts';
import { pathOf, program, testWith } from '../../programs.ts';
import { readLgpo } from '../targets/accepted/lgpo-reader.ts';
import { runIn, withFiles } from '../targets/accepted/run.ts';

const PYTHON = program({
  name: 'Python with tomllib',
  candidates: ['/usr/bin/python3', 'python3'],
  package: 'python3',
  check: ['-c', 'import tomllib'],
});
const DASH = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const JAVA = program({ name: 'Java', candidates: ['java'], package: 'maven' });

/** Characters with a meaning somewhere, and letters between them. */
const TROUBLE = [...`'"\`$%&|<>()[]{}!^\\;#=,*?~/:-@ ab`, '\n', '\r', '\t', '\u0001', '\u2028', 'é', '😀', '\ud800'];
const anyText = fc.array(fc.constantFrom(...TROUBLE), { maxLength: 12 }).map((all) => all.join(''));
const ascii = anyText.map((text) => text.replace(/[^ -~]/g, ''));
const sample = (arbitrary: fc.Arbitrary<string>): string[] => fc.sample(arbitrary, { numRuns: 200, seed: 17 });

describe('TOML', () => {
  testWith(PYTHON)('tomlString and tomlStrings bring texts back', () => {
    const texts = sample(ascii);
    const document = [
      ...texts.map((text, at) => `k${at} = ${tomlString(text)}`),
      `all = ${tomlStrings(texts).join('\n')}`,
    ];
    const code = 'import json,sys,tomllib; json.dump(tomllib.loads(sys.stdin.read()), sys.stdout)';
    const { stdout, stderr } = spawnSync(pathOf(PYTHON), ['-c', code], {
      input: document.join('\n'),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const read = JSON.parse(stdout);
    expect(read.all).toEqual(texts);
    expect(texts.map((_, at) => read[`k${at}`])).toEqual(texts);
    expect(tomlStrings([])).toEqual(['[]']);
  });
});

describe('YAML', () => {
  test('yamlLines brings back keys, texts, lists and maps, whatever stands in them', () => {
    const { value } = fc.letrec<{ value: YamlValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        anyText.map((text) => text.toWellFormed()),
        fc.integer({ min: -1000, max: 70_000 }),
        fc.constantFrom('yes', 'null', '1', '- a', 'a: b', '~', '0x1f', '2026-11-24'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(ascii, tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, (one) => {
        expect(parseYaml(yamlLines(one).join('\n'), { strict: true })).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });

  test('yamlLines leaves out what is absent', () => {
    expect(yamlLines({ a: undefined, b: 1 })).toEqual(['b: 1']);
    expect(yamlLines({ a: undefined })).toEqual(['{}']);
  });
});

describe('JavaScript', () => {
  test('javascriptLiteral is the value, and javascriptComment runs nothing', () => {
    for (const text of sample(anyText)) {
      expect(runInNewContext(`(${javascriptLiteral(text)})`)).toBe(text);
      expect(runInNewContext(`${javascriptComment(text)}\n1`)).toBe(1);
      expect(javascriptLiteral(text)).toMatch(/^[ -~]*$/);
    }
    expect([javascriptLiteral(3128), javascriptLiteral(false)]).toEqual(['3128', 'false']);
  });
});

describe('Java', () => {
  testWith(JAVA)('argumentLines brings texts back to the launcher', () => {
    const texts = sample(ascii).slice(0, 60);
    const properties = Object.fromEntries(texts.map((text, at) => [`portolan.p${at}`, `[${text}]`]));
    withFiles({ args: argumentLines(properties).join('\n') }, (folder) => {
      const { stderr } = runIn(folder, pathOf(JAVA), ['@args', '-XshowSettings:properties', '-version']);
      const shown = stderr.split('\n').map((line) => line.trimStart());
      for (const [name, value] of Object.entries(properties)) expect(shown).toContain(`${name} = ${value}`);
    });
  });

  test('propertyLines brings texts back as java.util.Properties reads them', () => {
    for (const text of sample(ascii)) {
      const [line = ''] = propertyLines({ name: text });
      const value = line.slice('name='.length);
      expect(value).not.toMatch(/^ /);
      expect(value.replace(/\\(.)/g, '$1')).toBe(text);
    }
    expect(() => propertyLines({ name: 'a\nb=c' })).toThrow(RangeError);
  });
});

describe('LGPO text', () => {
  test('lgpoFile brings texts and numbers back, and refuses line ends', () => {
    const values = sample(ascii).map((value, at) => {
      return { scope: 'Computer' as const, key: 'SOFTWARE\\X', name: `v${at}`, value: at % 3 === 0 ? at : value };
    });
    expect(readLgpo(lgpoFile(['x\r\nComputer'], values))).toEqual(values);
    const one = { scope: 'User' as const, key: 'K', name: 'n' };
    expect(() => lgpoFile([], [{ ...one, value: 'a\r\nDELETE' }])).toThrow(RangeError);
    expect(() => lgpoFile([], [{ ...one, value: -1 }])).toThrow(RangeError);
  });
});

describe('ISC', () => {
  test('iscText has one string, and refuses what dhcpd cannot hold', () => {
    for (const text of sample(ascii)) {
      const written = iscText(text);
      expect(written).toMatch(/^"(?:[^"\\]|\\["\\])*"$/);
      expect(written.slice(1, -1).replace(/\\(.)/g, '$1')).toBe(text);
    }
    expect(() => iscText('a\nb')).toThrow(RangeError);
  });

  test('zoneName is absolute, and no name that would be another record', () => {
    expect(zoneName('wpad.corp.example')).toBe('wpad.corp.example.');
    for (const text of ['', 'a b', 'a\nb', 'a;b', '@', '$INCLUDE', 'a..b', '*.a', 'a.']) {
      expect(() => zoneName(text), text).toThrow(RangeError);
    }
    for (const text of sample(anyText)) expect(zoneComment(text)).toMatch(/^; [^\n\r]*$/);
  });
});

describe('lines of settings', () => {
  testWith(DASH)('sysconfigLine is what a shell reads, or is refused', () => {
    for (const text of sample(ascii).slice(0, 60)) {
      const isRefused = /["\\$`]/.test(text);
      if (isRefused) {
        expect(() => sysconfigLine('V', text)).toThrow(RangeError);
        continue;
      }
      const { stdout } = withFiles({ f: sysconfigLine('V', text) }, (folder) =>
        runIn(folder, pathOf(DASH), ['-euc', '. ./f; printf %s "$V"']),
      );
      expect(stdout).toBe(text);
    }
  });

  test('kdeValue, dnfValue and pacmanWord stay on their line, and keep the text', () => {
    for (const text of sample(ascii).map((one) => one.trim())) {
      expect(kdeValue(text).replace(/\\(.)/g, '$1')).toBe(text);
      expect(dnfValue(text)).toBe(text);
      if (!text.includes('%')) expect(pacmanWord(text).slice(1, -1).replace(/\\(.)/g, '$1')).toBe(text);
    }
    for (const write of [kdeValue, dnfValue, pacmanWord]) expect(() => write('a\nb')).toThrow(RangeError);
    expect(() => kdeValue(' a')).toThrow(RangeError);
    expect(() => dnfValue('a ')).toThrow(RangeError);
    expect(() => pacmanWord('%u')).toThrow(RangeError);
  });
});
