/** Does an accepted expression match the same hosts in every engine that clients run? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regexLiteral } from '../../../../worker/core/pac/script/literals.ts';
import { checkRegex } from '../../../../worker/core/rules/regex/check.ts';
import { ENGINES } from '../../../engines/table.ts';
import { needPrograms } from '../../../programs.ts';
import { ACCEPTED, sources, texts } from './arbitrary.ts';

const SEED = 20261124;
const generated = fc.sample(
  sources.filter((source) => checkRegex(source, 'host') === null),
  { numRuns: 200, seed: SEED },
);
const expressions = [...new Set([...ACCEPTED, ...generated])];
const hosts = [
  ...[
    'ads12.x.example',
    'example.com',
    'www.example.com',
    'mail.google.com',
    '192.168.1.20',
    'foo.bar',
    'b-a',
    '[::1]',
    'a]b',
  ],
  ...fc.sample(texts, { numRuns: 40, seed: SEED }).filter((text) => text !== '' && text.length <= 253),
];

/** One digit for each expression. */
const SCRIPT = `var all=[${expressions.map(regexLiteral).join(',')}];
function FindProxyForURL(url,host){var i,s="";for(i=0;i<all.length;i++)s+=all[i].test(host)?"1":"0";return s}`;

describe.each(ENGINES)('$name', (engine) => {
  test(`matches ${expressions.length} expressions as everyone else does`, async (context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    const answers = await engine.run(
      SCRIPT,
      hosts.map((host) => ({ url: 'http://a/', host })),
    );
    const expected = hosts.map((host) => expressions.map((source) => Number(new RegExp(source).test(host))).join(''));
    expect(answers).toEqual(expected);
  });
});
