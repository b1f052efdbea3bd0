/** Does curl, given the proxies that `explain` names, take the same ways as browsers do with the PAC? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needPrograms } from '../programs.ts';
import { CURL } from '../support/curl.ts';
import { JOURNEYS, legsOf, PROFILE_ID, SITUATIONS } from './cases.ts';
import { type Entered, enterLab, LAB_PROGRAMS } from './enter.ts';
import { expectWay } from './expect-way.ts';
import type { Visit } from './lab.ts';
import { publishProfile } from './publish.ts';

const PROGRAMS = [...LAB_PROGRAMS, CURL];
const LAB_LIMIT_MS = 60_000;
const VISIT_LIMIT_MS = 20_000;

let lab: Entered;
/** The PAC's answer for each URL, as `explain` gives it. */
let answers: ReadonlyMap<string, string>;

beforeAll(async () => {
  if (PROGRAMS.some(({ missing }) => missing !== null)) return;
  lab = await enterLab();
  await publishProfile(lab);
  answers = await explainJourneys();
}, LAB_LIMIT_MS);

afterAll(() => lab?.leave(), LAB_LIMIT_MS);

for (const situation of ['up', 'down'] as const) {
  describe(`curl, ${SITUATIONS[situation].name}`, () => {
    beforeAll(() => lab?.ask('setSquid', SITUATIONS[situation].squidIsUp));

    test.for(legsOf(situation, []))(
      '$url goes $way ($because)',
      { timeout: VISIT_LIMIT_MS },
      async ({ url, way }, context) => {
        needPrograms(context, PROGRAMS);
        expectWay(await fetchBy(url, answers.get(url) ?? ''), way);
      },
    );
  });
}

async function explainJourneys(): Promise<ReadonlyMap<string, string>> {
  // What the names stand for inside the namespace: the service does not ask a resolver.
  const queries = JOURNEYS.map(({ url }) => ({ url, dns: { [new URL(url).hostname]: '127.0.0.1' } }));
  const { status, body } = await lab.ask('call', 'POST', `/v1/profiles/${PROFILE_ID}/explain`, { queries });
  expect(status, JSON.stringify(body)).toBe(200);
  const { results } = body as { results: readonly { pac: string }[] };
  return new Map(results.map(({ pac }, index) => [JOURNEYS[index]?.url ?? '', pac]));
}

/** Tries the entries of the answer from left to right, as browsers do; curl itself takes only one proxy. */
async function fetchBy(url: string, answer: string): Promise<Visit> {
  let visit: Visit = { way: 'nowhere', error: 'the answer is empty', text: null };
  for (const entry of answer.split('; ')) {
    visit = await lab.ask('curl', url, entry);
    if (visit.way !== 'nowhere') return visit;
  }
  return visit;
}
