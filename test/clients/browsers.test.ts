/** Do real browsers, with a PAC from the running service, go through the proxies that the profile's rules name? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needPrograms, type ProgramFound } from '../programs.ts';
import { BROWSERS, type BrowserName } from './browsers.ts';
import { INTERRUPTION, JOURNEYS, legsOf, SERVICE, SITUATIONS, type SituationName, type Way } from './cases.ts';
import { type Entered, enterLab, LAB_PROGRAMS } from './enter.ts';
import { expectWay } from './expect-way.ts';
import type { Logs } from './lab.ts';
import { publishProfile } from './publish.ts';

const LAB_LIMIT_MS = 60_000;
const OPEN_LIMIT_MS = 60_000;
const VISIT_LIMIT_MS = 20_000;
/** Squid writes a tunnel down when it closes, which is soon after the browser. */
const LOG_LIMIT = { timeout: 5_000, interval: 50 };

/** A PAC's URL where nothing listens. */
const NOBODY = `http://${SERVICE.address}:9/pac/real-clients.pac`;

/** The same PAC's URL with a key that the service answers 404 to. */
const unknownKey = (url: string) => url.replace(/[^/]+\.pac$/, `${'x'.repeat(22)}.pac`);

let lab: Entered;
let pacUrl: string;

const isThere = (programs: readonly ProgramFound[]) => programs.every(({ missing }) => missing === null);
const browsers = Object.keys(BROWSERS) as BrowserName[];

beforeAll(async () => {
  if (!isThere(LAB_PROGRAMS)) return;
  lab = await enterLab();
  pacUrl = await publishProfile(lab);
}, LAB_LIMIT_MS);

afterAll(() => lab?.leave(), LAB_LIMIT_MS);

for (const browser of browsers) {
  for (const situation of BROWSERS[browser].situations) {
    describe(`${browser}, ${SITUATIONS[situation].name}`, () => walkJourneys(browser, situation));
  }
}

for (const browser of browsers) {
  const { withoutPac, program } = BROWSERS[browser];
  if (withoutPac === null) continue;
  describe(`${browser}, without its PAC`, () => {
    const missing = { 'an unknown key': () => unknownKey(pacUrl), 'nobody at the address': () => NOBODY };
    test.for(Object.entries(missing))(
      `%s: goes ${withoutPac}`,
      { timeout: OPEN_LIMIT_MS },
      async ([, url], context) => {
        needPrograms(context, [...LAB_PROGRAMS, program]);
        await lab.ask('setSquid', true);
        await lab.ask('open', browser, url());
        expectWay(await lab.ask('visit', 'http://news.corp.test/'), withoutPac);
        await lab.ask('close');
      },
    );
  });
}

for (const browser of ['Chromium by managed policy', 'Firefox ESR by policies.json'] as const) {
  const programs = [...LAB_PROGRAMS, BROWSERS[browser].program];
  test(`${browser} that stays open while Squid goes and comes back`, { timeout: OPEN_LIMIT_MS }, async (context) => {
    needPrograms(context, programs);
    await lab.ask('setSquid', true);
    await lab.ask('open', browser, pacUrl);
    for (const { squidIsUp, url, way } of INTERRUPTION) {
      await lab.ask('setSquid', squidIsUp);
      expectWay(await lab.ask('visit', url), way);
    }
    await lab.ask('close');
  });
}

/** Opens the browser once, loads every page in it, closes it and reads the logs. */
function walkJourneys(browser: BrowserName, situation: SituationName): void {
  const { flavour, squidIsUp } = SITUATIONS[situation];
  const programs = [...LAB_PROGRAMS, BROWSERS[browser].program];
  const legs = legsOf(situation, BROWSERS[browser].habits);
  const hostsOf = (...ways: readonly Way[]) =>
    legs.filter(({ way }) => ways.includes(way)).map(({ url }) => new URL(url).hostname);
  let before: Logs;

  beforeAll(async () => {
    if (!isThere(programs)) return;
    await lab.ask('setSquid', squidIsUp);
    before = await lab.ask('logs');
    await lab.ask('open', browser, flavour === 'generic' ? pacUrl : `${pacUrl}?for=${flavour}`);
  }, OPEN_LIMIT_MS);

  test.for(legs)('$url goes $way ($because)', { timeout: VISIT_LIMIT_MS }, async ({ url, way }, context) => {
    needPrograms(context, programs);
    expectWay(await lab.ask('visit', url), way);
  });

  test('the logs of the proxies name the same pages', { timeout: VISIT_LIMIT_MS }, async (context) => {
    needPrograms(context, programs);
    await lab.ask('close');
    const logged = async () => summary(await lab.ask('logs'), before);
    const wanted = {
      squid: hostsOf('squid', 'squid over TLS'),
      socks: hostsOf('socks'),
      socks4: hostsOf('socks4').length > 0,
    };
    await expect.poll(logged, LOG_LIMIT).toEqual(wanted);
  });
}

/** What the proxies have logged since: the hosts, and whether anything where the log knows only addresses. */
function summary(now: Logs, before: Logs) {
  const { squid, socks, socks4 } = now;
  return {
    squid: hostsIn(squid.slice(before.squid.length)),
    socks: hostsIn(socks.slice(before.socks.length)),
    socks4: socks4.slice(before.socks4.length).some((line) => line.includes('pass(1): tcp/connect')),
  };
}

/** Which of the journeys' hosts the lines name, in the order of the journeys. */
function hostsIn(lines: readonly string[]): string[] {
  const named = new Set(lines.flatMap((line) => line.match(/[a-z0-9-]+\.corp\.test/g) ?? []));
  return JOURNEYS.map(({ url }) => new URL(url).hostname).filter((host) => named.has(host));
}
