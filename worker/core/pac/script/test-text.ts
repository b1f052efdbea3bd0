/** How is a test written as an expression? One entry per kind of test. Pure. */
import type { IpRange } from '../../net/address.ts';
import { REGEX_URL_LENGTH } from '../../rules/regex/check.ts';
import type { PlannedTest } from '../plan/planned.ts';
import type { TimeWindow } from '../program.ts';
import { MAX_COMPARED, numberToggles, type ToggleText, v4Toggles, v6Toggles } from '../ranges/toggles.ts';
import type { OfKind } from '../walk.ts';
import { factorPatterns } from './alternation.ts';
import { regexLiteral, stringLiteral } from './literals.ts';
import type { Script } from './script.ts';

type Kind = PlannedTest['is'];
type Writers = { readonly [K in Kind]: (test: OfKind<PlannedTest, K>, script: Script) => string };

/** Every entry gives an expression that may stand as an operand of `&&` and `||`; only its truth counts. */
const WRITERS: Writers = {
  always: () => 'true',
  never: () => 'false',
  member: ({ group }, script) => script.member(group),
  all: ({ of }, script) =>
    chained(
      of.map((part) => wrapped(testText(part, script))),
      '&&',
    ),
  any: ({ of }, script) => alternatives(of.map((part) => testText(part, script))),
  not: ({ of }, script) => `!(${testText(of, script)})`,
  plain: () => 'host.indexOf(".")<0&&host.indexOf(":")<0',
  scheme: ({ schemes }, script) =>
    alternatives(schemes.map((scheme) => `${script.part('s')}==${stringLiteral(scheme)}`)),
  port: ({ ranges }, script) => comparedOrToggled(ranges, { subject: script.part('p'), script }, numberToggles),
  ranges: ({ on, ranges }, script) => RANGE_WRITERS[on](ranges, script),
  wildcard: ({ on, patterns }, script) => patternText(patterns, subject(on, script), script),
  regex: ({ on, sources }, script) => {
    const text = on === 'host' ? 'host' : `${script.part('q')}.substring(0,${REGEX_URL_LENGTH})`;
    return alternatives(sources.map((source) => `${script.data(regexLiteral(source))}.test(${text})`));
  },
  time: ({ windows }, script) => alternatives(windows.map((window) => windowText(window, script))),
};

/** Writes a test. Parts of the request that it looks at are asked of `script`. */
export function testText(test: PlannedTest, script: Script): string {
  return (WRITERS[test.is] as (test: PlannedTest, script: Script) => string)(test, script);
}

function alternatives(texts: readonly string[]): string {
  return texts.length === 0 ? 'false' : chained(texts, '||');
}

/** Operands in a row at most; engines parse long rows by recursion, and Duktape gives up at some thousand. */
const MAX_CHAIN = 64;

/** Operands joined; long rows as a tree of groups. */
function chained(texts: readonly string[], operator: '&&' | '||'): string {
  if (texts.length <= MAX_CHAIN) return texts.join(operator);
  const size = MAX_CHAIN ** Math.floor(Math.log(texts.length - 1) / Math.log(MAX_CHAIN));
  const groups = Array.from({ length: Math.ceil(texts.length / size) }, (_, at) =>
    texts.slice(at * size, (at + 1) * size),
  );
  return groups.map((group) => `(${chained(group, operator)})`).join(operator);
}

/** Parenthesises what binds less tightly than `&&`. */
function wrapped(text: string): string {
  return text.includes('||') ? `(${text})` : text;
}

function subject(on: 'host' | 'url', script: Script): string {
  return on === 'host' ? 'host' : script.part('q');
}

interface Subject {
  readonly subject: string;
  readonly script: Script;
}

type NumberRange = readonly [first: number, last: number];

function comparedOrToggled(
  ranges: readonly NumberRange[],
  { subject, script }: Subject,
  toggles: (ranges: readonly NumberRange[]) => ToggleText,
): string {
  if (ranges.length > MAX_COMPARED) return toggled(toggles(ranges), { subject, script });
  return alternatives(
    ranges.map(([first, last]) =>
      first === last ? `${subject}==${first}` : `${subject}>=${first}&&${subject}<=${last}`,
    ),
  );
}

function toggled({ helper, text }: ToggleText, { subject, script }: Subject): string {
  return `${script.helper(helper)}(${script.data(text)},${subject})&1`;
}

const byFamily = (ranges: readonly IpRange[], family: 4 | 6) => ranges.filter((range) => range.family === family);

/** What a range test that is left compares: the address of a resolved name, or the client's. */
const RANGE_WRITERS: {
  readonly [On in 'host' | 'address' | 'client']: (ranges: readonly IpRange[], script: Script) => string;
} = {
  host: () => {
    throw new Error('expected ranges of literal hosts to be in the index');
  },
  address: (ranges, script) => {
    const subject = `(${script.local('r')}=r||[${script.helper('resolved')}(host)])[0]`;
    return toggled(v4Toggles(byFamily(ranges, 4)), { subject, script });
  },
  client: (ranges, script) => {
    const client = `(${script.local('c')}=c||[${script.helper('client')}()])[0]`;
    const v4 = byFamily(ranges, 4);
    const v6 = byFamily(ranges, 6);
    const own = (toggles: ToggleText, parse: 'v4' | 'v6') =>
      toggled(toggles, { subject: `${script.helper(parse)}(${client})`, script });
    return alternatives([
      ...(v4.length > 0 ? [own(v4Toggles(v4), 'v4')] : []),
      ...(v6.length > 0 ? [own(v6Toggles(v6), 'v6')] : []),
    ]);
  },
};

function patternText(patterns: readonly string[], subject: string, script: Script): string {
  const { sources, globs } = factorPatterns(patterns);
  const tests = sources.map((source) => `${script.data(regexLiteral(source))}.test(${subject})`);
  if (globs.length > 0) {
    const list = script.data(`${stringLiteral(globs.join('\n'))}.split("\\n")`);
    tests.push(`${script.helper('glob')}(${subject},${list})`);
  }
  return alternatives(tests);
}

function windowText({ clock, days, from, to, dates }: TimeWindow, script: Script): string {
  const now = script.part('t');
  const reading =
    clock === 'local'
      ? `(${script.local('l')}=l||${script.helper('localClock')}(${now}))`
      : `(${script.local('u')}=u||${script.helper('utcClock')}(${now}))`;
  const weekdays = days === undefined ? '' : [...days].sort().join('');
  const ranges = (dates ?? []).flatMap(([first, last]) => [dayNumber(first), dayNumber(last)]);
  return `${script.helper('within')}(${reading},${from},${to},${stringLiteral(weekdays)},${script.data(`[${ranges}]`)})`;
}

/** Days since 1970-01-01 of a date as yyyymmdd. */
function dayNumber(date: number): number {
  return Date.UTC(Math.floor(date / 10_000), (Math.floor(date / 100) % 100) - 1, date % 100) / 86_400_000;
}
