/** What do AWS security groups allow? Read from their JSON (EC2 API, IpPermission) and from Terraform (aws_security_group). */
import * as z from 'zod';
import { type Decide, firstOf, type ReadRule, unknown, within } from './reading.ts';

/** The group of a zone: `out` looks at destinations, `in` at sources. What it does not allow, it denies. */
export interface ReadGroup {
  readonly name: string;
  readonly out: Decide;
  readonly in: Decide;
}

/** EC2 takes no address without a prefix, and each family in its own list. */
const Ipv4 = z.string().regex(/^[0-9.]+\/(?:[0-9]|[12][0-9]|3[0-2])$/);
const Ipv6 = z.string().regex(/^[0-9a-f:]+\/(?:[0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])$/);
/** EC2 API, CreateSecurityGroup and IpRange: the characters of a description. */
const Description = z.string().regex(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);

const Permission = z.strictObject({
  IpProtocol: z.enum(['tcp', 'udp']),
  FromPort: z.int().min(1).max(65_535),
  ToPort: z.int().min(1).max(65_535),
  IpRanges: z.array(z.strictObject({ CidrIp: Ipv4, Description })),
  Ipv6Ranges: z.array(z.strictObject({ CidrIpv6: Ipv6, Description })),
});
const Groups = z.strictObject({
  Description,
  SecurityGroups: z.array(
    z.strictObject({
      GroupName: z.string().regex(/^(?!sg-)[a-zA-Z0-9. _-]{1,255}$/),
      IpPermissionsEgress: z.array(Permission).optional(),
      IpPermissions: z.array(Permission).optional(),
    }),
  ),
});

/** Reads `aws-security-group`. */
export function readGroups(text: string): ReadGroup[] {
  return Groups.parse(JSON.parse(text)).SecurityGroups.map((group) => ({
    name: group.GroupName,
    out: firstOf((group.IpPermissionsEgress ?? []).map((one) => ruleOf(one, 'to'))),
    in: firstOf((group.IpPermissions ?? []).map((one) => ruleOf(one, 'from'))),
  }));
}

function ruleOf(
  { IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges }: z.infer<typeof Permission>,
  side: 'from' | 'to',
): ReadRule {
  const blocks = within([...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)]);
  const sides = side === 'to' ? { from: null, to: blocks } : { from: blocks, to: null };
  return { action: 'allow', protocols: [IpProtocol], ...sides, ports: [[FromPort, ToPort]] };
}

const Block = z.strictObject({
  description: Description,
  protocol: z.enum(['tcp', 'udp']),
  from_port: z.int(),
  to_port: z.int(),
  cidr_blocks: z.array(Ipv4).min(1).optional(),
  ipv6_cidr_blocks: z.array(Ipv6).min(1).optional(),
});

/** Reads `aws-terraform`: a variable, and resources with nested blocks, one setting a line. */
export function readTerraform(text: string): ReadGroup[] {
  const [head = '', ...resources] = text.split(/^resource "aws_security_group" /m);
  if (!/^# .*\n\nvariable "vpc_id" \{\n {2}type = string\n\}\n\n$/.test(head)) unknown(head);
  return resources.map((resource) => {
    const [opening = '', ...blocks] = resource.split(/^ {2}(?=(?:egress|ingress) \{$)/m);
    const { name } = settingsOf(opening.replace(/^"[a-z_][a-z0-9_]*" \{\n/, '').replace('= var.vpc_id', '= "vpc"'));
    const rules = (kind: string) =>
      blocks
        .filter((block) => block.startsWith(kind))
        .map((block) => blockRule(block, kind === 'egress' ? 'to' : 'from'));
    return { name: z.string().parse(name), out: firstOf(rules('egress')), in: firstOf(rules('ingress')) };
  });
}

function blockRule(block: string, side: 'from' | 'to'): ReadRule {
  const read = Block.parse(settingsOf(block.replace(/^\w+ \{\n/, '')));
  const blocks = within([...(read.cidr_blocks ?? []), ...(read.ipv6_cidr_blocks ?? [])]);
  const sides = side === 'to' ? { from: null, to: blocks } : { from: blocks, to: null };
  return { action: 'allow', protocols: [read.protocol], ...sides, ports: [[read.from_port, read.to_port]] };
}

function settingsOf(lines: string): Record<string, unknown> {
  const settings = lines.split('\n').flatMap((line): [string, unknown][] => {
    if (/^\s*\}?$/.test(line)) return [];
    const [, key = unknown(line), value = ''] = /^\s+([a-z0-9_]+) += (.+)$/.exec(line) ?? [];
    return [[key, JSON.parse(value)]];
  });
  return Object.fromEntries(settings);
}
