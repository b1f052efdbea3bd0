/** Does every writer keep a text inside its quotes? Held against the readers of each language, or the language's own rules. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aptSetting } from '../../../worker/core/writers/apt.ts';
import { cmdArgument, cmdEcho, cmdRemark } from '../../../worker/core/writers/cmd.ts';
import { dconfKeyfile, variant } from '../../../worker/core/writers/dconf.ts';
import { dnsmasqText } from '../../../worker/core/writers/dnsmasq.ts';
import { exportLines, pamLines, systemdAssignment } from '../../../worker/core/writers/environment.ts';
import { curlValue, gitValue, npmValue, pipValue } from '../../../worker/core/writers/ini.ts';
import { json, jsonLine } from '../../../worker/core/writers/json.ts';
import { hashComment, oneLine } from '../../../worker/core/writers/lines.ts';
import { plist } from '../../../worker/core/writers/plist.ts';
import { regFile } from '../../../worker/core/writers/reg.ts';
import { xmlBlock, xmlComment, xmlElement } from '../../../worker/core/writers/xml.ts';
import { pathOf, program, testWith } from '../../programs.ts';
import { readReg } from '../targets/accepted/reg-reader.ts';
import { runIn, withFiles } from '../targets/accepted/run.ts';

const PYTHON = program({ name: 'Python', candidates: ['/usr/bin/python3'], package: 'python3' });
const GIT = program({ name: 'git', candidates: ['git'], package: 'git' });
const DASH = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const APT = program({ name: 'apt-config', candidates: ['apt-config'], package: 'apt' });
const DCONF = program({ name: 'dconf', candidates: ['dconf'], package: 'dconf-cli' });

/** Characters with a meaning somewhere, and letters between them. */
const TROUBLE = [
  ...`'"\`$%&|<>()[]{}!^\\;#=,*?~/:-@ ab`,
  '\n',
  '\r',
  '\t',
  '\u0001',
  '\u0085',
  '\u2028',
  '\u2019',
  'é',
  '😀',
  '\ud800',
];
const anyText = fc.array(fc.constantFrom(...TROUBLE), { maxLength: 16 }).map((all) => all.join(''));
const ascii = anyText.map((text) => text.replace(/[^ -~]/g, ''));
/** Many texts in one process: starting one for each would take minutes. */
const sample = (arbitrary: fc.Arbitrary<string>): string[] => [...fc.sample(arbitrary, { numRuns: 300, seed: 11 }), ''];

/** What XML can hold of a text: U+FFFD stands for what it cannot. */
const inXml = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');

function python(code: string, input: string): string[] {
  const { status, stdout, stderr } = spawnSync(pathOf(PYTHON), ['-c', code], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('XML', () => {
  testWith(PYTHON)('xmlElement keeps text and attributes', () => {
    const texts = sample(anyText);
    const document = xmlBlock(
      'r',
      texts.map((text) => xmlElement('e', text, { a: text })),
    ).join('\n');
    const code =
      'import json, sys, xml.etree.ElementTree as x; json.dump([[e.text or "", e.get("a")] for e in x.fromstring(sys.stdin.buffer.read())], sys.stdout)';
    expect(python(code, document)).toEqual(texts.map((text) => [inXml(text), inXml(text)]));
  });

  testWith(PYTHON)('xmlComment stays one comment', () => {
    const document = `<r>${sample(anyText).map(xmlComment).join('')}<e/></r>`;
    const code =
      'import json, sys, xml.etree.ElementTree as x; json.dump([e.tag for e in x.fromstring(sys.stdin.buffer.read())], sys.stdout)';
    expect(python(code, document)).toEqual(['e']);
  });

  testWith(PYTHON)('plist keeps keys, texts, numbers, truth and order', () => {
    const texts = sample(anyText);
    const code = 'import json, plistlib, sys; json.dump(plistlib.loads(sys.stdin.buffer.read()), sys.stdout)';
    const value = {
      texts,
      dict: { 'a<&b': 'x', n: 65_535, yes: true, no: false, empty: {}, none: [], absent: undefined },
    };
    const { absent: _, ...there } = value.dict;
    expect(python(code, plist(value))).toEqual({ texts: texts.map(inXml), dict: there });
    expect(() => plist({ a: 1.5 })).toThrow(RangeError);
  });
});

describe('JSON', () => {
  test('json and jsonLine keep every value, jsonLine in ASCII on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(json({ text, list: [text, 1, true, null], absent: undefined }))).toEqual({
          text,
          list: [text, 1, true, null],
        });
        expect(jsonLine({ text })).toMatch(/^[ -~]*$/);
        expect(JSON.parse(jsonLine({ text }))).toEqual({ text });
      }),
    );
  });
});

