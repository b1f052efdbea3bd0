/** Do real browsers, with a PAC from the running service, go through the proxies that the profile's rules name? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needPrograms, type ProgramFound } from '../programs.ts';
import { BROWSERS, type BrowserName } from './browsers.ts';
import { JOURNEYS, SITUATIONS, type SituationName, type Way, wantedWay } from './cases.ts';
import { type Entered, enterLab, LAB_PROGRAMS } from './enter.ts';
import { expectWay } from './expect-way.ts';
import { publishProfile } from './publish.ts';

const LAB_LIMIT_MS = 60_000;
const OPEN_LIMIT_MS = 45_000;
const VISIT_LIMIT_MS = 20_000;
/** Squid writes a tunnel down when it closes, which is soon after the browser. */
const LOG_LIMIT = { timeout: 5_000, interval: 50 };

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

/** Opens the browser once, loads every page in it, closes it and reads the logs. */
function walkJourneys(browser: BrowserName, situation: SituationName): void {
  const { flavour, squidIsUp } = SITUATIONS[situation];
  const programs = [...LAB_PROGRAMS, BROWSERS[browser].program];
  const journeys = JOURNEYS.map((one) => ({ ...one, way: wantedWay(one, situation, BROWSERS[browser]) }));
  const hostsOf = (...ways: readonly Way[]) =>
    journeys.filter(({ way }) => ways.includes(way)).map(({ url }) => new URL(url).hostname);
  let before: { squid: string[]; socks: string[] };

  beforeAll(async () => {
    if (!isThere(programs)) return;
    await lab.ask('setSquid', squidIsUp);
    before = await lab.ask('logs');
    await lab.ask('open', browser, flavour === 'generic' ? pacUrl : `${pacUrl}?for=${flavour}`);
  }, OPEN_LIMIT_MS);

  test.for(journeys)('$url goes $way ($because)', { timeout: VISIT_LIMIT_MS }, async ({ url, way }, context) => {
    needPrograms(context, programs);
    expectWay(await lab.ask('visit', url), way);
  });

  test('the logs of the proxies name the same pages', { timeout: VISIT_LIMIT_MS }, async (context) => {
    needPrograms(context, programs);
    await lab.ask('close');
    const logged = async () => {
      const { squid, socks } = await lab.ask('logs');
      return { squid: hostsIn(squid.slice(before.squid.length)), socks: hostsIn(socks.slice(before.socks.length)) };
    };
    const wanted = { squid: hostsOf('squid', 'squid over TLS'), socks: hostsOf('socks') };
    await expect.poll(logged, LOG_LIMIT).toEqual(wanted);
  });
}

/** Which of the journeys' hosts the lines name, in the order of the journeys. */
function hostsIn(lines: readonly string[]): string[] {
  const named = new Set(lines.flatMap((line) => line.match(/[a-z0-9-]+\.corp\.test/g) ?? []));
  return JOURNEYS.map(({ url }) => new URL(url).hostname).filter((host) => named.has(host));
}
