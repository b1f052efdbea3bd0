/** What is a firewall policy on the wire, and what is asked and answered about it: zones, groups, ordered rules, flows? */
import * as z from 'zod';
import { Finding } from './finding.ts';
import { Address, Cidr, HostName, Id, Instant, Name, Note, oneOrMany, Port, PortRange, Title } from './words.ts';

/** Limits of one policy. */
export const MAX_FIREWALL_RULES = 5_000;
export const MAX_ZONES = 64;
export const MAX_GROUPS = 1_000;
export const MAX_NAMES = 5_000;
/** Entries of one `from`, `to`, group or zone. Longer sets do not fit a document of 1 MiB anyway. */
export const MAX_PEERS = 10_000;
/** Flows that one call may ask about. */
export const MAX_FLOWS = 100;

/** What a rule does with a flow. A denied flow is rejected on the inside, so that a client need not wait for a timeout. */
export const Action = z.enum(['allow', 'deny']).meta({ id: 'FirewallAction' });
export type Action = z.infer<typeof Action>;

/** Transport protocols that a rule can name. */
export const Protocol = z.enum(['tcp', 'udp']).meta({ id: 'FirewallProtocol' });
export type Protocol = z.infer<typeof Protocol>;

/** `any`, an address or CIDR, the name of a zone or a group, or (only in `to` and in groups) a host name, which has a dot. */
export const Peer = z.string().min(1).max(256).meta({
  id: 'FirewallPeer',
  description:
    '`any` (both families), an address or CIDR, a zone, a group, or in `to` a host name (`*.x.example` is below only).',
});

/** A network of clients, as the firewall sees it (`networks`) and as the edge sees it after NAT (`seenAs`). */
export const Zone = z
  .strictObject({
    networks: z.array(Cidr).min(1).max(MAX_PEERS).describe('What the firewall sees as source.'),
    seenAs: z.array(Cidr).min(1).max(1_000).optional().describe('What the edge sees after address translation.'),
    note: Note.optional(),
  })
  .meta({
    id: 'FirewallZone',
    description:
      'A client stands in the zone of its longest matching prefix; nested zones are not part of the outer one.',
  });
export type Zone = z.infer<typeof Zone>;

/** Ports: a number, a range, or a list of them. */
export const Ports = oneOrMany(z.union([Port, PortRange]), 1_000).meta({ id: 'FirewallPorts' });
export type Ports = z.infer<typeof Ports>;

/** One rule: what goes from where to where is allowed or denied. */
export const FirewallRule = z
  .strictObject({
    id: Id.optional().describe('Names the rule in every answer; without it the rule’s index does.'),
    action: Action,
    from: oneOrMany(Peer, MAX_PEERS),
    to: oneOrMany(Peer, MAX_PEERS),
    protocol: oneOrMany(Protocol, 2).optional().describe('tcp by default.'),
    ports: Ports.optional().describe('Destination ports; all by default.'),
    disabled: z.boolean().optional(),
    expires: Instant.optional().describe('From this time on the rule matches nothing.'),
    note: Note.optional(),
  })
  .meta({ id: 'FirewallRule', description: 'The first rule that matches a flow decides it.' });
export type FirewallRule = z.infer<typeof FirewallRule>;

const entries = (value: object | undefined) => Object.keys(value ?? {}).length;

