/** Did a visit go the way that it should? What the origin saw, what the client said and what it shows must agree. */
import { expect } from 'vitest';
import { sourceOf, type Way } from './cases.ts';
import type { Visit } from './lab.ts';

/** Every request for the page came this way and its answer came back; by `nowhere`, none came and the client complains. */
export function expectWay(visit: Visit, way: Way): void {
  if (way === 'nowhere') {
    expect(visit).toEqual({ way, text: null, error: expect.stringMatching(/\w/) });
    return;
  }
  expect(visit).toEqual({ way, text: sourceOf(way), error: null });
}
