/** What must every implementation of the store keep? One suite for all of them, by subject. */
import { describe } from 'vitest';
import { accessContract } from './contract/access.ts';
import { documentContract } from './contract/documents.ts';
import { faultContract } from './contract/faults.ts';
import { followingContract } from './contract/following.ts';
import { listContract } from './contract/lists.ts';
import { observationContract } from './contract/observations.ts';
import { publicationContract } from './contract/publication.ts';
import type { Harness } from './harness.ts';

/** Runs the suite; `open` gives an empty store. */
export function storeContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name}: documents`, () => documentContract(open));
  describe(`${name}: publication`, () => publicationContract(open));
  describe(`${name}: faults`, () => faultContract(open));
  describe(`${name}: access`, () => accessContract(open));
  describe(`${name}: observations`, () => observationContract(open));
}

/** The part about what profiles are made with, for stores with the real build. */
export function storeFollows(name: string, open: () => Promise<Harness>): void {
  describe(`${name}: following policies`, () => followingContract(open));
  describe(`${name}: lists`, () => listContract(open));
}
