/** What does a program mean? Reads it step by step, slowly and obviously: the oracle of the compiler's tests. */
import type { IpAddress, IpRange } from '../../../worker/core/net/address.ts';
import { parseAddress } from '../../../worker/core/net/address.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';
import { clientView } from '../../../worker/core/net/url.ts';
import type { NameEntry, Program, Test, TimeWindow } from '../../../worker/core/pac/program.ts';
import type { OfKind } from '../../../worker/core/pac/walk.ts';
import type { Question } from '../../engines/engine.ts';

/** What a test may look at. */
interface View {
  readonly url: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: number | null;
  readonly question: Question;
}

type Meanings = { readonly [Kind in Test['is']]: (test: OfKind<Test, Kind>, view: View) => boolean };

const MEANINGS: Meanings = {
  always: () => true,
  never: () => false,
  all: ({ of }, view) => of.every((part) => holds(part, view)),
  any: ({ of }, view) => of.some((part) => holds(part, view)),
  not: ({ of }, view) => !holds(of, view),
  names: ({ names, sorted = [] }, { host }) =>
    [...names, ...sorted.flatMap((set) => [...set.keys()].map(entryOf))].some((entry) => named(entry, host)),
  plain: (_, { host }) => !host.includes('.') && parseAddress(host) === null,
  wildcard: ({ on, patterns }, view) => patterns.some((pattern) => wildcard(pattern).test(view[on])),
  regex: ({ on, sources }, view) => sources.some((source) => new RegExp(source).test(view[on].slice(0, 1024))),
  ranges: ({ on, ranges }, view) => within(addressOf(on, view), ranges),
  scheme: ({ schemes }, { scheme }) => schemes.includes(scheme),
  port: ({ ranges }, { port }) => port !== null && ranges.some(([first, last]) => first <= port && port <= last),
  time: ({ windows }, { question }) => windows.some((window) => open(window, question)),
};

/** The result string that a program gives for a question. The URL must be one that clients ask about. */
export function interpret(program: Program, question: Question): string {
  const seen = clientView(question.url);
  if (isRefused(seen)) throw new Error(`no client asks about ${question.url}`);
  const { url, scheme, host, port } = seen;
  const step = program.steps.find(({ test }) => holds(test, { url, scheme, host, port, question }));
  return program.results.get(step?.route ?? program.otherwise) ?? 'no result';
}

function holds(test: Test, view: View): boolean {
  return (MEANINGS[test.is] as (test: Test, view: View) => boolean)(test, view);
}

const MATCHES: Readonly<Record<string, NameEntry['match']>> = { s: 'suffix', e: 'exact', b: 'below' };

function entryOf(key: string): NameEntry {
  const [labels = '', letter = ''] = key.split(' ');
  return { name: labels.split('#').reverse().join('.'), match: MATCHES[letter] ?? 'suffix' };
}

function named({ name, match }: NameEntry, host: string): boolean {
  if (host === name) return match !== 'below';
  return match !== 'exact' && host.endsWith(`.${name}`);
}

function wildcard(pattern: string): RegExp {
  // A run of wildcards is one repetition: as one for each of them, four stars on a long URL take minutes.
  const source = pattern.replace(/[*?]+|\W/g, (part) => {
    if (!/^[*?]/.test(part)) return `\\${part}`;
    const least = part.replaceAll('*', '').length;
    return `.{${least},${part.includes('*') ? '' : least}}`;
  });
  return new RegExp(`^${source}$`, 's');
}

function addressOf(on: 'host' | 'address' | 'client', { host, question }: View): IpAddress | null {
  if (on === 'client') return parseAddress(question.clientIp ?? '');
  const literal = parseAddress(host);
  if (on === 'host' || literal !== null) return literal;
  const dns = question.dns ?? {};
  const resolved = parseAddress((Object.hasOwn(dns, host) ? dns[host] : null) ?? '');
  return resolved?.family === 4 ? resolved : null;
}

function within(address: IpAddress | null, ranges: readonly IpRange[]): boolean {
  if (address === null) return false;
  return ranges.some(
    ({ family, first, last }) => family === address.family && first <= address.value && address.value <= last,
  );
}

const DAY = 86_400_000;

function open({ clock, days, from, to, dates }: TimeWindow, question: Question): boolean {
  const now = new Date(question.now?.[clock] ?? 0);
  const minutes = now.getUTCHours() * 60 + now.getUTCMinutes();
  const wraps = from > to;
  if (wraps ? minutes >= to && minutes < from : minutes < from || minutes >= to) return false;
  const start = wraps && minutes < to ? new Date(now.getTime() - DAY) : now;
  const date = start.getUTCFullYear() * 10_000 + (start.getUTCMonth() + 1) * 100 + start.getUTCDate();
  const weekday = (start.getUTCDay() + 6) % 7;
  return (days?.includes(weekday) ?? true) && (dates?.some(([first, last]) => first <= date && date <= last) ?? true);
}
