/** Cases of conformance: days, hours over midnight, dates, both clocks. 2026-11-24 is a Tuesday. */
import type { Case } from '../case.ts';

const at = (time: string) => ({ url: 'https://a.example/', at: time });

export const TIME_CASES: readonly Case[] = [
  {
    name: 'hours of weekdays on the client’s clock',
    profile: {
      rules: [{ when: { time: { days: ['mon', 'tue', 'fri'], from: '09:00', to: '18:00' } }, use: 'direct' }],
    },
    expected: [
      ['direct', at('2026-11-24T09:00:00+01:00')],
      ['closed', at('2026-11-24T08:59:59+01:00')],
      ['direct', at('2026-11-24T17:59:59-11:00')],
      ['closed', at('2026-11-24T18:00:00Z')],
      ['closed', at('2026-11-25T12:00:00Z')],
      ['direct', at('2026-11-27T12:00:00+05:30')],
    ],
  },
  {
    name: 'hours over midnight belong to the day on which they start',
    profile: {
      rules: [
        { when: { time: { days: 'sun', from: '22:00', to: '06:00' } }, use: 'direct' },
        {
          when: { time: { dates: { from: '2026-12-31', to: '2026-12-31' }, from: '23:30', to: '00:30' } },
          use: 'open',
        },
      ],
    },
    expected: [
      ['direct', at('2026-11-29T22:00:00Z')],
      ['direct', at('2026-11-30T05:59:00Z')],
      ['closed', at('2026-11-30T06:00:00Z')],
      ['closed', at('2026-11-29T05:59:00Z')],
      ['closed', at('2026-11-30T22:00:00Z')],
      ['open', at('2026-12-31T23:30:00Z')],
      ['open', at('2027-01-01T00:29:00Z')],
      ['closed', at('2027-01-01T23:30:00Z')],
      ['closed', at('2026-12-31T00:29:00Z')],
    ],
  },
  {
    name: 'UTC and local time',
    profile: {
      rules: [
        { when: { time: { zone: 'utc', from: '00:00', to: '06:00', days: 'wed' } }, use: 'direct' },
        { when: { time: { zone: 'local', from: '00:00', to: '06:00', days: 'wed' } }, use: 'open' },
        { when: { time: { zone: 'utc', from: '23:00', to: '24:00' } }, use: 'block' },
      ],
    },
    expected: [
      ['direct', at('2026-11-24T23:00:00-05:00')],
      ['open', at('2026-11-25T01:00:00+02:00')],
      ['block', at('2026-11-25T09:30:00+10:00')],
      ['closed', at('2026-11-24T12:00:00Z')],
    ],
  },
  {
    name: 'dates alone, leap days, days alone',
    profile: {
      rules: [
        { when: { time: { dates: [{ from: '2028-02-28', to: '2028-03-01' }] } }, use: 'direct' },
        { when: { time: { dates: [{ from: '2026-12-24', to: '2027-01-01' }], zone: 'utc' } }, use: 'open' },
        { when: { time: [{ days: 'sat' }, { days: 'sun', to: '12:00' }] }, use: 'block' },
      ],
    },
    expected: [
      ['direct', at('2028-02-28T00:00:00+14:00')],
      ['direct', at('2028-02-29T12:00:00Z')],
      ['direct', at('2028-03-01T23:59:00-12:00')],
      ['closed', at('2028-03-02T00:00:00Z')],
      ['open', at('2027-01-01T23:59:00Z')],
      ['open', at('2026-12-23T23:00:00-02:00')],
      ['block', at('2026-11-28T00:00:00Z')],
      ['block', at('2026-11-29T11:59:00Z')],
      ['closed', at('2026-11-29T12:00:00Z')],
    ],
  },
];
