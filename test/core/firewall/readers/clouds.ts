/** What do GCP firewall rules and AWS network ACLs decide? Read from their JSON. */
import * as z from 'zod';
import { type Decide, firstOf, type ReadRule, spanOf, unknown, within } from './reading.ts';

const Service = z.strictObject({ protocol: z.enum(['tcp', 'udp']), ports: z.array(z.string()).optional() });
/** Compute Engine API, firewalls: ranges are in CIDR form. */
const GcpRange = z.string().regex(/\/\d+$/);
const GcpRule = z.strictObject({
  name: z.string().regex(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of Terraform.
  network: z.literal('${var.network}'),
  description: z.string(),
  direction: z.enum(['EGRESS', 'INGRESS']),
  priority: z.int().min(0).max(65_535),
  source_ranges: z.array(GcpRange).min(1).max(5_000),
  destination_ranges: z.array(GcpRange).min(1).max(5_000),
  target_tags: z.array(z.string()).optional(),
  allow: z.array(Service).optional(),
  deny: z.array(Service).optional(),
});
const Gcp = z.strictObject({
  '//': z.string(),
  variable: z.strictObject({ network: z.strictObject({ type: z.literal('string') }) }),
  resource: z.strictObject({ google_compute_firewall: z.record(z.string(), GcpRule) }),
});

/** The lowest priority first, and at equal priority denials. */
export function readGcp(text: string): Decide {
  const rules = Object.values(Gcp.parse(JSON.parse(text)).resource.google_compute_firewall);
  const sorted = rules.sort(
    (a, b) => a.priority - b.priority || Number(a.deny === undefined) - Number(b.deny === undefined),
  );
  return firstOf(
    sorted.flatMap((rule): ReadRule[] => {
      const families = [...rule.source_ranges, ...rule.destination_ranges].map((range) => range.includes(':'));
      if (new Set(families).size !== 1 || (rule.allow === undefined) === (rule.deny === undefined)) unknown(rule.name);
      return (rule.allow ?? rule.deny ?? []).map(({ protocol, ports }) => ({
        action: rule.allow === undefined ? 'deny' : 'allow',
        protocols: [protocol],
        from: within(rule.source_ranges),
        to: within(rule.destination_ranges),
        ports: ports?.map((port) => spanOf(port)) ?? null,
      }));
    }),
  );
}

const AclEntry = z.strictObject({
  RuleNumber: z.int().min(1).max(32_766),
  Protocol: z.enum(['6', '17', '1', '58', '-1']),
  RuleAction: z.enum(['allow', 'deny']),
  Egress: z.boolean(),
  CidrBlock: z
    .string()
    .regex(/\/\d+$/)
    .optional(),
  Ipv6CidrBlock: z
    .string()
    .regex(/\/\d+$/)
    .optional(),
  PortRange: z.strictObject({ From: z.int(), To: z.int() }).optional(),
  IcmpTypeCode: z.strictObject({ Type: z.int(), Code: z.int() }).optional(),
});
const Acls = z.strictObject({
  Description: z.string(),
  NetworkAcls: z.array(z.strictObject({ Name: z.string(), Entries: z.array(AclEntry) })),
});

/** An ACL of one zone. `out` looks at destinations, `in` at sources. What no entry matches, it denies. */
export interface ReadAcl {
  readonly name: string;
  readonly out: Decide;
  readonly in: Decide;
  /** Entries of the fuller direction. */
  readonly size: number;
}

export function readAcls(text: string): ReadAcl[] {
  return Acls.parse(JSON.parse(text)).NetworkAcls.map(({ Name, Entries }) => {
    const direction = (isEgress: boolean) => {
      const own = Entries.filter(({ Egress }) => Egress === isEgress).sort((a, b) => a.RuleNumber - b.RuleNumber);
      if (new Set(own.map(({ RuleNumber }) => RuleNumber)).size !== own.length) unknown(Name);
      return own.map((entry) => aclRule(entry));
    };
    const [outward, inward] = [direction(true), direction(false)];
    return { name: Name, out: firstOf(outward), in: firstOf(inward), size: Math.max(outward.length, inward.length) };
  });
}

const PROTOCOLS: Readonly<Record<string, readonly string[] | null>> = { 6: ['tcp'], 17: ['udp'], '-1': null };

function aclRule(entry: z.infer<typeof AclEntry>): ReadRule {
  const cidr = entry.CidrBlock ?? entry.Ipv6CidrBlock ?? unknown('an entry without addresses');
  const side = within([cidr]);
  const protocols = PROTOCOLS[entry.Protocol];
  const { PortRange } = entry;
  return {
    action: entry.RuleAction,
    protocols: protocols === undefined ? [] : protocols,
    from: entry.Egress ? null : side,
    to: entry.Egress ? side : null,
    ports: PortRange === undefined ? null : [[PortRange.From, PortRange.To]],
  };
}

const Text = z.string();
const NsgRule = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9][-\w.]{0,78}\w$/),
  properties: z.strictObject({
    priority: z.int().min(100).max(4_096),
    direction: z.enum(['Inbound', 'Outbound']),
    access: z.enum(['Allow', 'Deny']),
    protocol: z.enum(['Tcp', 'Udp']),
    sourceAddressPrefix: Text.optional(),
    sourceAddressPrefixes: z.array(Text).optional(),
    sourcePortRange: z.literal('*'),
    destinationAddressPrefix: Text.optional(),
    destinationAddressPrefixes: z.array(Text).optional(),
    destinationPortRange: z.literal('*').optional(),
    destinationPortRanges: z.array(Text).optional(),
  }),
});
const Nsg = z.looseObject({
  resources: z.tuple([z.looseObject({ properties: z.strictObject({ securityRules: z.array(NsgRule) }) })]),
});

/** The lowest priority first; each number and each name stands once. */
export function readNsg(text: string): Decide {
  const [{ properties }] = Nsg.parse(JSON.parse(text)).resources;
  const rules = properties.securityRules.toSorted((a, b) => a.properties.priority - b.properties.priority);
  for (const keys of [rules.map(({ name }) => name.toLowerCase()), rules.map((rule) => rule.properties.priority)])
    if (new Set<unknown>(keys).size !== keys.length) unknown('a name or a number that stands twice');
  return firstOf(
    rules.map(({ properties: rule }): ReadRule => {
      const side = (one: string | undefined, several: readonly string[] | undefined) =>
        one === '*' ? null : within(several ?? [one ?? unknown('no addresses')]);
      return {
        action: rule.access === 'Allow' ? 'allow' : 'deny',
        protocols: [rule.protocol.toLowerCase()],
        from: side(rule.sourceAddressPrefix, rule.sourceAddressPrefixes),
        to: side(rule.destinationAddressPrefix, rule.destinationAddressPrefixes),
        ports: rule.destinationPortRanges?.map((port) => spanOf(port)) ?? null,
      };
    }),
  );
}
