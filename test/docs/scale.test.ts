/** Are the figures of docs/scale.md those of the simulation, and does the simulation make sense? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Behaviour, FREE_A_DAY, month } from '../../bench/scale/cost.ts';
import { simulate } from '../../bench/scale/day.ts';
import { POPULATIONS } from '../../bench/scale/population.ts';
import { scaleTables } from '../../bench/scale/run.ts';
import { FRESH_MS, USABLE_MS } from '../../worker/edge/freshness.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/scale.md'), 'utf8');

const [SMALL, MIDDLE] = POPULATIONS.map(simulate);
if (SMALL === undefined || MIDDLE === undefined) throw new Error('expected populations; found none');

const BEHAVIOUR: Behaviour = { cpuMs: 0.3, bytes: 3_000, profiles: 50, places: 12, lives: 24, publications: 75 };

describe('docs/scale.md', () => {
  test('has the tables that the simulation prints', () => {
    for (const table of scaleTables()) expect(page).toContain(table);
  });

  test('says how many clients use up the Free plan', () => {
    const clients = (FREE_A_DAY.requests / SMALL.fetches) * 10_000;
    expect(page).toContain(`${(Math.round(clients / 10) * 10).toLocaleString('en')} clients`);
  });

  test('says for how long the edge believes what it read', () => {
    expect(page).toContain(`less than ${FRESH_MS / 1_000} s ago`);
    expect(page).toContain(`Up to ${USABLE_MS / 1_000} s`);
  });
});

describe('the simulation', () => {
  test('counts every fetch in some minute, and the same every time', () => {
    expect(MIDDLE.minutes.reduce((sum, count) => sum + count, 0)).toBeCloseTo(MIDDLE.fetches, 3);
    expect(MIDDLE.mean * 86_400).toBeCloseTo(MIDDLE.fetches, 3);
    expect(simulate(POPULATIONS[0] ?? expect.fail('no population'))).toEqual(SMALL);
  });

  test('has its peaks where they belong: log-on above the mean, an outage above both', () => {
    for (const { mean, peak, outage } of [SMALL, MIDDLE]) {
      expect(peak).toBeGreaterThan(2 * mean);
      expect(outage).toBeGreaterThan(peak);
    }
    // All ten thousand, one and a half times each, within ten seconds; the usual fetches of that time come on top.
    expect(SMALL.outage).toBeGreaterThanOrEqual(1_500);
    expect(SMALL.outage).toBeLessThan(1_510);
  });

  test('reads KV for nearly every fetch when they are thin, and seldom when they are dense', () => {
    expect(month(SMALL, { ...BEHAVIOUR, places: 1_000 }).hits).toBeLessThan(0.01);
    expect(month(MIDDLE, { ...BEHAVIOUR, profiles: 1, places: 1 }).hits).toBeGreaterThan(0.95);
  });

  test('costs the plan alone when little is asked, and never more than at worst', () => {
    expect(month(SMALL, BEHAVIOUR).dollars).toBe(5);
    const { dollars, dollarsAtWorst, requests } = month(MIDDLE, BEHAVIOUR);
    expect(dollars).toBeLessThan(dollarsAtWorst);
    // Requests, CPU and two reads each, above what is included.
    const million = requests / 1e6;
    expect(dollarsAtWorst).toBeCloseTo(
      5 + (million - 10) * 0.3 + (million * 0.3 - 30) * 0.02 + (2 * million - 10) * 0.5,
      6,
    );
  });
});
