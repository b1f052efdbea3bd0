/** What do GCP firewall rules and AWS network ACLs decide? Read from their JSON. */
import * as z from 'zod';
import { type Decide, firstOf, type ReadRule, spanOf, unknown, within } from './reading.ts';

const Service = z.strictObject({ protocol: z.enum(['tcp', 'udp']), ports: z.array(z.string()).optional() });
const GcpRule = z.strictObject({
  name: z.string().regex(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of Terraform.
  network: z.literal('${var.network}'),
  description: z.string(),
  direction: z.enum(['EGRESS', 'INGRESS']),
  priority: z.int().min(0).max(65_535),
  source_ranges: z.array(z.string()).min(1).max(5_000),
  destination_ranges: z.array(z.string()).min(1).max(5_000),
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
