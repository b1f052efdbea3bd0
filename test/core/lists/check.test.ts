import { describe, expect, test } from 'vitest';
import { RuleList } from '../../../schemas/list.ts';
import { checkList } from '../../../worker/core/lists/check.ts';
import { parseList } from '../../../worker/core/lists/parse.ts';
import { type Answered, refusalOfPage, refusalOfTotals } from '../../../worker/core/lists/refresh/judge.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';

const source = (url: string, more: object = {}) =>
  RuleList.parse({ format: 'auto', source: { url, every: '6h', ...more } });
const codes = (list: RuleList) => checkList(list).findings.map(({ code, path }) => `${code} ${path}`);

describe('RuleList', () => {
  test('has either text or source', () => {
    expect(RuleList.safeParse({ format: 'auto' }).success).toBe(false);
    expect(
      RuleList.safeParse({ format: 'auto', text: 'a', source: { url: 'https://a.example/', every: '6h' } }).success,
    ).toBe(false);
    expect(RuleList.safeParse({ format: 'auto', text: '' }).success).toBe(true);
  });

  test.each([
    ['15m', true],
    ['14m', false],
    ['30d', true],
    ['31d', false],
    ['720h', true],
    ['721h', false],
    ['6', false],
    ['0h', false],
  ])('every %s: %s', (every, isGood) => {
    expect(RuleList.safeParse({ format: 'auto', source: { url: 'https://a.example/', every } }).success).toBe(isGood);
  });
});

