/** What is a security group made of? Shape: EC2 API, IpPermission, docs.aws.amazon.com. Pure. */
import type { Finding } from '../../../../schemas/finding.ts';
import { finding } from '../../findings/finding.ts';
import { cidrs, prefixed, wholeCidr } from './expand.ts';
import type { ExportPlan, Grant, ZoneGrants } from './plan.ts';

/** Addresses of both families on one protocol and range of ports. */
export interface Permission {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  /** With a prefix each, single addresses too: the EC2 API says so of IpRange, and the provider refuses anything else. */
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  /** The rule that it comes from. */
  readonly description: string;
}

/** Rules of one direction that AWS gives a group unless the quota is raised; every CIDR counts. */
const QUOTA = 60;

/** The permissions of a zone: at a client its destinations, at the machine of a proxy its clients. */
export function permissionsOf({ grants }: ZoneGrants, { subject }: ExportPlan): Permission[] {
  const found = new Map<string, Permission>();
  for (const grant of grants) {
    const ranges = subject === 'host' ? grant.from : grant.to;
    for (const [fromPort, toPort] of grant.services.ports) {
      const protocol = grant.services.protocols.join('');
      const key = `${protocol} ${fromPort} ${toPort} ${grant.name}`;
      const known = found.get(key) ?? { protocol, fromPort, toPort, ipv4: [], ipv6: [], description: grant.name };
      found.set(key, withAddresses(known, grant.family, cidrs(ranges, wholeCidr(grant.family)).map(prefixed)));
    }
  }
  return [...found.values()];
}

/** A warning for each zone whose rules exceed the usual quota. */
export function quotaFindings(zone: string, permissions: readonly Permission[]): Finding[] {
  const count = permissions.reduce((sum, { ipv4, ipv6 }) => sum + ipv4.length + ipv6.length, 0);
  if (count <= QUOTA) return [];
  return [finding('export.quota', `/zones/${zone}`, { found: `${count} rules`, expected: `at most ${QUOTA}` })];
}

/** Inbound at the machine of a proxy, else outbound. */
export function directionOf({ subject }: ExportPlan): 'ingress' | 'egress' {
  return subject === 'host' ? 'ingress' : 'egress';
}

function withAddresses(permission: Permission, family: Grant['family'], blocks: readonly string[]): Permission {
  const add = (list: readonly string[]) => [...new Set([...list, ...blocks])];
  return family === 4 ? { ...permission, ipv4: add(permission.ipv4) } : { ...permission, ipv6: add(permission.ipv6) };
}
