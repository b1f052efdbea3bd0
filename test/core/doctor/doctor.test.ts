import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { Profile } from '../../../schemas/profile.ts';
import { doctorPs1 } from '../../../worker/core/doctor/doctor-ps1.ts';
import { doctorSh } from '../../../worker/core/doctor/doctor-sh.ts';
import { SAYINGS } from '../../../worker/core/doctor/sayings.ts';
import { type DoctorSubject, doctorSubject } from '../../../worker/core/doctor/subject.ts';
import { powershellComment, powershellString } from '../../../worker/core/writers/powershell.ts';
import { shellBytes, shellComment, shellWord } from '../../../worker/core/writers/sh.ts';
import { pathOf, program, testWith } from '../../programs.ts';

const shellcheck = program({ name: 'shellcheck', candidates: ['shellcheck'], package: 'shellcheck' });
const dash = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const busybox = program({ name: 'busybox', candidates: ['busybox'], package: 'busybox', check: ['sh', '-c', 'true'] });

const profile = Profile.parse({
  proxies: {
    squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128, auth: 'negotiate' },
    tls: { scheme: 'https', host: '2001:db8::8', port: 8443 },
    tunnel: { scheme: 'socks5', host: 'socks.corp.example', port: 1080 },
  },
  routes: { office: ['squid', 'tls'], lab: ['tunnel', 'direct'] },
  rules: [
    { when: { plain: true }, use: 'tunnel' },
    { when: { plain: true }, use: 'tls', disabled: true },
  ],
  default: 'office',
});
const urls = {
  pageUrl: 'https://portolan.example/healthz',
  reportUrl: 'https://portolan.example/config/hq/key/reports',
};
const subject = doctorSubject('hq', profile, urls);

/** Texts that would be more than texts if a writer let them: the schema refuses them, the writers must not rely on it. */
const HOSTILE = [
  `'; touch /tmp/portolan-pwned; '`,
  '$(touch /tmp/portolan-pwned)',
  '`touch /tmp/portolan-pwned`',
  '\\',
  "'",
  '\u2019; Remove-Item x; \u2018',
  '"$x"',
  'a\nb',
  '--json',
  '%s%n',
  '*',
  '#',
];
const hostile: DoctorSubject = {
  ...subject,
  profile: HOSTILE[0] ?? '',
  zone: HOSTILE[5] ?? '',
  pageUrl: HOSTILE[1] ?? '',
  reportUrl: HOSTILE[2] ?? '',
  proxies: HOSTILE.map((text) => ({ name: text, scheme: 'http', host: text, port: 1, expected: 'reachable' })),
  routes: HOSTILE.map((text) => ({ name: text, entries: [text, text] })),
};

test('doctorSubject tries every route, and every proxy that is used as a route of one', () => {
  expect(subject.routes).toEqual([
    { name: 'office', entries: ['squid', 'tls'] },
    { name: 'lab', entries: ['tunnel', 'direct'] },
    { name: 'tunnel', entries: ['tunnel'] },
  ]);
  expect(subject.proxies.map(({ name, expected }) => [name, expected])).toEqual([
    ['squid', 'reachable'],
    ['tls', 'reachable'],
    ['tunnel', 'reachable'],
  ]);
  expect(subject.direct).toBe('unknown');
});

test('doctorSubject takes over what the firewall policy says for the zone', () => {
  const expect_ = (name: string) => (name === 'squid' ? 'unreachable' : 'unknown');
  const zoned = doctorSubject('hq', profile, { ...urls, zone: 'guests', expect: expect_ });
  expect(zoned.proxies.map(({ expected }) => expected)).toEqual(['unreachable', 'unknown', 'unknown']);
  expect(zoned.zone).toBe('guests');
});

test('both doctors are the same bytes for the same profile, and hold no credential and no clock', () => {
  expect(doctorSh(subject)).toBe(doctorSh(doctorSubject('hq', profile, urls)));
  expect(doctorPs1(subject)).toBe(doctorPs1(doctorSubject('hq', profile, urls)));
});

test('both doctors say the same bytes as the probe, in their own spelling', () => {
  for (const [name, bytes] of SAYINGS) {
    expect(doctorSh(subject)).toContain(`SAY_${name}='${shellBytes(bytes)}'`);
    expect(doctorPs1(subject)).toContain(`$Say['${name}'] = [byte[]](${[...bytes].join(',')})`);
  }
});