describe('.reg', () => {
  test('regFile keeps names, texts, numbers and deletions, and refuses what it cannot say', () => {
    fc.assert(
      fc.property(ascii, fc.nat(0xffffffff), (text, number) => {
        const path = 'HKEY_CURRENT_USER\\Software\\X';
        const values = { [`n${text}`]: text, number, gone: null };
        expect(readReg(regFile([text], [{ path, values }]))).toEqual({ [path]: values });
      }),
    );
    expect(() => regFile([], [{ path: 'HKEY_CURRENT_USER\\X', values: { a: 'é' } }])).toThrow(RangeError);
    expect(() => regFile([], [{ path: 'HKEY_CURRENT_USER\\X', values: { a: -1 } }])).toThrow(RangeError);
  });
});

describe('cmd', () => {
  test('cmdEcho leaves nothing with a meaning', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        const written = cmdEcho(text);
        expect(written.replace(/\^[&|<>^()"]/g, '').replace(/%%/g, '')).not.toMatch(/[&|<>()"^%]/);
        expect(written.replace(/%%/g, '%').replace(/\^([&|<>^()"])/g, '$1')).toBe(text);
        expect(cmdRemark(text)).toMatch(/^rem [A-Za-z0-9 .,:;_'/-]*$/);
      }),
    );
  });

  test('cmdArgument stays one argument, without its quotes', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        const written = cmdArgument(text);
        expect(written).toMatch(/^"[^"]*"$/);
        expect(written.replace(/%%/g, '')).not.toContain('%');
        expect(written.slice(1, -1).replace(/%%/g, '%')).toBe(text.replaceAll('"', ''));
      }),
    );
    for (const text of ['a\nb', 'a\r', 'é']) expect(() => cmdArgument(text)).toThrow(RangeError);
  });
});

describe('environment', () => {
  testWith(DASH)('exportLines come out of a shell as they went in', () => {
    const texts = sample(ascii);
    const lines = exportLines(Object.fromEntries(texts.map((text, index) => [`V${index}`, text])));
    const { stdout } = spawnSync(pathOf(DASH), ['-s'], { input: `${lines.join('\n')}\nenv -0\n`, encoding: 'utf8' });
    const got = new Map(stdout.split('\0').map((one) => [one.split('=', 1)[0], one.slice(one.indexOf('=') + 1)]));
    expect(texts.map((_, index) => got.get(`V${index}`))).toEqual(texts);
  });

  test('pamLines refuse what pam_env would cut or keep a quote of', () => {
    expect(pamLines({ a: 'http://h:1/?x=$y' })).toEqual(['a=http://h:1/?x=$y']);
    for (const text of ['a b', 'a#b', '"a', "a'", 'a\\', 'a\n', 'é'])
      expect(() => pamLines({ a: text })).toThrow(RangeError);
  });

  test('systemdAssignment escapes quotes and backslashes and doubles percent signs', () => {
    expect(systemdAssignment('A', 'x"y\\z%h')).toBe('"A=x\\"y\\\\z%%h"');
    expect(() => systemdAssignment('A', 'a\nB=c')).toThrow(RangeError);
  });
});

