/** What does a profile become: which artifacts, with which findings? Pure; the contract that storage and HTTP build on. */
import type { Finding } from '../../schemas/finding.ts';
import type { Flavour, Profile } from '../../schemas/profile.ts';

/** A finished PAC text for one zone (null: the generic one) and one flavour of client. */
export interface Artifact {
  readonly zone: string | null;
  readonly for: Flavour;
  /** Printable ASCII. */
  readonly text: string;
  /** Lower-case hex SHA-256 of the text's bytes. */
  readonly hash: string;
}

/** A profile and the documents that it names. Firewall policies and lists join with their own steps. */
export interface BuildInput {
  readonly id: string;
  readonly profile: Profile;
  /** Unix milliseconds: the time for `tests` without `at` (where allowed) and for expiring rules. */
  readonly now: number;
}

/** What came out. An error among the findings means that nothing may be stored or published. */
export interface Build {
  /** The document in canonical spelling. */
  readonly document: Profile;
  readonly findings: readonly Finding[];
  readonly artifacts: readonly Artifact[];
}
