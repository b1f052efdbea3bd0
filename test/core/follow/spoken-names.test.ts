/** Which names of a profile does a policy tell apart? */
import { expect, test } from 'vitest';
import { distinctNames } from '../../../worker/core/follow/spoken-names.ts';
import type { NameEntry } from '../../../worker/core/pac/program.ts';
import { parsed } from '../firewall/parsed.ts';

const distinct = distinctNames(
  parsed({
    names: { 'known.corp.example': ['10.4.0.8'] },
    rules: [
      { action: 'allow', from: 'any', to: 'www.news.example' },
      { action: 'deny', from: 'any', to: '*.lab.example' },
    ],
  }),
);
const names = (...entries: readonly (readonly [NameEntry['match'], string])[]) =>
  distinct(entries.map(([match, name]) => ({ match, name }))).map(({ match, name }) => `${match} ${name}`);

test.each<[NameEntry['match'], string]>([
  ['exact', 'www.news.example'],
  ['exact', 'known.corp.example'],
  ['exact', 'a.lab.example'],
  ['exact', 'deep.a.lab.example'],
  ['suffix', 'www.news.example'],
  ['suffix', 'news.example'],
  ['below', 'news.example'],
  ['below', 'corp.example'],
  ['suffix', 'lab.example'],
  ['below', 'a.lab.example'],
])('distinctNames keeps %s %s, of which the policy speaks', (match, name) => {
  expect(names(['exact', 'first.test'], [match, name])).toEqual([`${match} ${name}`, 'exact first.test']);
});

test.each<[NameEntry['match'], string]>([
  ['exact', 'news.example'],
  ['exact', 'other.news.example'],
  ['exact', 'corp.example'],
  ['suffix', 'xlab.example'],
  ['exact', 'xwww.news.example'],
])('distinctNames lets another name stand for %s %s, of which the policy says nothing', (match, name) => {
  expect(names(['exact', 'first.test'], [match, name])).toEqual(['exact first.test']);
});
