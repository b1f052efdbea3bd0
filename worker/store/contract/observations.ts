/** What was seen of proxies: by probes from here, and by doctors on clients? */
import type { DoctorReport, ProbeResult } from '../../../schemas/probe.ts';
import type { Actor } from './actor.ts';
import type { Limited } from './limited.ts';
import type { Page, PageRequest } from './page.ts';

/** What was seen of one proxy of a profile when it was last probed. */
export interface StoredProbe {
  /** Scheme, host and port that were probed. */
  readonly endpoint: string;
  readonly result: ProbeResult;
  readonly at: string;
  readonly by: string;
}

/** The latest report of a client. */
export interface StoredReport {
  /** The client's address; null when the network in front does not tell it. */
  readonly client: string | null;
  readonly at: string;
  readonly report: DoctorReport;
}

/** What was seen of proxies of a profile. */
export interface ProbesInput {
  readonly profile: string;
  readonly probes: readonly Pick<StoredProbe, 'endpoint' | 'result'>[];
  readonly actor: Actor;
}

/** What a client's doctor saw. */
export interface ReportInput {
  readonly profile: string;
  readonly client: string | null;
  readonly report: DoctorReport;
}

/** Nothing of this is published: clients never see it. */
export interface ObservationStore {
  /**
   * Takes one probe of each endpoint (`host port`) out of its allowance and out of the day's, and notes it in the audit:
   * all of them or, when one allowance is used up, none. Asked before anything is connected to.
   */
  startProbe(input: {
    readonly profile: string;
    readonly endpoints: readonly string[];
    readonly actor: Actor;
  }): Promise<{ readonly ok: true } | Limited>;
  /** Keeps what was seen, in place of what was seen of the same proxies before. */
  keepProbes(input: ProbesInput): Promise<void>;
  /** By the name of the proxy. */
  probes(profile: string): Promise<readonly StoredProbe[]>;
  /** A key that nobody outside knows, for the canary's nonces; the same for the life of the registry. */
  canaryKey(): Promise<Uint8Array>;
  /** Keeps a report in place of the client's former one. */
  keepReport(input: ReportInput): Promise<{ readonly ok: true } | Limited>;
  /** The newest first. Null: no such live profile. */
  reports(profile: string, page: PageRequest): Promise<Page<StoredReport> | null>;
}