describe('INI', () => {
  testWith(GIT)('gitValue is read back by git, in values and in names of sections', () => {
    const texts = sample(ascii);
    const file = texts.map((text, index) => `[s ${gitValue(`${index} ${text}`)}]\n\tv = ${gitValue(text)}\n`).join('');
    withFiles({ config: file }, (folder) => {
      const { stdout } = runIn(folder, pathOf(GIT), ['config', '--file', 'config', '--null', '--list']);
      expect(stdout.split('\0').slice(0, -1)).toEqual(texts.map((text, index) => `s.${index} ${text}.v\n${text}`));
    });
  });

  testWith(PYTHON)('pipValue is read back by Python’s RawConfigParser', () => {
    const texts = sample(ascii.map((text) => text.trim()).filter((text) => text !== ''));
    const file = `[global]\n${texts.map((text, index) => `k${index} = ${pipValue(text)}`).join('\n')}\n`;
    const code =
      'import configparser, json, sys; c = configparser.RawConfigParser(); c.read_string(sys.stdin.read()); json.dump(list(dict(c["global"]).values()), sys.stdout)';
    expect(python(code, file)).toEqual(texts);
    expect(() => pipValue(' a')).toThrow(RangeError);
  });

  test('npmValue is read back by npm', () => {
    const texts = sample(ascii.map((text) => text.trim())).slice(0, 60);
    const file = texts.map((text, index) => `k${index}=${npmValue(text)}`).join('\n');
    withFiles({ npmrc: file }, (folder) => {
      const args = ['config', 'list', '--json', '--userconfig', 'npmrc', '--globalconfig', '/dev/null'];
      const { stdout } = runIn(folder, 'npm', args, { npm_config_logs_max: '0' });
      const read = JSON.parse(stdout);
      expect(texts.map((_, index) => String(read[`k${index}`]))).toEqual(texts);
    });
    expect(() => npmValue('a ')).toThrow(RangeError);
  });

  test('curlValue escapes quotes and backslashes only', () => {
    expect(curlValue('a"b\\c#d')).toBe('"a\\"b\\\\c#d"');
    expect(() => curlValue('a\nb')).toThrow(RangeError);
  });
});

describe('others', () => {
  testWith(APT)('aptSetting is read back by apt-config', () => {
    const texts = sample(ascii).filter((text) => !text.includes('"') && text !== '');
    withFiles({ conf: texts.map((text, index) => aptSetting(`X::K${index}`, text)).join('\n') }, (folder) => {
      const { stdout } = runIn(folder, pathOf(APT), ['dump', 'X'], { APT_CONFIG: `${folder}/conf` });
      const read = new Map(
        Array.from(stdout.matchAll(/^X::K([0-9]+) "(.*)";$/gm), ([, index, text]) => [Number(index), text]),
      );
      expect(texts.map((_, index) => read.get(index))).toEqual(texts);
    });
    expect(() => aptSetting('X', 'a"b')).toThrow(RangeError);
  });

  testWith(DCONF)('variant is what dconf compiles', () => {
    const texts = sample(anyText);
    withFiles(
      { keys: dconfKeyfile(['a\nb'], { 'a/b': { list: texts, one: texts[3] ?? '', n: -1, yes: true, none: [] } }) },
      (folder) => {
        const { status, stderr } = runIn(folder, 'sh', [
          '-c',
          `mkdir db.d && mv keys db.d && '${pathOf(DCONF)}' compile db db.d`,
        ]);
        expect([status, stderr]).toEqual([0, '']);
      },
    );
    expect(variant([])).toBe('@as []');
    expect(variant(`a'b\\c\n`)).toBe(`'a\\'b\\\\c\\u000a'`);
    expect(() => variant(2 ** 31)).toThrow(RangeError);
  });

  test('dnsmasqText escapes quotes and backslashes', () => {
    expect(dnsmasqText('http://h/?a="b\\')).toBe('"http://h/?a=\\"b\\\\"');
  });

  test('oneLine and hashComment stay on one line, whatever it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(oneLine(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        expect(oneLine(text).isWellFormed()).toBe(true);
        expect(hashComment(text).startsWith('# ')).toBe(true);
      }),
    );
  });
});
