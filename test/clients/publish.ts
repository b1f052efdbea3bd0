/** How does the profile of the cases get to the clients? Through the API, and from then on by its PAC's URL. */
import { expect } from 'vitest';
import { until } from '../support/running.ts';
import { PROFILE, PROFILE_ID } from './cases.ts';
import type { Entered } from './enter.ts';

/** Stores the profile and returns the URL of its PAC, once that is published. */
export async function publishProfile(lab: Entered): Promise<string> {
  const path = `/v1/profiles/${PROFILE_ID}`;
  const put = await lab.ask('call', 'PUT', path, PROFILE);
  expect(put.status, JSON.stringify(put.body)).toBe(201);
  return until({ for: 'publication of the profile', limitMs: 10_000 }, async () => {
    const got = await lab.ask('call', 'GET', path);
    const { publication } = got.body as { publication: { state: string; pacUrl?: string } };
    return publication.state === 'published' && publication.pacUrl !== undefined ? publication.pacUrl : null;
  });
}
