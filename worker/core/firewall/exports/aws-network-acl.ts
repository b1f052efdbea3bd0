/** How does an AWS network ACL say it, as JSON? Shape: EC2 API, CreateNetworkAclEntry; quotas: Amazon VPC. Pure. */
import type { Action, Protocol } from '../../../../schemas/firewall.ts';
import { finding } from '../../findings/finding.ts';
import { json } from '../../writers/json.ts';
import type { PortSpan } from '../policy.ts';
import { mergeRanges } from '../ranges.ts';
import { fromZones } from './allowed.ts';
import { cidrs, prefixed, wholeCidr } from './expand.ts';
import type { Exporter, ExportPlan, Grant, Rendered, ZoneGrants } from './plan.ts';

/** Rules of one direction unless the quota is raised, and at most then; the two default denials count (Amazon VPC quotas). */
const QUOTA = 20;
const MAX_QUOTA = 40;
const DEFAULT_DENIALS = 2;
/** Openings stand in front of what is there, which usually begins with 100. */
const FIRST_NUMBER = { openings: 1, policy: 100, host: 100 } as const;

/** IANA, Protocol Numbers; `-1` is all of them in the EC2 API. */
const NUMBERS: Readonly<Record<Protocol, string>> = { tcp: '6', udp: '17' };
/** Ports that clients connect from (Amazon VPC, "Ephemeral ports"). */
const EPHEMERAL: PortSpan = [1_024, 65_535];

/**
 * One ACL for the subnets of each zone. On the way out an ACL knows destinations only, so it gets what all clients of the
 * zone are allowed; it knows no connections either, so answers are let in by their ports.
 */
export const AWS_NETWORK_ACL: Exporter = {
  format: 'aws-network-acl',
  title: 'AWS network ACL (JSON)',
  mediaType: 'application/json',
  filename: 'portolan-network-acls.json',
  kind: 'allow-only',
  lists: 'added',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan) => (plan.subject === 'host' ? hostAcl(plan) : fromZones(plan, (zones) => zoneAcls(plan, zones))),
};

interface Entry {
  readonly protocol: string;
  readonly action: Action;
  readonly isEgress: boolean;
  readonly cidr: string;
  readonly ports: PortSpan | null;
}

function zoneAcls(plan: ExportPlan, zones: readonly ZoneGrants[]): Rendered {
  const acls = zones.map(({ zone, grants }) => ({
    zone,
    entries: distinct([...grants.flatMap(outward), ...answers(grants), ...(plan.subject === 'policy' ? ICMP : [])]),
  }));
  return document(plan, acls);
}

/** Clients reach the listeners, nobody else does, and nothing is said about the rest. */
function hostAcl(plan: ExportPlan): Rendered {
  const entries = plan.rules.flatMap(({ action, family, from, services }) =>
    cidrs(from, wholeCidr(family)).flatMap((cidr) =>
      services.protocols.flatMap((protocol) =>
        services.ports.map((ports) => ({ protocol: NUMBERS[protocol], action, isEgress: false, cidr, ports })),
      ),
    ),
  );
  return document(plan, [{ zone: 'host', entries: [...entries, ...EVERYTHING_ELSE] }]);
}

function document(
  plan: ExportPlan,
  acls: readonly { readonly zone: string; readonly entries: readonly Entry[] }[],
): Rendered {
  const NetworkAcls = acls.map(({ zone, entries }) => ({
    Name: `portolan-${zone}`,
    Entries: [true, false].flatMap((isEgress) =>
      entries
        .filter((entry) => entry.isEgress === isEgress)
        .map((entry, at) => entryJson(entry, FIRST_NUMBER[plan.subject] + at)),
    ),
  }));
  return {
    text: json({ Description: plan.title, NetworkAcls }),
    findings: [
      finding('export.stateless', '/rules'),
      ...acls.flatMap(({ zone, entries }) => quotaFindings(zone, entries)),
    ],
  };
}

function quotaFindings(zone: string, entries: readonly Entry[]) {
  const outward = entries.filter(({ isEgress }) => isEgress).length;
  const count = Math.max(outward, entries.length - outward) + DEFAULT_DENIALS;
  const path = zone === 'host' ? '/rules' : `/zones/${zone}`;
  if (count <= QUOTA) return [];
  const found = `${count} rules in one direction, the default denials counted`;
  if (count <= MAX_QUOTA) return [finding('export.quota', path, { found, expected: `at most ${QUOTA}` })];
  const message = `a network ACL has at most ${MAX_QUOTA} rules in one direction, and this needs ${count}`;
  return [finding('export.too-large', path, { message, expected: `at most ${MAX_QUOTA}`, found })];
}

function entryJson({ protocol, action, isEgress, cidr, ports }: Entry, number: number) {
  return {
    RuleNumber: number,
    Protocol: protocol,
    RuleAction: action,
    Egress: isEgress,
    [cidr.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: prefixed(cidr),
    ...(ports === null ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
    ...(protocol === '1' || protocol === '58' ? { IcmpTypeCode: { Type: -1, Code: -1 } } : {}),
  };
}

function outward({ family, to, services }: Grant): Entry[] {
  return cidrs(to, wholeCidr(family)).flatMap((cidr) =>
    services.protocols.flatMap((protocol) =>
      services.ports.map((ports) => ({
        protocol: NUMBERS[protocol],
        action: 'allow' as const,
        isEgress: true,
        cidr,
        ports,
      })),
    ),
  );
}

/** Answers come from where something may be asked, to the ports that clients ask from. */
function answers(grants: readonly Grant[]): Entry[] {
  return (['tcp', 'udp'] as const).flatMap((protocol) =>
    ([4, 6] as const).flatMap((family) => {
      const own = grants.filter((grant) => grant.family === family && grant.services.protocols.includes(protocol));
      const isEverywhere = own.some(({ to }) => to === null);
      const from = isEverywhere ? [wholeCidr(family)] : cidrs(mergeRanges(own.flatMap(({ to }) => to ?? [])), '');
      return from.map((cidr) => ({
        protocol: NUMBERS[protocol],
        action: 'allow' as const,
        isEgress: false,
        cidr,
        ports: EPHEMERAL,
      }));
    }),
  );
}

/** Without ICMP the path's packet size cannot be found out. */
const ICMP: readonly Entry[] = [true, false].flatMap((isEgress) => [
  { protocol: '1', action: 'allow' as const, isEgress, cidr: '0.0.0.0/0', ports: null },
  { protocol: '58', action: 'allow' as const, isEgress, cidr: '::/0', ports: null },
]);

const EVERYTHING_ELSE: readonly Entry[] = [true, false].flatMap((isEgress) =>
  ['0.0.0.0/0', '::/0'].map((cidr) => ({ protocol: '-1', action: 'allow' as const, isEgress, cidr, ports: null })),
);

function distinct(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}
