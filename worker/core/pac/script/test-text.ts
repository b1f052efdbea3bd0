/** How is a test written as an expression? One entry per kind of test. Pure. */
import type { IpRange } from '../../net/address.ts';
import type { PlannedTest } from '../plan.ts';
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
  all: ({ of }, script) => joined(of, { script, operator: '&&' }),
  any: ({ of }, script) => joined(of, { script, operator: '||' }),
  not: ({ of }, script) => `!(${testText(of, script)})`,
  plain: () => 'host.indexOf(".")<0&&host.indexOf(":")<0',
  scheme: ({ schemes }, script) =>
    alternatives(schemes.map((scheme) => `${script.part('s')}==${stringLiteral(scheme)}`)),
  port: ({ ranges }, script) => comparedOrToggled(ranges, { subject: script.part('p'), script }, numberToggles),
  ranges: ({ on, ranges }, script) => RANGE_WRITERS[on](ranges, script),
  wildcard: ({ on, patterns }, script) => patternText(patterns, subject(on, script), script),
  regex: ({ on, sources }, script) =>
    alternatives(sources.map((source) => `${script.data(regexLiteral(source))}.test(${subject(on, script)})`)),
  time: ({ windows }, script) => alternatives(windows.map((window) => windowText(window, script))),
};

/** Writes a test. Parts of the request that it looks at are asked of `script`. */
export function testText(test: PlannedTest, script: Script): string {
  return (WRITERS[test.is] as (test: PlannedTest, script: Script) => string)(test, script);
}

interface Joining {
  readonly script: Script;
  readonly operator: '&&' | '||';
}

function joined(of: readonly PlannedTest[], { script, operator }: Joining): string {
  return of.map((part) => wrapped(testText(part, script), operator)).join(operator);
}

function alternatives(texts: readonly string[]): string {
  return texts.join('||');
}

/** Parenthesises what binds less tightly than `&&`; `||` of `&&` needs nothing. */
function wrapped(text: string, operator: '&&' | '||'): string {
  return operator === '&&' && text.includes('||') ? `(${text})` : text;
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
  return `${script.helper(helper)}(${script.data(text)},${subject})`;
}

const byFamily = (ranges: readonly IpRange[], family: 4 | 6) => ranges.filter((range) => range.family === family);

function literalV4(ranges: readonly IpRange[], script: Script): string[] {
  if (ranges.length === 0) return [];
  const subject = script.part('v');
  if (ranges.length > MAX_COMPARED) return [`${subject}>=0&&${toggled(v4Toggles(ranges), { subject, script })}`];
  const pairs = ranges.map(({ first, last }) => [Number(first), Number(last)] as const);
  return [comparedOrToggled(pairs, { subject, script }, numberToggles)];
}

function literalV6(ranges: readonly IpRange[], script: Script): string[] {
  if (ranges.length === 0) return [];
  return [toggled(v6Toggles(ranges), { subject: script.part('w'), script })];
}

/** What a range test compares: the host as written, the host's address, the client's address. */
const RANGE_WRITERS: {
  readonly [On in 'host' | 'address' | 'client']: (ranges: readonly IpRange[], script: Script) => string;
} = {
  host: (ranges, script) =>
    alternatives([...literalV4(byFamily(ranges, 4), script), ...literalV6(byFamily(ranges, 6), script)]),
  address: (ranges, script) => {
    const v4 = byFamily(ranges, 4);
    const resolved = () => `(${script.local('r')}=r||[${script.helper('resolved')}(host,${script.part('v')})])[0]`;
    const names = v4.length === 0 ? [] : [toggled(v4Toggles(v4), { subject: resolved(), script })];
    return alternatives([...literalV6(byFamily(ranges, 6), script), ...names]);
  },
  client: (ranges, script) => {
    const client = `(${script.local('c')}=c||[${script.helper('client')}()])[0]`;
    const parsed = (family: 4 | 6) => `${script.helper(family === 4 ? 'v4' : 'v6')}(${client})`;
    return alternatives(
      ([4, 6] as const).flatMap((family) => {
        const own = byFamily(ranges, family);
        if (own.length === 0) return [];
        const toggles = family === 4 ? v4Toggles(own) : v6Toggles(own);
        return [toggled(toggles, { subject: parsed(family), script })];
      }),
    );
  },
};

function patternText(patterns: readonly string[], subject: string, script: Script): string {
  const { sources, globs } = factorPatterns(patterns);
  const tests = sources.map((source) => `${script.data(regexLiteral(source))}.test(${subject})`);
  if (globs.length > 0) {
    const list = script.data(`${stringLiteral(globs.join('\n'))}.split("\\n")`);
    tests.push(`${script.helper('glob')}(${subject},${list})`);
  }
  return tests.length === 0 ? 'false' : alternatives(tests);
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
