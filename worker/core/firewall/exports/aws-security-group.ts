/** How does an AWS security group say it, as JSON for the CLI? Shape: EC2 API, IpPermission. Pure. */
import { fromZones } from './allowed.ts';
import { directionOf, type Permission, permissionsOf, quotaFindings } from './aws.ts';
import type { Exporter } from './plan.ts';

/** One group for each zone; a group only allows, and knows no sources on the way out. */
export const AWS_SECURITY_GROUP: Exporter = {
  format: 'aws-security-group',
  title: 'AWS security group (JSON)',
  mediaType: 'application/json',
  filename: 'portolan-security-groups.json',
  kind: 'allow-only',
  lists: 'added',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan) =>
    fromZones(plan, (zones) => {
      const groups = zones.map((zone) => ({ zone: zone.zone, permissions: permissionsOf(zone, plan) }));
      const direction = directionOf(plan);
      const document = {
        Description: plan.title,
        SecurityGroups: groups.map(({ zone, permissions }) => ({
          GroupName: `portolan-${zone}`,
          [direction === 'egress' ? 'IpPermissionsEgress' : 'IpPermissions']: permissions.map(permissionJson),
        })),
      };
      return {
        text: `${JSON.stringify(document, null, 2)}\n`,
        findings: groups.flatMap(({ zone, permissions }) => quotaFindings(zone, permissions)),
      };
    }),
};

function permissionJson({ protocol, fromPort, toPort, ipv4, ipv6, description }: Permission) {
  return {
    IpProtocol: protocol,
    FromPort: fromPort,
    ToPort: toPort,
    IpRanges: ipv4.map((CidrIp) => ({ CidrIp, Description: description })),
    Ipv6Ranges: ipv6.map((CidrIpv6) => ({ CidrIpv6, Description: description })),
  };
}
