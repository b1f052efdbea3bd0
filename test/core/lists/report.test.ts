import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ListReport } from '../../../schemas/list.ts';
import { Profile } from '../../../schemas/profile.ts';
import { buildProfile } from '../../../worker/core/build.ts';
import { explain, isAnswer } from '../../../worker/core/explain/explain.ts';
import { factsOf } from '../../../worker/core/explain/facts.ts';
import { readRules } from '../../../worker/core/follow/read-rules.ts';
import { meaningOf } from '../../../worker/core/lists/layers.ts';
import { packList } from '../../../worker/core/lists/pack/pack.ts';
import { unpackList } from '../../../worker/core/lists/pack/unpack.ts';
import { reportLines } from '../../../worker/core/lists/parse.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';
import { load } from '../pac/run.ts';
import { parsed } from './outcomes-of.ts';
import { gfwListLike } from './samples.ts';

describe('parseList', () => {
  test('reports totals and the first hundred of each outcome, in the shape of the schema', () => {
    const { report } = parsed('auto', gfwListLike(2_000));
    expect(ListReport.parse(report)).toEqual(report);
    expect(report.kept).toHaveLength(100);
    expect(report.totals).toMatchObject({ lines: 2_003, refused: 0, exceptions: 20 });
    const { kept, weakened, silent, lines } = report.totals;
    expect(kept + weakened + silent).toBe(lines);
  });

  test('base64 in lines and in chunks is the same list', () => {
    const text = gfwListLike(300);
    const lines = btoa(text).match(/.{1,64}/g) ?? [];
    const plain = parsed('adblock', text).report;
    expect(parsed('adblock', lines.join('\r\n')).report).toEqual(plain);
    expect(parsed('adblock', lines).report).toEqual(plain);
    expect(parsed('adblock', [...`\uFEFF\n${btoa(text)}`]).report).toEqual(plain);
  });

  test('base64 that ends early or has strays keeps what can be read', () => {
    const whole = btoa(gfwListLike(300));
    const cut = parsed('adblock', whole.slice(0, 1_001)).report;
    expect(cut.totals.kept).toBeGreaterThan(20);
    expect(parsed('adblock', `${whole.slice(0, 1_000)}<html>`).report.totals.kept).toBeGreaterThan(20);
  });

  test('counts duplicates and what others cover', () => {
    const { totals } = parsed(
      'domains',
      'a.example\nA.example.\nx.a.example\nb.example\n10.0.0.0/8\n10.1.0.0/16\n10.0.0.0/8',
    ).report;
    expect(totals).toMatchObject({ kept: 7, duplicates: 2, covered: 2, names: 2, ranges: 1 });
  });

  test('shows no credential, and little of a long line', () => {
    const lines = [
      ...reportLines({ format: 'domains', chunks: [`http://me:hunter2@a.example/\n${'a'.repeat(5_000)}\n`] }),
    ];
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    for (const { text } of lines) expect(text.length).toBeLessThanOrEqual(200);
  });

  test('the whole report has every line that says something, by its number', () => {
    const text = gfwListLike(500);
    const lines = [...reportLines({ format: 'auto', chunks: [text] })];
    const { totals } = parsed('auto', text).report;
    expect(lines).toHaveLength(totals.kept + totals.weakened + totals.refused);
    const written = text.split('\n');
    for (const { line, text: shown } of lines) expect(written[line - 1]).toBe(shown);
  });
});

/** A directory with published lists and questions; see docs/lists.md. They are not part of the project. */
const CORPORA = process.env.PORTOLAN_LIST_CORPORA;

interface Corpus {
  readonly file: string;
  readonly format: string;
  readonly lines: number;
  readonly refused: number;
  readonly queries?: string;
}

const CORPUS: readonly Corpus[] = [
  { file: 'gfwlist-rules.txt', format: 'adblock', lines: 4_465, refused: 2, queries: 'queries-gfw.tsv' },
  { file: 'gfwlist-domains.txt', format: 'domains', lines: 4_025, refused: 0, queries: 'queries-gfw.tsv' },
  { file: 'china-10k.txt', format: 'domains', lines: 10_000, refused: 0, queries: 'queries-10k.tsv' },
  { file: 'china-100k.txt', format: 'domains', lines: 100_000, refused: 0, queries: 'queries-100k.tsv' },
  { file: 'cidr-china-7k.txt', format: 'cidr', lines: 7_456, refused: 0, queries: 'queries-cidr-7k.tsv' },
];

// Data that is no part of the project makes extra tests where somebody has it; without it there is nothing to skip.
if (CORPORA !== undefined)
  describe('published lists', () => {
    test.for(CORPUS)('$file', ({ file, format, lines, refused, queries }) => {
      const { report, meaning } = parsed('auto', readFileSync(join(CORPORA, file), 'utf8'));
      expect(report).toMatchObject({ format, totals: { lines, refused } });
      const { totals } = report;
      expect(totals.kept + totals.weakened + totals.refused + totals.silent).toBe(lines);
      if (queries === undefined) return;
      const asked = readFileSync(join(CORPORA, queries), 'utf8').trim().split('\n');
      const wrong = asked.filter((row) => {
        const [host = '', answer] = row.split('\t');
        const shown = host.includes(':') ? `[${host}]` : host;
        const facts = factsOf({ url: `https://${shown}/` }, { surroundings: ALONE, now: 0 }, () => {});
        return facts !== null && meaning.contains(facts) !== (answer === 'P');
      });
      expect(wrong).toEqual([]);
    });

    test.for(CORPUS.filter(({ queries }) => queries !== undefined))(
      'a profile that names $file answers rightly, by explain and by its text',
      ({ file, queries = '' }) => {
        const { layers } = parsed('auto', readFileSync(join(CORPORA, file), 'utf8'));
        const lists = new Map([['it', meaningOf(unpackList(packList(layers)) ?? [])]]);
        const rules = [{ when: { list: 'it' }, use: 'p' }];
        const profile = Profile.parse({
          proxies: { p: { scheme: 'http', host: 'p', port: 1 } },
          rules,
          default: 'direct',
        });
        const [artifact] = buildProfile({ id: 'hq', profile, lists, now: 0 }).artifacts;
        const ruleset = readRules(profile, { policy: null, lists, now: 0 }, () => {});
        if (artifact === undefined || ruleset === null) throw new Error('refused');
        const pac = load(artifact.text);
        const asked = readFileSync(join(CORPORA, queries), 'utf8').trim().split('\n');
        const wrong = asked.filter((row) => {
          const [host = '', answer] = row.split('\t');
          const url = `https://${host.includes(':') ? `[${host}]` : host}/`;
          const explained = explain(ruleset, { url }, 0);
          const route = isAnswer(explained) ? explained.explanation.route : null;
          const text = pac.ask({ url, host, clientIp: '10.0.0.1' });
          return route !== (answer === 'P' ? 'p' : 'direct') || text !== (answer === 'P' ? 'PROXY p:1' : 'DIRECT');
        });
        expect(asked.length).toBeGreaterThan(999);
        expect(wrong).toEqual([]);
      },
    );
  });