testWith(shellcheck)('doctor.sh is clean for shellcheck', () => {
  for (const one of [
    { ...subject, zone: 'staff' },
    { ...subject, proxies: [], routes: [] },
  ]) {
    expect(shellchecked(doctorSh(one))).toEqual([0, '']);
  }
});

/** SC2016, SC1003, SC1112: remarks that a quoted text looks like an expansion, an escape or a quote, which is the point. */
testWith(shellcheck)('doctor.sh is clean for shellcheck with hostile texts, but for remarks on how they look', () => {
  expect(shellchecked(doctorSh(hostile), '-e', 'SC2016,SC1003,SC1112')).toEqual([0, '']);
});

function shellchecked(script: string, ...options: readonly string[]): [number | null, string] {
  const args = ['--norc', '-s', 'sh', ...options, '-'];
  const { status, stdout } = spawnSync(pathOf(shellcheck), args, { input: script, encoding: 'utf8' });
  return [status, stdout];
}

const shells = [
  [dash, ['-s']],
  [busybox, ['sh', '-s']],
] as const;

testWith(dash, busybox)('shellWord comes out of dash and busybox as it went in', () => {
  for (const [shell, args] of shells) {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 5 }), (texts) => {
        const words = [...texts, ...HOSTILE].map((text) => text.replaceAll('\0', ''));
        const script = `printf '%s\\001' ${words.map(shellWord).join(' ')}\n`;
        const run = spawnSync(pathOf(shell), args, { input: script });
        const wanted = Buffer.from(words.map((word) => `${word}\x01`).join(''));
        expect(run.stdout.equals(wanted), script).toBe(true);
      }),
      { numRuns: 12 },
    );
  }
});

testWith(dash, busybox)('shellBytes comes out of printf %b as it went in', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const [shell, args] of shells) {
    const run = spawnSync(pathOf(shell), args, { input: `printf %b '${shellBytes(all)}'\n` });
    expect(new Uint8Array(run.stdout)).toEqual(all);
  }
});

test('comments stay on one line', () => {
  for (const comment of [shellComment, powershellComment]) {
    expect(comment('a\nrm -rf\r\u2028b\u0085c\0d')).toMatch(/^# a rm -rf b c d$/);
  }
});

test('a script cannot hold NUL, so the writers refuse it', () => {
  expect(() => shellWord('a\0b')).toThrow(RangeError);
  expect(() => powershellString('a\0b')).toThrow(RangeError);
});

let powershell: Parser;
beforeAll(async () => {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
  powershell = new Parser();
  powershell.setLanguage(await Language.load(grammar));
});

/** The grammar's own errors; PowerShell itself does not run here. */
function flaws(text: string): string[] {
  const tree = powershell.parse(text);
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

test('doctor.ps1 parses as PowerShell, also with hostile texts', () => {
  expect(flaws(doctorPs1(subject))).toEqual([]);
  expect(flaws(doctorPs1(hostile))).toEqual([]);
  expect(flaws(`${doctorPs1(subject)}\n$x = 'no end`)).not.toEqual([]);
});

test('powershellString keeps every text inside one literal', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom("'", '\u2018', '\u2019', '\u201a', '\u201b', '"', '$', '`', 'a', '\n', ';'),
        maxLength: 12,
      }),
      (text) => {
        const literal = powershellString(text);
        const body = literal.slice(1, -1);
        expect(body.replace(/(['\u2018\u2019\u201a\u201b])\1/g, '$1')).toBe(text);
        expect(body.replace(/(['\u2018\u2019\u201a\u201b])\1/g, '')).not.toMatch(/['\u2018\u2019\u201a\u201b]/);
      },
    ),
    { numRuns: 200 },
  );
});

test('doctor.ps1 uses nothing that Windows PowerShell 5.1 lacks', () => {
  const text = doctorPs1(subject);
  for (const newer of [
    /\?\?/,
    /\?\./,
    / \? .* : /,
    /&&|\|\|/,
    /-SkipCertificateCheck/,
    /-NoProxy/,
    /ForEach-Object -Parallel/,
    /\bclean\b *\{/,
  ]) {
    expect(text).not.toMatch(newer);
  }
});
