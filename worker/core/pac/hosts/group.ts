/** Which sets of hosts does a program speak of, and what depends on each? Pure. */
import type { IpRange } from '../../net/address.ts';
import type { NameEntry, SortedNames } from '../program.ts';

/** Names or address literals; one of the two is usually empty. */
export interface HostSet {
  readonly names: readonly NameEntry[];
  readonly sorted?: readonly SortedNames[];
  readonly ranges: readonly IpRange[];
}

/** A set of hosts of a program, and what depends on it. */
export interface HostGroup extends HostSet {
  /** What these hosts decide alone, or null where the set only takes part in planned steps. */
  readonly decision: Decision | null;
  /** The first planned step that looks at the group; infinite when none does. */
  readonly firstUse: number;
}

/** An answer that a host alone gives. */
export interface Decision {
  /** Position among all steps of the program; the lowest wins. */
  readonly position: number;
  /** How many planned steps come before it. */
  readonly after: number;
  readonly answer: number;
}