/** A firewall policy. */
export const Policy = z
  .strictObject({
    title: Title.optional(),
    note: Note.optional(),
    zones: z.record(Name, Zone).optional(),
    groups: z
      .record(Name, z.array(Peer).max(MAX_PEERS))
      .optional()
      .describe('Named sets of addresses, CIDRs and host names.'),
    names: z
      .record(HostName, z.array(Address).min(1).max(64))
      .optional()
      .describe('What host names stand for. A name without addresses is an unknown destination.'),
    rules: z.array(FirewallRule).max(MAX_FIREWALL_RULES).optional(),
    default: Action.optional().describe('What happens to a flow that no rule matches; deny unless given.'),
  })
  .refine((p) => entries(p.zones) <= MAX_ZONES, { message: `expected at most ${MAX_ZONES} zones`, path: ['zones'] })
  .refine((p) => entries(p.groups) <= MAX_GROUPS, {
    message: `expected at most ${MAX_GROUPS} groups`,
    path: ['groups'],
  })
  .refine((p) => entries(p.names) <= MAX_NAMES, { message: `expected at most ${MAX_NAMES} names`, path: ['names'] })
  .meta({
    id: 'Policy',
    title: 'Portolan firewall policy',
    description: 'Zones of clients and ordered egress rules; the first match decides, then `default`.',
  });
export type Policy = z.infer<typeof Policy>;

/** How an answer names a rule: by its id, else by its index among all rules. */
export const RuleName = z.union([Id, z.int().min(0)]).meta({ id: 'RuleName' });
export type RuleName = z.infer<typeof RuleName>;

/** A question about one flow. `from` and `to` may be ranges, zones and groups too: then all of it is asked about. */
export const Flow = z
  .strictObject({
    from: Peer.describe('An address, a CIDR, a zone, a group or `any`.'),
    to: Peer.describe('An address, a CIDR, a zone, a group, `any` or a host name.'),
    protocol: Protocol.optional().describe('tcp by default.'),
    port: Port,
  })
  .meta({ id: 'Flow' });
export type Flow = z.infer<typeof Flow>;

/** An allow rule that matches a flow on every axis but one, and what it allows there. */
export const NearMiss = z
  .strictObject({ rule: RuleName, axis: z.enum(['from', 'to', 'protocol', 'port']), allows: z.string() })
  .meta({ id: 'NearMiss' });
export type NearMiss = z.infer<typeof NearMiss>;

/** What the policy does with one flow. `rule` is null when the default decides or when no single rule does. */
export const FlowAnswer = z
  .strictObject({
    verdict: z.enum(['allow', 'deny', 'unknown']),
    rule: RuleName.nullable(),
    nearMisses: z.array(NearMiss),
    reason: z
      .string()
      .optional()
      .describe('Why the verdict is unknown: two examples that are decided differently, or that it was not analysed.'),
  })
  .meta({ id: 'FlowAnswer' });
export type FlowAnswer = z.infer<typeof FlowAnswer>;

/** A rule that decides nothing, and the rules that leave it nothing. */
export const Unreachable = z
  .strictObject({
    rule: RuleName,
    kind: z
      .enum(['shadowed', 'redundant', 'mixed'])
      .describe('The rules that decide in its place do the opposite, the same, or both.'),
    blockedBy: z.array(RuleName).describe('Few rules that together cover it, the largest first.'),
    witness: z.string().describe('A flow that it matches and an earlier rule decides.'),
  })
  .meta({ id: 'Unreachable' });
export type Unreachable = z.infer<typeof Unreachable>;

/** Two rules of opposite actions that meet; the earlier one wins. */
export const Conflict = z
  .strictObject({
    earlier: RuleName,
    later: RuleName,
    relation: z
      .enum(['equal', 'later-inside', 'earlier-inside', 'overlap'])
      .describe('earlier-inside is an exception before a general rule; overlap depends on the order alone.'),
    witness: z.string(),
  })
  .meta({ id: 'Conflict' });
export type Conflict = z.infer<typeof Conflict>;

/** Flows whose verdict differs between two policies, by the pair of rules that decide (null: the default). */
export const PolicyChange = z
  .strictObject({
    change: z.enum(['allowed', 'denied']),
    before: RuleName.nullable(),
    after: RuleName.nullable(),
    witness: z.string(),
  })
  .meta({ id: 'PolicyChange' });
export type PolicyChange = z.infer<typeof PolicyChange>;

