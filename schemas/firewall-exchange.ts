/** How do firewall policies come in and go out on the wire: openings, imports, addresses for names? */
import * as z from 'zod';
import { FirewallEnvelope } from './envelope.ts';
import { Finding } from './finding.ts';
import { Policy } from './firewall.ts';
import { Opening } from './firewall-questions.ts';
import { Address, HostName } from './words.ts';

/** Characters of a text to import. `nft -j` spends some 300 on a rule. */
export const MAX_IMPORT_CHARACTERS = 4 * 1024 * 1024;
/** Names that one call resolves; each costs two subrequests, and a Worker's call has 50 of them on the free plan. */
export const MAX_RESOLVED_NAMES = 20;

/** The answer of `GET /v1/profiles/{id}/openings`. */
export const OpeningList = z
  .strictObject({
    openings: z.array(Opening),
    complete: z.boolean().describe('False when the step budget ended: an opening may be missing.'),
  })
  .meta({ id: 'OpeningList' });
export type OpeningList = z.infer<typeof OpeningList>;

const text = z.string().min(1).max(MAX_IMPORT_CHARACTERS);

const iptablesChain = z
  .string()
  .regex(/^\S{1,64}$/, 'expected the name of a chain, such as FORWARD')
  .optional()
  .describe('The chain; else FORWARD, or OUTPUT where that is empty.');

/** The body of `POST /v1/firewalls/import`. */
export const ImportRequest = z
  .discriminatedUnion('format', [
    z.strictObject({
      format: z.literal('csv'),
      text: text.describe('One rule a record: action, from, to, protocol, ports, id, note.'),
      base: Policy.optional().describe(
        'The policy whose zones, groups and names the rules use; its rules are replaced.',
      ),
    }),
    z.strictObject({
      format: z.literal('nftables'),
      text: text.describe('What `nft -j list ruleset` prints.'),
      chain: z
        .string()
        .max(400)
        .regex(/^\S+ \S+ \S+$/, 'expected a family, a table and a chain, such as "inet filter forward"')
        .optional()
        .describe('The base chain, such as `inet filter forward`; else the first filter on forward, else on output.'),
    }),
    z.strictObject({
      format: z.literal('iptables'),
      text: text.describe('What `iptables-save` prints: IPv4.'),
      ipv6: text.optional().describe('What `ip6tables-save` prints; without it IPv6 is denied.'),
      chain: iptablesChain,
    }),
    z.strictObject({
      format: z.literal('ip6tables'),
      text: text.describe('What `ip6tables-save` prints, alone; IPv4 is denied.'),
      chain: iptablesChain,
    }),
    z.strictObject({
      format: z.literal('aws-security-group'),
      text: text.describe('What `aws ec2 describe-security-groups` prints.'),
      base: Policy.optional().describe(
        'The policy whose zones the groups are, by name, `portolan-` in front or not; its rules are replaced.',
      ),
    }),
  ])
  .meta({ id: 'ImportRequest' });
export type ImportRequest = z.infer<typeof ImportRequest>;

/** Something of the source that the policy does not have, or not quite. */
export const ImportRemark = z
  .strictObject({
    at: z.string().describe('Where: `line 7`, or `inet filter forward, handle 12`.'),
    text: z.string(),
    effect: z
      .enum(['left-out', 'weakened', 'no-loss'])
      .describe(
        'Not in the policy; or there with another meaning; or not there, and nothing about which new flows of tcp and udp pass.',
      ),
    reason: z.string(),
  })
  .meta({ id: 'ImportRemark' });

/** The answer of `POST /v1/firewalls/import`. */
export const ImportAnswer = z
  .strictObject({
    document: Policy.describe('For PUT /v1/firewalls/{id}, once the report has been read.'),
    report: z.strictObject({ found: z.int(), kept: z.int(), remarks: z.array(ImportRemark) }),
    findings: z.array(Finding).describe('What a PUT of the document would find at once.'),
  })
  .meta({ id: 'ImportAnswer' });
export type ImportAnswer = z.infer<typeof ImportAnswer>;

/** The body of `POST /v1/firewalls/{id}/resolve`. */
export const ResolveRequest = z
  .strictObject({
    names: z
      .array(HostName)
      .min(1)
      .max(MAX_RESOLVED_NAMES)
      .optional()
      .describe('Names that stand in the policy; those without addresses when absent.'),
  })
  .meta({ id: 'ResolveRequest' });
export type ResolveRequest = z.infer<typeof ResolveRequest>;

/** What became of one name. */
export const ResolvedName = z
  .strictObject({
    name: HostName,
    state: z
      .enum(['resolved', 'no-such-name', 'no-address', 'resolver', 'refused', 'not-asked'])
      .describe(
        '`refused`: an address that is neither public nor in PROBE_NETWORKS, or more than 64. `not-asked`: one call has no room for it.',
      ),
    addresses: z.array(Address).describe('Ascending, IPv4 first; what the policy says now. Empty unless resolved.'),
    reason: z.string().optional().describe('What is wrong with the addresses, the resolver or the call.'),
  })
  .meta({ id: 'ResolvedName' });
export type ResolvedName = z.infer<typeof ResolvedName>;

/** The answer of `POST /v1/firewalls/{id}/resolve`. */
export const ResolveAnswer = z
  .strictObject({ results: z.array(ResolvedName), firewall: FirewallEnvelope })
  .meta({ id: 'ResolveAnswer' });
