/** What is said about every kind of finding? Pure. */
import type { Finding } from '../../../schemas/finding.ts';

/** One line of the table of codes. */
export interface CodeEntry {
  /** How bad it is unless the finding itself knows better. Only errors refuse a write. */
  readonly severity: Finding['severity'];
  /** The headline: what is the case, in a few words. */
  readonly title: string;
  /** Why it matters and how Portolan found out, for somebody who meets it for the first time. */
  readonly explanation: string;
  /** What to do about it, where that does not depend on the case. */
  readonly fix?: string;
}
