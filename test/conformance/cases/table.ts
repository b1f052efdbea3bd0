/** Which cases of conformance are there? */
import type { Case } from '../case.ts';
import { ADDRESS_CASES } from './addresses.ts';
import { GROUP_CASES } from './groups.ts';
import { HOST_CASES } from './hosts.ts';
import { LIST_CASES } from './lists.ts';
import { TIME_CASES } from './times.ts';
import { URL_CASES } from './urls.ts';

/** All cases. */
export const CASES: readonly Case[] = [
  ...HOST_CASES,
  ...ADDRESS_CASES,
  ...URL_CASES,
  ...TIME_CASES,
  ...GROUP_CASES,
  ...LIST_CASES,
];
