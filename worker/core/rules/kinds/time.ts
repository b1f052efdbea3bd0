/** `time`: is it this day and hour on the client's clock? Pure. */
import type { Condition, DAYS as DayNames } from '../../../../schemas/condition.ts';
import type { Refused } from '../../net/refused.ts';
import type { TimeWindow } from '../../pac/program.ts';
import { inShapeOf, readEntries } from '../entries.ts';
import type { ConditionKind, Facts, WallClock } from '../kind.ts';

type Written = Exclude<NonNullable<Condition['time']>, unknown[]>;

/** In the order of the ISO week: the index is the number of the day. */
const DAYS: typeof DayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Minutes of a day. */
const DAY = 1440;

/** A window with the text it came from. */
export interface ParsedWindow {
  readonly window: TimeWindow;
  readonly written: Written;
}

/** `from <= t < to` in minutes. A window over midnight belongs, with its days and dates, to the day it starts on. */
export const time: ConditionKind<'time', readonly ParsedWindow[]> = {
  key: 'time',
  parse: (value, context) => readEntries<Written, ParsedWindow>(value, context, readWindow),
  spell: (windows, written) => inShapeOf(written, windows.map(spellWindow)),
  holds: (windows, facts) => windows.some(({ window }) => isOpen(window, facts.clocks[window.clock])),
  found: (facts, windows) =>
    windows.some(({ window }) => window.clock === 'utc') ? both(facts) : show(facts.clocks.local),
  lower: (windows) => ({ is: 'time', windows: windows.map(({ window }) => window) }),
};

/** Whether the clock stands inside the window. */
function isOpen(window: TimeWindow, clock: WallClock): boolean {
  const today = { weekday: clock.weekday, date: clock.date };
  const yesterday = { weekday: (clock.weekday + 6) % 7, date: clock.dayBefore };
  const { from, to } = window;
  if (from < to) return from <= clock.minutes && clock.minutes < to && startsOn(window, today);
  if (clock.minutes >= from) return startsOn(window, today);
  return clock.minutes < to && startsOn(window, yesterday);
}

function startsOn({ days, dates }: TimeWindow, day: { readonly weekday: number; readonly date: number }): boolean {
  if (days !== undefined && !days.includes(day.weekday)) return false;
  return dates === undefined || dates.some(([first, last]) => first <= day.date && day.date <= last);
}

function readWindow(written: Written): ParsedWindow | Refused {
  return flaw(written) ?? { window: windowOf(written), written };
}

function flaw({ days, from, to, dates }: Written): Refused | null {
  if (days === undefined && from === undefined && to === undefined && dates === undefined) {
    return { code: 'time.empty', error: 'expected days, from, to or dates' };
  }
  if (from === '24:00') return { code: 'time.empty', error: 'expected from before 24:00', fix: '00:00' };
  if ((from ?? '00:00') === to) {
    const error = 'expected different times in from and to: nothing lies between';
    return { code: 'time.empty', error, fix: 'leave both out for the whole day' };
  }
  if (!list(dates)?.some((span) => span.from > span.to)) return null;
  return { code: 'time.dates', error: 'expected the earlier date in from: both ends are included' };
}

function windowOf({ days, from, to, dates, zone }: Written): TimeWindow {
  const spans = list(dates)?.map((span) => [dateNumber(span.from), dateNumber(span.to)] as const);
  return {
    clock: zone ?? 'local',
    from: startOf(from),
    to: endOf(to),
    ...(days === undefined ? {} : { days: weekdays(days) }),
    ...(spans === undefined ? {} : { dates: spans }),
  };
}

function startOf(from: string | undefined): number {
  return minutes(from ?? '00:00');
}

/** Midnight as an end is the end of the day. */
function endOf(to: string | undefined): number {
  return minutes(to ?? '24:00') || DAY;
}

/** As written, but midnight as an end is 24:00. */
function spellWindow({ written }: ParsedWindow): Written {
  return written.to === '00:00' ? { ...written, to: '24:00' } : written;
}

function weekdays(days: NonNullable<Written['days']>): number[] {
  return [...new Set(list(days)?.map((day) => DAYS.indexOf(day)))].sort((a, b) => a - b);
}

function list<Value>(value: Value | Value[] | undefined): Value[] | undefined {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value : [value];
}

function minutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function dateNumber(date: string): number {
  return Number(date.replaceAll('-', ''));
}

function both({ clocks }: Facts): string {
  return `${show(clocks.local)} local, ${show(clocks.utc)} UTC`;
}

function show({ date, weekday, minutes: since }: WallClock): string {
  const digits = String(date).padStart(8, '0');
  const clock = [Math.floor(since / 60), since % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${DAYS[weekday]} ${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)} ${clock}`;
}