/** A question about a rule that the step budget did not answer. */
export const NotAnalysed = z
  .strictObject({
    rule: RuleName.nullable().describe('Null: the question is about the policy as a whole.'),
    question: z.enum(['unreachable', 'removable', 'conflicts', 'default', 'clean-up', 'diff']),
  })
  .meta({ id: 'NotAnalysed' });
export type NotAnalysed = z.infer<typeof NotAnalysed>;

/** What there is to know about a policy by itself. */
export const Analysis = z
  .strictObject({
    unmatchable: z.array(RuleName).describe('Rules that no flow can match: empty, mixed families, expired.'),
    unreachable: z.array(Unreachable),
    removable: z.array(RuleName).describe('Each can be deleted alone without changing any verdict.'),
    cleanUp: z.array(RuleName).describe('All of these can be deleted together without changing any verdict.'),
    conflicts: z.array(Conflict),
    defaultReachable: z.boolean().nullable().describe('Null: not analysed.'),
    complete: z
      .boolean()
      .describe('False when the step budget ended or a list was cut; what is listed is still right.'),
    notAnalysed: z.array(NotAnalysed),
  })
  .meta({ id: 'Analysis' });
export type Analysis = z.infer<typeof Analysis>;

/** The body of `POST /v1/analyze`. */
export const AnalyzeRequest = z
  .strictObject({
    firewall: Policy,
    flows: z.array(Flow).max(MAX_FLOWS).optional(),
    compareWith: Policy.optional().describe(
      'What `firewall` replaces: the diff says what becomes allowed or denied by that.',
    ),
  })
  .meta({ id: 'AnalyzeRequest' });
export type AnalyzeRequest = z.infer<typeof AnalyzeRequest>;

/** The answer of `POST /v1/analyze` and `GET /v1/firewalls/{id}/analysis`. */
export const AnalyzeAnswer = z
  .strictObject({
    ...Analysis.shape,
    flows: z.array(FlowAnswer),
    diff: z.array(PolicyChange).optional(),
    findings: z.array(Finding),
  })
  .meta({ id: 'AnalyzeAnswer' });
export type AnalyzeAnswer = z.infer<typeof AnalyzeAnswer>;

/** The body and the answer of `POST /v1/firewalls/{id}/query`. */
export const FlowQueries = z.strictObject({ flows: z.array(Flow).min(1).max(MAX_FLOWS) }).meta({ id: 'FlowQueries' });
export const FlowAnswers = z.strictObject({ flows: z.array(FlowAnswer) }).meta({ id: 'FlowAnswers' });

/** From a zone to a proxy: all clients, some, none, unknown (a name without addresses), or no client of that family. */
export const ReachVerdict = z.enum(['all', 'some', 'none', 'unknown', 'empty']).meta({ id: 'ReachVerdict' });
export type ReachVerdict = z.infer<typeof ReachVerdict>;

/** What one zone can do with one proxy, or with `direct`. */
export const Reach = z
  .strictObject({
    zone: Name,
    proxy: Id.describe('The name of a proxy, or `direct`.'),
    verdict: ReachVerdict,
    rules: z.array(RuleName.nullable()).describe('The rules that decide, in their order; null is the default.'),
    nearMisses: z.array(NearMiss),
    allowed: z.string().optional().describe('An example that is allowed, such as 10.1.0.0 → 192.0.2.10 tcp/3128.'),
    denied: z.string().optional().describe('An example that is denied.'),
    reason: z.string().optional().describe('Only where the verdict is unknown because it was not computed: why not.'),
  })
  .meta({ id: 'Reach' });
export type Reach = z.infer<typeof Reach>;

/** The answer of `GET /v1/profiles/{id}/reachability`. */
export const Reachability = z.strictObject({ results: z.array(Reach) }).meta({ id: 'Reachability' });
export type Reachability = z.infer<typeof Reachability>;

/** A rule that opens what is needed and not allowed, and where it belongs (null: at the end). */
export const Opening = z.strictObject({ rule: FirewallRule, before: RuleName.nullable() }).meta({ id: 'Opening' });
export type Opening = z.infer<typeof Opening>;
