/** What does a format without a PAC say of rules that name rule lists, and what does it tell? */
import { describe, expect, test } from 'vitest';
import type { FormatName } from '../../../schemas/list.ts';
import { Profile } from '../../../schemas/profile.ts';
import { textFor } from '../../../worker/core/targets/text.ts';
import { parsed } from '../lists/outcomes-of.ts';

type Content = readonly [format: FormatName, text: string];

/** The fixed form of a profile whose rules are given; its lists stand beside them. */
function fixed(
  target: string,
  lists: Readonly<Record<string, Content>>,
  ...rules: readonly [list: string, use: string][]
) {
  const profile = Profile.parse({
    proxies: {
      web: { scheme: 'http', host: 'web.example', port: 3128 },
      other: { scheme: 'http', host: 'other.example', port: 3128 },
    },
    rules: rules.map(([list, use]) => ({ when: list === 'plain' ? { plain: true } : { list }, use })),
    default: 'web',
  });
  const made = textFor(target, {
    id: 'hq',
    profile,
    policy: null,
    lists: new Map(Object.entries(lists).map(([id, [format, text]]) => [id, parsed(format, text).meaning])),
    now: 0,
    zone: null,
    pacUrl: null,
    mode: 'fixed',
    action: 'apply',
    flavour: 'generic',
  });
  return {
    text: made?.text ?? '',
    told: (made?.findings ?? []).map(({ code, path, message }) => [code, path, message]),
  };
}

const intranet = ['switchy', '[SwitchyOmega Conditions]\n*.corp.example\nwww.lab.example\nIp: 10.0.0.0/8'] as const;
const many: Content = ['domains', Array.from({ length: 10_001 }, (_, k) => `n${k}.example`).join('\n')];

describe('a direct rule on a list', () => {
  test('lets its names and ranges pass', () => {
    const { text, told } = fixed('chrome-policy', { intranet }, ['intranet', 'direct']);
    expect(text).toMatch(/corp\.example.*www\.lab\.example.*10\.0\.0\.0\/8/s);
    expect(told).toEqual([]);
  });

  test('lets only names pass that its exceptions leave alone, and tells that there are others', () => {
    const list: Content = ['adblock', '||corp.example^\n@@||www.corp.example^\n||lab.example^\n||192.0.2.7^'];
    const { text, told } = fixed('chrome-policy', { list }, ['list', 'direct']);
    expect(text).not.toContain('corp.example');
    expect(text).toMatch(/lab\.example.*192\.0\.2\.7/s);
    expect(told).toEqual([['target.bypass-lost', '/rules/0', expect.stringContaining('exceptions')]]);
  });

  test('lets everything pass where its exceptions are of other hosts', () => {
    const list: Content = ['adblock', '||corp.example^\n@@||other.example^'];
    const { text, told } = fixed('chrome-policy', { list }, ['list', 'direct']);
    expect(text).toContain('corp.example');
    expect(told).toEqual([]);
  });

  test('lets nothing pass where an exception may be of any host', () => {
    const list: Content = ['adblock', '||corp.example^\n@@/x[0-9]/'];
    const { text, told } = fixed('chrome-policy', { list }, ['list', 'direct']);
    expect(text).not.toContain('corp.example');
    expect(told).toEqual([['target.bypass-lost', '/rules/0', expect.stringContaining('exceptions')]]);
  });

  test('says the names beside patterns that it cannot say', () => {
    const list: Content = ['adblock', '||corp.example^\n||b.example/path'];
    const { text, told } = fixed('chrome-policy', { list }, ['list', 'direct']);
    expect(text).toContain('corp.example');
    expect(told).toEqual([['target.bypass-lost', '/rules/0', expect.stringContaining('patterns of URLs')]]);
  });

  test('is told where the list has more names than are written', () => {
    const { text, told } = fixed('chrome-policy', { many }, ['many', 'direct']);
    expect(text).not.toContain('n1.example');
    expect(told).toEqual([['target.bypass-lost', '/rules/0', expect.stringContaining('10001 names of a list')]]);
  });

  test('is told where the format takes no ranges', () => {
    expect(fixed('android-management', { intranet }, ['intranet', 'direct']).told.map(([code]) => code)).toContain(
      'target.bypass-lost',
    );
  });
});

describe('a rule on a list that leads to another proxy', () => {
  test('is told as lost, and as bypassed only where a later direct rule can take its hosts', () => {
    const list: Content = ['domains', 'a.corp.example\nb.example'];
    const codes = (...rules: readonly [string, string][]) =>
      fixed('chrome-policy', { list, intranet, many }, ...rules).told.map(([code, path]) => `${code} ${path}`);
    expect(codes(['list', 'other'], ['plain', 'direct'])).toEqual(['target.rule-lost /rules/0']);
    expect(codes(['many', 'other'], ['intranet', 'direct'])).toEqual(['target.rule-lost /rules/0']);
    expect(codes(['list', 'other'], ['intranet', 'direct'])).toEqual(['target.rule-bypassed /rules/0']);
  });
});