describe('checkList', () => {
  test('accepts https, and http when it is chosen', () => {
    expect(codes(source('https://lists.example/gfw.txt'))).toEqual([]);
    expect(codes(source('http://lists.example/gfw.txt', { insecure: true }))).toEqual([]);
  });

  test.each([
    ['http://lists.example/', 'list.source-scheme /source/url'],
    ['ftp://lists.example/', 'list.source-scheme /source/url'],
    ['file:///etc/passwd', 'url.no-host /source/url'],
    ['lists.example', 'url.invalid /source/url'],
  ])('refuses %s', (url, code) => {
    expect(codes(source(url))).toEqual([code]);
  });

  test('tells a port from which nothing is fetched', () => {
    expect(codes(source('https://lists.example:22/'))).toEqual(['list.source-port /source/url']);
    expect(codes(source('https://lists.example:81/'))).toEqual(['list.source-port /source/url']);
    expect(codes(source('https://lists.example:8443/'))).toEqual([]);
  });

  test('refuses credentials, and does not show them', () => {
    const { findings } = checkList(source('https://me:hunter2@lists.example/'));
    expect(findings.map(({ severity }) => severity)).toContain('error');
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test('counts lines that have no effect and lines that mean something near', () => {
    const { findings, parsed } = checkList({ format: 'adblock', text: '||a.example^\nb.example/x\n##.banner\n' });
    expect(findings.map(({ code, severity, found }) => [code, severity, found])).toEqual([
      ['list.lines-refused', 'warning', '1 of 3'],
      ['list.lines-weakened', 'info', '1 of 3'],
    ]);
    expect(parsed?.report.totals.kept).toBe(1);
  });

  test.each([
    ['domains', 'a.example\n*\n', 'host: "*"'],
    ['v2ray', 'regexp:.*\n', 'regex: { host: ".*" }'],
    ['v2ray', 'regexp:^\n', 'regex: { host: "^" }'],
    ['adblock', '||a.example^\n/\n', 'url: "*/*"'],
    ['sing-box', '{"rules":[{"domain":"a.example","invert":true}]}', 'not: { host: a.example }'],
  ] as const)('tells that %s with %j holds every request, and by what', (format, text, found) => {
    expect(checkList({ format, text }).findings).toContainEqual(
      expect.objectContaining({ code: 'list.holds-everything', severity: 'warning', path: '/text', found }),
    );
  });

  test.each([
    ['domains', '*.*\n*.example\n'],
    ['cidr', '0.0.0.0/0\n::/0\n'],
    ['adblock', '*\n@@||example^\n'],
    ['switchy', '[SwitchyOmega Conditions]\nTime: 0~12\n'],
    ['v2ray', 'regexp:\\.\n'],
  ] as const)('tells nothing of the kind about %s with %j', (format, text) => {
    expect(checkList({ format, text }).findings.map(({ code }) => code)).not.toContain('list.holds-everything');
  });

  test('tells a list that holds nothing, and a format that nothing shows', () => {
    expect(codes({ format: 'domains', text: '# nothing\n' })).toEqual(['list.empty /text']);
    expect(codes({ format: 'auto', text: '<html></html>' })).toEqual(['list.unknown-format /format']);
  });

  test.each([
    ['a.example\n\u0000', 'expected text without NUL characters'],
    ['\u001f\ufffd\b\u0000', 'expected text, this is gzip'],
    ['PK\u0003\u0004', 'expected text, this is zip'],
    ['(\ufffd/\ufffd', 'expected text, this is Zstandard'],
    ['SRS\u0003x', 'expected text, this is a binary rule set of sing-box'],
  ])('tells %j, which is no text', (text, message) => {
    const { parsed, findings } = checkList({ format: 'auto', text });
    expect(parsed).toBeNull();
    expect(findings).toMatchObject([{ code: 'list.not-text', path: '/text', message }]);
  });

  test('reads what a subscription has', () => {
    const { parsed, findings } = checkList(source('https://lists.example/'), ['a.example\nb.example\n']);
    expect([parsed?.report.format, findings]).toEqual(['domains', []]);
    expect(checkList(source('https://lists.example/')).parsed).toBeNull();
  });
});

describe('refusalOfPage and refusalOfTotals', () => {
  /** Both, one after the other, as a refresh does. */
  const judgeAnswer = (list: RuleList, answered: Answered, entries: number | null) => {
    const page = refusalOfPage(answered);
    if (page !== null) return page;
    const parsed = parseList({ format: list.format, chunks: answered.chunks });
    return isRefused(parsed) ? parsed : (refusalOfTotals(list, parsed.report.totals, entries) ?? parsed);
  };
  const list = source('https://lists.example/');
  const names = (count: number) => Array.from({ length: count }, (_, k) => `n${k}.example\n`);
  const judged = (chunks: readonly string[], entries: number | null, contentType: string | null = 'text/plain') => {
    const answer = judgeAnswer(list, { chunks, contentType }, entries);
    return isRefused(answer) ? answer.code : answer.report.totals.names;
  };

  test('takes a list, the first time and later', () => {
    expect([judged(names(10), null), judged(names(10), 10), judged(names(500), 10)]).toEqual([10, 10, 500]);
  });

  test('keeps the last content when more than the share is gone at once', () => {
    expect([judged(names(50), 100), judged(names(49), 100)]).toEqual([50, 'list.answer-shrank']);
    const wide = source('https://lists.example/', { maxShrink: 1 });
    expect(isRefused(judgeAnswer(wide, { chunks: names(1), contentType: null }, 100))).toBe(false);
  });

  test('keeps the last content when a page comes, whatever it is called', () => {
    expect(judged(['<!DOCTYPE html><html>\na.example\nb.example\n'], 2)).toBe('list.answer-is-page');
    expect(judged(['\n\n <html lang="en">'], 2)).toBe('list.answer-is-page');
    expect(judged(names(10), 10, 'text/html; charset=utf-8')).toBe('list.answer-is-page');
  });

  test('keeps the last content when nothing comes that it could be', () => {
    expect(judged([''], 2)).toBe('list.unknown-format');
    expect(judged(['# all gone\n'], 2)).toBe('list.unknown-format');
    expect(judged(['{"version":1,"rules":[]}'], 2)).toBe('list.answer-is-empty');
    expect(judged(['\u0000\u0001\u0002'], 2)).toBe('list.unknown-format');
  });
});
