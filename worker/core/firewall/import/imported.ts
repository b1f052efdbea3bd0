/** What comes out of an import: a policy, and a report of what is not in it as it was? Pure; the contract of this folder. */
import type { Policy } from '../../../../schemas/firewall.ts';

/** Something of the source that the policy does not have, or not quite. */
export interface Remark {
  /** Where: `line 7`, or `inet filter forward, handle 12`. */
  readonly at: string;
  /** The text there, cut. */
  readonly text: string;
  /**
   * `left-out`: not in the policy. `weakened`: there, and meaning something else than before. `no-loss`: not there, and it
   * says nothing about which new flows of tcp and udp pass, of which alone policies speak.
   */
  readonly effect: 'left-out' | 'weakened' | 'no-loss';
  readonly reason: string;
}

/** A policy of the right shape and meaning. */
export interface Imported {
  readonly policy: Policy;
  /** How many rules were found, and how many of them are in the policy. */
  readonly found: number;
  readonly kept: number;
  /** Everything else, in the order of the source. Nothing is dropped in silence. */
  readonly remarks: readonly Remark[];
}

/** Characters of the source that a remark shows. */
const MAX_TEXT = 200;

/** The beginning of a text of the source, on one line. */
export function excerpt(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}

/** Gives each rule the id that it asks for, if that is free and has the form of an id. */
export function idGiver(): (wanted: string | undefined) => string | undefined {
  const taken = new Set<string>();
  return (wanted) => {
    if (wanted === undefined || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(wanted) || taken.has(wanted)) return undefined;
    taken.add(wanted);
    return wanted;
  };
}

/** Ends the reason why a rule was left out that may have been a denial. */
export const MAY_ALLOW_MORE = '; without it the policy may allow more';

/** Tells once of a rule that it is no loss, however many jumps lead to it. */
export function noLossTeller(remarks: Remark[]): (remark: Omit<Remark, 'effect'>) => void {
  const told = new Set<string>();
  return (remark) => {
    const key = [remark.at, remark.text, remark.reason].join('\n');
    if (!told.has(key)) remarks.push({ ...remark, effect: 'no-loss' });
    told.add(key);
  };
}
