/** What does one condition of SwitchyOmega mean? One record per type of condition. Pure. */
import { DAYS } from '../../../../../schemas/condition.ts';
import { isRefused, type Refused } from '../../../net/refused.ts';
import { hasWildcard } from '../../../net/wildcard.ts';
import { conditionRead, type Reading, weakened } from '../../item.ts';
import { readHostExpression, readUrlExpression } from '../../read-expression.ts';
import { readHostOrRange, readRange } from '../../read-host.ts';
import { HIDDEN_PATH } from '../../weaknesses.ts';
import { readBypassRule } from '../bypass/chrome-rule.ts';

/** What a condition means: readings, any of which has to hold; none is a condition that is switched off. */
export type Readings = readonly Reading[];

interface Kind {
  /** In lower case; the empty one is the type of lines without a type. */
  readonly types: readonly string[];
  read(pattern: string): Readings;
}

/** Patterns separated by `|` are alternatives. */
const each = (read: (pattern: string) => Reading) => (pattern: string) =>
  alternatives(pattern).map((one) => (one === '' ? unreadable('expected a pattern') : read(one)));

/** The types with their abbreviations, as `conditions.coffee` has them. */
const KINDS: readonly Kind[] = [
  {
    types: [
      '',
      'h',
      'w',
      'hw',
      'wild',
      'wildcard',
      'host',
      'hostw',
      'hwild',
      'hwildcard',
      'hostwild',
      'hostwildcard',
      'hostwildcardcondition',
    ],
    read: each(hostWildcard),
  },
  {
    types: ['u', 'uw', 'url', 'urlw', 'uwild', 'uwildcard', 'urlwild', 'urlwildcard', 'urlwildcardcondition'],
    read: each(urlWildcard),
  },
  {
    types: ['ur', 'uregex', 'urlr', 'urlregex', 'urlregexcondition'],
    read: one(readUrlExpression),
  },
  {
    types: ['r', 'hr', 'regex', 'hostr', 'hregex', 'hostregex', 'hostregexcondition'],
    read: one(readHostExpression),
  },
  { types: ['k', 'kw', 'keyword', 'keywordcondition'], read: one(keyword) },
  { types: ['ip', 'ipcondition'], read: one(readRange) },
  { types: ['b', 'bypass', 'bypasscondition'], read: one(readBypassRule) },
  {
    types: [
      'lv',
      'level',
      'levels',
      'hl',
      'hlv',
      'hlevel',
      'hlevels',
      'hostl',
      'hostlv',
      'hostlevel',
      'hostlevels',
      'hostlevelscondition',
    ],
    read: one(levels),
  },
  { types: ['wd', 'week', 'day', 'weekday', 'weekdaycondition'], read: one(weekdays) },
  { types: ['t', 'time', 'hour', 'timecondition'], read: one(hours) },
  { types: ['true', 'truecondition'], read: () => [conditionRead({ host: '*' })] },
  { types: ['false', 'disabled', 'falsecondition'], read: () => [] },
];

const BY_TYPE = new Map(KINDS.flatMap((kind) => kind.types.map((type) => [type, kind] as const)));

/** Reads `Type: pattern`, or a host wildcard without a type. */
export function readCondition(text: string): Readings {
  const [, type, pattern] = /^([^\s]*):(?:\s+(.*))?$/s.exec(text) ?? [undefined, '', text];
  const kind = BY_TYPE.get((type ?? '').toLowerCase());
  if (kind !== undefined) return kind.read((pattern ?? '').trim());
  return [
    {
      code: 'list.untestable',
      error: `expected a type of condition that is known, not "${(type ?? '').slice(0, 40)}"`,
    },
  ];
}

/** The parts between `|`; empty ones are left out unless there is nothing else. */
function alternatives(pattern: string): readonly string[] {
  const parts = pattern
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? [''] : parts;
}

function one(read: (pattern: string) => Reading): Kind['read'] {
  return (pattern) => [pattern === '' ? unreadable('expected a pattern behind the type') : read(pattern)];
}

/** `*.name` is the name and what is below it, `**.name` below only, a dot in front is `*.`; else the whole host. */
function hostWildcard(pattern: string): Reading {
  if (pattern === '*' || pattern === '**') return conditionRead({ host: '*' });
  const written = pattern.startsWith('.') ? `*${pattern}` : pattern;
  if (written.startsWith('**.')) return suffixed(written.slice(3), { itself: false });
  if (written.startsWith('*.')) return suffixed(written.slice(2), { itself: true });
  return hasWildcard(written) ? conditionRead({ host: written }) : readHostOrRange(written, 'exact');
}

function suffixed(rest: string, { itself }: { readonly itself: boolean }): Reading {
  if (rest === '') return unreadable('expected a name behind the wildcard');
  if (!hasWildcard(rest)) {
    const read = readHostOrRange(rest, itself ? 'suffix' : 'below');
    if (isRefused(read) || read.meaning.is === 'name') return read;
  }
  return conditionRead({ host: itself ? [rest, `*.${rest}`] : `*.${rest}` });
}

/** The pattern of a whole URL. Those over nothing but the host (`*://host/*`) become host patterns. */
export function urlWildcard(pattern: string): Reading {
  const [, host] = /^\*:\/\/([\w?*.-]+)\/\*$/.exec(pattern) ?? [];
  if (host !== undefined) return hasWildcard(host) ? conditionRead({ host }) : readHostOrRange(host, 'exact');
  const read = conditionRead({ url: pattern });
  const [, scheme = '*', path = 'path'] = /^([^:]*):\/\/[^/]*(.*)$/s.exec(pattern) ?? [];
  const isHttp = /^(?:http|ws)$/i.test(scheme);
  return isHttp || /^\/?\**$/.test(path) ? read : weakened(read, HIDDEN_PATH);
}

/** A word in an http URL. */
function keyword(word: string): Reading {
  if (hasWildcard(word)) return unreadable('expected a word without * and ?');
  return conditionRead({ url: `http://*${word}*` });
}

/** How many dots the host has, `min~max`. */
function levels(text: string): Reading {
  const [min, max] = numbers(text);
  if (min === undefined || max === undefined || min > max || max > 126) return unreadable('expected dots as min~max');
  const more = (dots: number) => Array.from({ length: dots + 1 }, () => '*').join('.');
  return conditionRead({ host: more(min), not: { host: more(max + 1) } });
}

/** Seven characters from Sunday on, letters for days that count, or `from~to` with 0 for Sunday. */
function weekdays(text: string): Reading {
  const [from, to] = numbers(text);
  const fromSunday = Array.from({ length: 7 }, (_, day) =>
    from !== undefined && to !== undefined ? from <= day && day <= to : text.length === 7 && text.charCodeAt(day) > 64,
  );
  const days = DAYS.filter((_, day) => fromSunday[(day + 1) % 7]);
  return days.length === 0 ? unreadable('expected days, such as -MTWTF- or 1~5') : conditionRead({ time: { days } });
}

/** Hours, `from~to`, the last one included. */
function hours(text: string): Reading {
  const [from, to] = numbers(text);
  if (from === undefined || to === undefined || from > to || to > 23) return unreadable('expected hours as from~to');
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  return conditionRead({ time: { from: clock(from), to: clock(to + 1) } });
}

function numbers(text: string): readonly number[] {
  const [, first, last] = /^([0-9]{1,3})~([0-9]{1,3})$/.exec(text) ?? [];
  return first === undefined || last === undefined ? [] : [Number(first), Number(last)];
}

function unreadable(error: string): Refused {
  return { code: 'list.unreadable', error };
}
