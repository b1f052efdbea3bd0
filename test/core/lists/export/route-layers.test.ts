/** Is what leads to a route told as a list, and is everything lost that a list cannot say? */
import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../../schemas/profile.ts';
import { routeLayers } from '../../../../worker/core/lists/export/route-layers.ts';
import { exportOf } from '../../../../worker/core/lists/export/table.ts';
import { writeList } from '../../../../worker/core/lists/export/write.ts';
import { parseList } from '../../../../worker/core/lists/parse.ts';
import { isRefused } from '../../../../worker/core/net/refused.ts';

const layersOfText = (text: string) => {
  const parsed = parseList({ format: 'adblock', chunks: [text] });
  if (isRefused(parsed)) throw new Error(parsed.error);
  return parsed.layers;
};

function told(profile: Profile, route: string, lists: Readonly<Record<string, string>> = {}) {
  const layers = new Map(Object.entries(lists).map(([id, text]) => [id, layersOfText(text)] as const));
  const found = routeLayers(profile, route, layers);
  const { chunks } = writeList(found.layers, exportOf('domains'));
  const lost = found.lost.map(({ what, effect, except }) => `${except ? 'not ' : ''}${what}: ${effect}`);
  return { names: chunks.join('').split('\n').slice(0, -1), lost, losses: found.losses };
}

describe('routeLayers', () => {
  test('takes the names and ranges of the rules of a route, through groups, without disabled rules', () => {
    const rules: Profile['rules'] = [
      { when: { domain: ['b.example', 'a.example'] }, use: 'office' },
      { when: { any: [{ host: '*.c.example' }, { cidr: '10.0.0.0/8' }] }, use: 'office' },
      { when: { domain: 'off.example' }, use: 'office', disabled: true },
      { when: { domain: 'other.example' }, use: 'direct' },
    ];
    expect(told({ rules, default: 'direct' }, 'office')).toEqual({
      names: ['a.example', 'b.example', '*.c.example', '10.0.0.0/8'],
      lost: [],
      losses: 0,
    });
  });

  test('leaves out what an earlier rule sends elsewhere, and keeps what only a later one does', () => {
    const rules: Profile['rules'] = [
      { when: { domain: 'www.a.example' }, use: 'direct' },
      { when: { domain: ['www.a.example', 'b.example'] }, use: 'office' },
      { when: { domain: 'b.example' }, use: 'direct' },
    ];
    expect(told({ rules, default: 'direct' }, 'office').names).toEqual(['b.example']);
  });

  test('tells what a list cannot say: zones, times, the default', () => {
    const rules: Profile['rules'] = [
      { when: { zone: 'guests', domain: 'x.example' }, use: 'direct' },
      { when: { domain: 'a.example' }, use: 'office' },
      { when: { list: 'none', zone: 'staff' }, use: 'office' },
    ];
    expect(told({ rules, default: 'office' }, 'office')).toEqual({
      names: ['a.example'],
      lost: [
        'not zone: guests, domain: x.example: wider',
        'list: none, zone: staff: narrower',
        'everything else: narrower',
      ],
      losses: 3,
    });
  });

  test('takes lists apart: names that they take away as a whole are left out, other exceptions are told', () => {
    const ads = '||ads.example^\n||gone.example^\n@@||gone.example^\n@@||ok.ads.example^\n';
    const rules: Profile['rules'] = [{ when: { list: 'ads' }, use: 'block' }];
    const { names, lost } = told({ rules, default: 'direct' }, 'block', { ads });
    expect(names).toEqual(['ads.example']);
    expect(lost).toContain('not domain: ok.ads.example: wider');
  });
});
