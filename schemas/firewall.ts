/** What is a firewall policy on the wire: zones, groups, names, ordered rules? */
import * as z from 'zod';
import { Address, Cidr, HostName, Id, Instant, Name, Note, oneOrMany, Port, PortRange, Title } from './words.ts';

/** Limits of one policy. */
export const MAX_FIREWALL_RULES = 5_000;
export const MAX_ZONES = 64;
export const MAX_GROUPS = 1_000;
export const MAX_NAMES = 5_000;
/** Entries of one `from`, `to`, group or zone. Longer sets do not fit a document of 1 MiB anyway. */
export const MAX_PEERS = 10_000;

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
