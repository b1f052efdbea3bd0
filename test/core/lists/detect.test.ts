import { describe, expect, test } from 'vitest';
import { parseList } from '../../../worker/core/lists/parse.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';
import { parsed } from './outcomes-of.ts';
import { gfwListLike } from './samples.ts';

const plain = Array.from({ length: 20 }, (_, k) => `name${k}.example`);

const TEXTS: readonly (readonly [text: string, format: string, why: string])[] = [
  [gfwListLike(50), 'adblock', 'it begins with [AutoProxy 0.2.9]'],
  [btoa(gfwListLike(50)), 'adblock', 'it is base64 that begins with [AutoProxy'],
  [
    plain.map((name) => `||${name}^`).join('\n'),
    'adblock',
    '20 of the first 20 lines look like AutoProxy, GFWList, EasyList',
  ],
  ['[SwitchyOmega Conditions]\n*.a.example', 'switchy', 'it begins with [SwitchyOmega Conditions]'],
  ['; x\n#BEGIN\n*a*\n#END', 'switchy', 'it has a line #BEGIN'],
  ['{ "version": 1,\n "rules": [] }', 'sing-box', 'it is JSON with "rules"'],
  ['# x\npayload:\n  - a.example', 'clash', 'it has a line payload:'],
  [plain.map((name) => `+.${name}`).join('\n'), 'clash', '20 of the first 20 lines look like Clash rule provider'],
  [
    plain.map((name) => `DOMAIN-SUFFIX,${name}`).join('\n'),
    'surge',
    '20 of the first 20 lines look like Surge rule set or domain set',
  ],
  [plain.map((name) => `full:${name}`).join('\n'), 'v2ray', '20 of the first 20 lines look like V2Ray geosite text'],
  [
    plain.map((name) => `server=/${name}/1.1.1.1`).join('\n'),
    'dnsmasq',
    '20 of the first 20 lines look like dnsmasq configuration',
  ],
  [plain.map((name) => `0.0.0.0 ${name}`).join('\n'), 'hosts', '20 of the first 20 lines look like hosts file'],
  ['# x\n10.0.0.0/8\n2001:db8::/32', 'cidr', '2 of the first 2 lines look like Addresses and CIDR ranges'],
  ['*.corp.example;<local>', 'proxy-override', 'it has <local>, and ; between its rules'],
  ['a.example,<local>', 'chrome-bypass', 'it has <local> or <-loopback>'],
  ['localhost,127.0.0.1,.corp.example', 'no-proxy', 'it is one line with commas between names'],
  ['NO_PROXY=localhost', 'no-proxy', 'it assigns no_proxy'],
  [plain.join('\n'), 'domains', '20 of the first 20 lines look like Domains, one a line'],
  [[...plain, '???', '<html>'].join('\n'), 'domains', '20 of the first 22 lines look like Domains, one a line'],
  ['例え.テスト', 'domains', '1 of the first 1 lines look like Domains, one a line'],
];

describe('auto', () => {
  test.for(TEXTS.map(([text, format, why]) => ({ text, format, why })))('$format: $why', ({ text, format, why }) => {
    expect(parsed('auto', text).report).toMatchObject({ format, why });
  });

  test.for([
    '',
    '# only comments',
    '<html><body>Not found</body></html>',
    '\u0000\u0001',
    '<?xml version="1.0"?>\n<x/>',
  ])('is refused where nothing speaks for a format: %j', (text) => {
    const list = parseList({ format: 'auto', chunks: [text] });
    expect(isRefused(list) && list.code).toBe('list.unknown-format');
  });

  test('a named format is not questioned', () => {
    expect(parsed('domains', '||a.example^\nb.example').report).toMatchObject({
      format: 'domains',
      totals: { kept: 1, refused: 1 },
    });
  });
});
