import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormatName } from '../../../schemas/list.ts';
import { factsOf } from '../../../worker/core/explain/facts.ts';
import type { Facts } from '../../../worker/core/rules/kind.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';
import { compiled } from '../pac/run.ts';
import { lists, urls } from './arbitrary.ts';
import { parsed } from './outcomes-of.ts';

function facts(url: string): Facts {
  const found = factsOf({ url, client: '10.1.2.3' }, { surroundings: ALONE, now: 0 }, (finding) => {
    throw new Error(JSON.stringify(finding));
  });
  if (found === null) throw new Error('unanswerable');
  return found;
}

/** The URLs that a list contains. */
function contained(format: FormatName, text: string, asked: readonly string[]): string[] {
  const { meaning } = parsed(format, text);
  return asked.filter((url) => meaning.contains(facts(url)));
}

describe('ListMeaning', () => {
  test('the test, compiled, answers as contains does', () => {
    fc.assert(
      fc.property(lists, fc.array(urls, { minLength: 5, maxLength: 30 }), ({ format, text }, asked) => {
        const { meaning } = parsed(format, text);
        const pac = compiled([['PROXY p:1', meaning.test]]);
        const inPac = asked.filter(
          (url) =>
            pac.ask({ url: new URL(url).href, host: new URL(url).hostname, clientIp: '10.1.2.3' }) === 'PROXY p:1',
        );
        expect(inPac).toEqual(asked.filter((url) => meaning.contains(facts(url))));
      }),
      { numRuns: 300 },
    );
  });

  test('a list is the same in any chunks', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 9 }), ({ format, text }, size) => {
        const chunks = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
        expect(parsed(format, chunks).report).toEqual(parsed(format, text).report);
      }),
      { numRuns: 100 },
    );
  });

  test('every line is reported: what is kept, weakened, refused and silent adds up', () => {
    fc.assert(
      fc.property(lists, ({ format, text }) => {
        const { totals } = parsed(format, text).report;
        expect(totals.lines).toBe(text === '' ? 0 : text.split('\n').length);
        expect(totals.kept + totals.weakened + totals.refused + totals.silent).toBeGreaterThanOrEqual(totals.lines);
        const held = totals.names + totals.ranges + totals.patterns + totals.duplicates + totals.covered;
        expect(held).toBeLessThanOrEqual(totals.kept + totals.weakened);
      }),
      { numRuns: 100 },
    );
  });

  test('adblock: an exception beats every line, whatever stands deeper or later', () => {
    const list = '||a.example^\n@@||b.a.example^\n||c.b.a.example^\n@@||other.example^';
    const asked = ['http://a.example/', 'http://b.a.example/', 'http://c.b.a.example/', 'http://other.example/'];
    expect(contained('adblock', list, asked)).toEqual(['http://a.example/']);
  });

  test('switchy: the first line that matches decides', () => {
    const list = '[SwitchyOmega Conditions]\n*.c.b.a.example\n!*.b.a.example\n*.a.example\n!*.late.a.example';
    const hosts = ['a.example', 'b.a.example', 'c.b.a.example', 'late.a.example', 'x.c.b.a.example'];
    expect(
      contained(
        'switchy',
        list,
        hosts.map((host) => `https://${host}/`),
      ),
    ).toEqual(['https://a.example/', 'https://c.b.a.example/', 'https://late.a.example/', 'https://x.c.b.a.example/']);
  });

  test('switchy: a thousand changes between unrelated names are two layers', () => {
    const lines = Array.from({ length: 1000 }, (_, k) => `${k % 2 === 0 ? '' : '!'}*.n${k}.example`);
    const { report, layers, meaning } = parsed('switchy', `[SwitchyOmega Conditions]\n${lines.join('\n')}`);
    expect(report.totals).toMatchObject({ kept: 1000, refused: 0, names: 1000 });
    expect(layers.map(({ adds }) => adds)).toEqual([true, false]);
    expect(meaning.contains(facts('http://x.n500.example/'))).toBe(true);
    expect(meaning.contains(facts('http://x.n501.example/'))).toBe(false);
  });

  test('switchy: changes that no layer is left for are refused, one by one', () => {
    const lines = Array.from({ length: 100 }, (_, k) => `${k % 2 === 0 ? '' : '!'}*x${k}*`);
    const { report, layers } = parsed('switchy', `[SwitchyOmega Conditions]\n${lines.join('\n')}`);
    expect(layers).toHaveLength(64);
    expect(report.totals.refused).toBe(18);
    expect(report.refused[0]).toMatchObject({ line: 66, code: 'list.too-many-changes' });
  });

  test('adblock: a name is found in http and https, a path in http only', () => {
    const list = '||a.example^\n||b.example/ads\n|https://c.example/';
    const asked = [
      'https://x.a.example/y',
      'http://a.example/',
      'http://xa.example/',
      'http://www.b.example/ads/1',
      'https://www.b.example/ads/1',
      'http://b.example/other',
      'http://evil.example/b.example/ads',
      'http://www.b.example/?u=b.example/ads',
      'https://c.example/anything',
      'http://c.example/',
    ];
    expect(contained('adblock', list, asked)).toEqual([
      'https://x.a.example/y',
      'http://a.example/',
      'http://www.b.example/ads/1',
      // Told as the effect of such a line.
      'http://www.b.example/?u=b.example/ads',
      'https://c.example/anything',
    ]);
  });

  test('clash: * is exactly one label', () => {
    const asked = ['http://a.example/', 'http://x.a.example/', 'http://y.x.a.example/', 'http://x.b.a.example/'];
    expect(contained('clash', "payload:\n- '*.a.example'", asked)).toEqual(['http://x.a.example/']);
    expect(contained('clash', "payload:\n- '*.*.a.example'", asked)).toEqual([
      'http://y.x.a.example/',
      'http://x.b.a.example/',
    ]);
    expect(contained('clash', "payload:\n- '+.a.example'", asked)).toEqual(asked);
    expect(contained('clash', "payload:\n- '.a.example'", asked)).toEqual(asked.slice(1));
  });

  test('hosts: a name never stands for what is below it', () => {
    expect(contained('hosts', '0.0.0.0 a.example', ['http://a.example/', 'http://x.a.example/'])).toEqual([
      'http://a.example/',
    ]);
  });
});
