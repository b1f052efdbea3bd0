/** When does `time` hold: days, wrap-around, dates, and the two clocks? 2026-11-24 is a Tuesday. */
import { describe, expect, test } from 'vitest';
import { errors, holds, lowered, spelled } from '../asking.ts';

const night = { from: '22:00', to: '06:00' };

describe('time', () => {
  test.each([
    [{ from: '09:00', to: '18:00' }, '2026-11-24T09:00:00+01:00', true],
    [{ from: '09:00', to: '18:00' }, '2026-11-24T08:59:59+01:00', false],
    [{ from: '09:00', to: '18:00' }, '2026-11-24T17:59:59+01:00', true],
    [{ from: '09:00', to: '18:00' }, '2026-11-24T18:00:00+01:00', false],
    [{ from: '09:00', to: '18:00', zone: 'utc' }, '2026-11-24T09:30:00+01:00', false],
    [{ from: '09:00', to: '18:00', zone: 'utc' }, '2026-11-24T10:00:00+01:00', true],
    [{ from: '00:00', to: '24:00' }, '2026-11-24T00:00:00Z', true],
    [{ from: '00:00', to: '24:00' }, '2026-11-24T23:59:00Z', true],
    [{ days: 'mon', from: '00:00' }, '2026-11-24T12:00:00Z', false],
    [{ from: '09:00' }, '2026-11-24T23:59:00Z', true],
    [{ from: '09:00' }, '2026-11-24T08:59:00Z', false],
    [{ to: '09:00' }, '2026-11-24T00:00:00Z', true],
    [{ to: '24:00' }, '2026-11-24T23:59:00Z', true],
    [{ from: '22:00', to: '00:00' }, '2026-11-24T23:59:00Z', true],
    [{ from: '22:00', to: '00:00' }, '2026-11-24T00:00:00Z', false],
    [{ days: 'tue' }, '2026-11-24T00:00:00Z', true],
    [{ days: ['mon', 'wed'] }, '2026-11-24T00:00:00Z', false],
    [{ days: 'mon', zone: 'utc' }, '2026-11-24T00:30:00+01:00', true],
    [{ days: 'tue' }, '2026-11-24T00:30:00+01:00', true],
    [{ days: 'sun' }, '2026-11-29T12:00:00Z', true],
    [{ days: 'tue', ...night }, '2026-11-24T22:00:00Z', true],
    [{ days: 'tue', ...night }, '2026-11-25T05:59:00Z', true],
    [{ days: 'tue', ...night }, '2026-11-24T05:59:00Z', false],
    [{ days: 'tue', ...night }, '2026-11-25T22:00:00Z', false],
    [{ days: 'sun', ...night }, '2026-11-30T01:00:00Z', true],
    [{ dates: { from: '2026-11-24', to: '2026-11-24' } }, '2026-11-24T23:59:00Z', true],
    [{ dates: { from: '2026-11-24', to: '2026-11-24' } }, '2026-11-25T00:00:00Z', false],
    [{ dates: { from: '2026-11-24', to: '2026-11-24' }, ...night }, '2026-11-25T05:00:00Z', true],
    [{ dates: { from: '2026-12-31', to: '2026-12-31' }, ...night }, '2027-01-01T05:00:00Z', true],
    [{ dates: { from: '2028-02-29', to: '2028-02-29' }, ...night }, '2028-03-01T05:00:00Z', true],
    [
      {
        dates: [
          { from: '2026-01-01', to: '2026-01-31' },
          { from: '2026-11-01', to: '2026-11-30' },
        ],
      },
      '2026-11-24T12:00:00Z',
      true,
    ],
    [[{ days: 'mon' }, { from: '12:00' }], '2026-11-24T12:00:00Z', true],
  ])('%j at %s: %s', (time, at, expected) => expect(holds({ time }, { url: 'http://a/', at })).toBe(expected));

  test.each([
    [{}, 'time.empty'],
    [{ zone: 'utc' }, 'time.empty'],
    [{ from: '09:00', to: '09:00' }, 'time.empty'],
    [{ from: '00:00', to: '00:00' }, 'time.empty'],
    [{ to: '00:00' }, 'time.empty'],
    [{ from: '24:00', to: '06:00' }, 'time.empty'],
    [{ dates: { from: '2026-02-02', to: '2026-02-01' } }, 'time.dates'],
  ])('refuses %j as %s', (time, code) => expect(errors({ time })).toEqual([`${code} /rules/0/when/time`]));

  test('spells midnight as an end as 24:00, and nothing else anew', () => {
    const written = { from: '22:00', to: '00:00', days: ['sun', 'mon'], zone: 'local' };
    expect(spelled({ time: written })).toEqual({ time: { ...written, to: '24:00' } });
  });

  test('is lowered to minutes, ordered days and date numbers', () => {
    const time = {
      days: ['sun', 'mon', 'sun'],
      from: '22:30',
      to: '06:00',
      dates: { from: '2026-01-02', to: '2026-03-04' },
      zone: 'utc',
    };
    expect(lowered({ time })).toEqual({
      is: 'time',
      windows: [{ clock: 'utc', days: [0, 6], from: 1350, to: 360, dates: [[20260102, 20260304]] }],
    });
  });
});
