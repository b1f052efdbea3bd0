/** What is asked about a firewall policy, and what is answered: flows, analyses, reach, openings? */
import * as z from 'zod';
import { Finding } from './finding.ts';
import { FirewallRule, Peer, Policy, Protocol, RuleName } from './firewall.ts';
import { Id, Name, Port } from './words.ts';

/** Flows that one call may ask about. */
export const MAX_FLOWS = 100;

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
