/** What is exported: ordered rules of one family each, for whichever firewall? Pure; the contract of this folder. */
import type { Finding } from '../../../../schemas/finding.ts';
import type { Action } from '../../../../schemas/firewall.ts';
import type { IpRange } from '../../net/address.ts';
import type { NameEntry } from '../../pac/program.ts';
import type { Services } from '../policy.ts';

/**
 * What the rules are about. `policy`: all that passes a gateway. `openings`: additions to a firewall that is there.
 * `host`: what reaches the listeners of a proxy on its own machine.
 */
export type Subject = 'policy' | 'openings' | 'host';

/** A rule of one family. */
export interface ExportRule {
  /** An id, or `rule-7`: letters, digits and hyphens only. */
  readonly name: string;
  readonly action: Action;
  readonly family: 4 | 6;
  /** Merged and ascending; null: every address of the family. */
  readonly from: readonly IpRange[] | null;
  readonly to: readonly IpRange[] | null;
  /** Destinations without known addresses, beside `to`. Most firewalls cannot have them. */
  readonly names: readonly NameEntry[];
  readonly services: Services;
}

/** Flows that are allowed, whatever the order of the rules: all of these sources to all of these destinations. */
export type Grant = Omit<ExportRule, 'action' | 'names'>;

/** What one zone may do, for firewalls that stand at a client and know no sources. */
export interface ZoneGrants {
  readonly zone: string;
  readonly grants: readonly Grant[];
  /** Some clients of the zone are allowed more. */
  readonly isNarrowed: boolean;
}

/** Everything that an exporter may ask for. */
export interface ExportPlan {
  readonly subject: Subject;
  /** Plain words for a comment. */
  readonly title: string;
  /** In the order of the policy, IPv4 before IPv6 within one rule. The first match decides. */
  readonly rules: readonly ExportRule[];
  /** What happens to all other flows; null: these rules do not say. */
  readonly otherwise: Action | null;
  /** The exact allowed flows, for targets in which order does not count. Null: too many steps. */
  readonly grants: () => readonly Grant[] | null;
  /** The same for each zone: what all of its clients are allowed. Null: too many steps. */
  readonly zoneGrants: () => readonly ZoneGrants[] | null;
  /** Rules to names without addresses, for exporters that have to leave them out. */
  readonly nameFindings: readonly Finding[];
}

/** What an exporter makes. With an error among the findings there is no text. */
export interface Rendered {
  readonly text: string | null;
  readonly findings: readonly Finding[];
}

/** One format. */
export interface Exporter {
  /** Its name in URLs. */
  readonly format: string;
  readonly title: string;
  readonly mediaType: string;
  readonly filename: string;
  /** `ordered`: the rules are copied. `allow-only`: the exact allowed flows are written, and order does not count. */
  readonly kind: 'ordered' | 'allow-only';
  /** Whether a rule has a line for every pair of source and destination, or lists them. */
  readonly lists: 'multiplied' | 'added';
  /** The public documentation that the syntax comes from. */
  readonly source: string;
  /** How the output is checked in the tests. */
  readonly checked: string;
  readonly render: (plan: ExportPlan) => Rendered;
}
