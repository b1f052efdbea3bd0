/** Which weaknesses do several formats share? Pure. */
import type { Weakness } from './item.ts';

/** Clients hide the path of https URLs (Chromium) or of all (Firefox), so that only http ones can be judged by it. */
export const HIDDEN_PATH: Weakness = {
  code: 'list.hidden-path',
  reason: 'clients hide the path of https URLs, so it can only hold for http ones',
  effect: 'narrower',
};

/** The address of a name is not looked up: a list is asked about names before their addresses are known. */
export const NOT_RESOLVED: Weakness = {
  code: 'list.not-resolved',
  reason: 'the addresses of names are not looked up; it holds for hosts that are address literals',
  effect: 'narrower',
};

/** The format compares without regard to case, Portolan compares paths with it. */
export const LETTER_CASE: Weakness = {
  code: 'list.letter-case',
  reason: 'the letters of a path are compared with regard to case',
  effect: 'narrower',
};
