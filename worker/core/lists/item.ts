/** What does a line of a list become? The items that every format reads lines into. Pure. */
import type { Condition } from '../../../schemas/condition.ts';
import type { Effect } from '../../../schemas/list.ts';
import type { IpRange } from '../net/address.ts';
import type { Refused } from '../net/refused.ts';
import type { NameMatch } from '../pac/program.ts';

/**
 * What a list holds. Names are canonical (`canonicalHost`), ranges are of literal hosts, and everything else is a
 * condition in the words of a rule, which is checked later.
 */
export type Meaning =
  | { readonly is: 'name'; readonly name: string; readonly match: NameMatch }
  | { readonly is: 'range'; readonly range: IpRange }
  | { readonly is: 'condition'; readonly condition: Condition };

/** Why a line means something near what it says. */
export interface Weakness {
  readonly code: string;
  readonly reason: string;
  /** Whether it holds for fewer requests than the line says, for more, or for others. */
  readonly effect: Effect;
}

/** What a text means inside a list, or why it means nothing. */
export type Reading = Read | Refused;

/** A text that means something. */
export interface Read {
  readonly meaning: Meaning;
  /** It takes away from the list. */
  readonly except?: boolean;
  readonly weak?: Weakness;
}

/** One thing that a line says; `reading` null is a line that says nothing (empty, comment, header, disabled). */
export interface Item {
  readonly line: number;
  readonly text: string;
  readonly reading: Reading | null;
}

/** A name and what lies below it, as `match` says. */
export function nameRead(name: string, match: NameMatch): Read {
  return { meaning: { is: 'name', name, match } };
}

/** Hosts that are addresses of this range. */
export function rangeRead(range: IpRange): Read {
  return { meaning: { is: 'range', range } };
}

/** Requests for which the condition holds. */
export function conditionRead(condition: Condition): Read {
  return { meaning: { is: 'condition', condition } };
}

/** Whether a text means something. */
export function isRead(reading: Reading | null): reading is Read {
  return reading !== null && 'meaning' in reading;
}

/** The same, weakened for a further reason. Of several reasons the first stays; their effects are put together. */
export function weakened(read: Read, weak: Weakness): Read {
  if (read.weak === undefined) return { ...read, weak };
  const effect = read.weak.effect === weak.effect ? weak.effect : 'other';
  return { ...read, weak: { ...read.weak, effect } };
}

/** The same, taking away. */
export function exception(read: Read): Read {
  return { ...read, except: true };
}
