/** What is a file that a client fetches under `/config/…`? Made of the published profile when it is asked for. */
import type { Finding } from '../../schemas/finding.ts';
import type { Profile } from '../../schemas/profile.ts';
import type { FirewallPolicy } from '../core/firewall/policy.ts';
import type { Lists } from '../core/rules/kind.ts';

/** What a file is made of. Equal subjects make equal bytes. */
export interface ConfigSubject {
  readonly id: string;
  /** The document that is served, or the one that waits (`?stage=next`). */
  readonly profile: Profile;
  /** The policy that the profile names, as it stands now; null: it names none. */
  readonly policy: FirewallPolicy | null;
  /** What the lists mean that the profile names, as they stand now. */
  readonly lists: Lists;
  /** The zone in which the client stands, by `?zone=` or by its address; null: none is known. */
  readonly zone: string | null;
  /** The capability key in the URL; null: the profile is public and none was shown. */
  readonly key: string | null;
  /** Scheme, host and port of this service; no slash at the end. */
  readonly origin: string;
  /** The parameters of the URL. */
  readonly query: URLSearchParams;
  /** Unix milliseconds. */
  readonly now: number;
}

/** A finished file. */
export interface MadeFile {
  readonly text: string;
  readonly mediaType: string;
  readonly filename: string;
  readonly findings: readonly Finding[];
}

/** One kind of file. Null: there is no such file for this subject, as if the name did not exist. */
export type ConfigFile = (subject: ConfigSubject) => MadeFile | null;
