/** How does an AWS security group say it in Terraform? Shape: provider hashicorp/aws, aws_security_group. Pure. */
import { fromZones } from './allowed.ts';
import { directionOf, type Permission, permissionsOf, quotaFindings } from './aws.ts';
import type { Exporter, ExportPlan } from './plan.ts';

/** One resource for each zone. Terraform removes the rule that lets everything out of a new group. */
export const AWS_TERRAFORM: Exporter = {
  format: 'aws-terraform',
  title: 'AWS security group (Terraform)',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-security-groups.tf',
  kind: 'allow-only',
  lists: 'added',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group',
  checked: 'golden text, in the form that terraform fmt gives it; read back, each flow decided as by the policy',
  render: (plan) =>
    fromZones(plan, (zones) => {
      const groups = zones.map((zone) => ({ zone: zone.zone, permissions: permissionsOf(zone, plan) }));
      return {
        text: [
          `# ${plan.title} (${plan.subject})`,
          '',
          'variable "vpc_id" {',
          '  type = string',
          '}',
          ...groups.flatMap(({ zone, permissions }) => resource(zone, permissions, plan)),
          '',
        ].join('\n'),
        findings: groups.flatMap(({ zone, permissions }) => quotaFindings(zone, permissions)),
      };
    }),
};

function resource(zone: string, permissions: readonly Permission[], plan: ExportPlan): string[] {
  return [
    '',
    `resource "aws_security_group" ${hclString(`portolan_${zone.replaceAll('-', '_')}`)} {`,
    `  name        = ${hclString(`portolan-${zone}`)}`,
    `  description = ${hclString(plan.title)}`,
    '  vpc_id      = var.vpc_id',
    ...permissions.flatMap((permission) => block(permission, directionOf(plan))),
    '}',
  ];
}

function block({ protocol, fromPort, toPort, ipv4, ipv6, description }: Permission, direction: string): string[] {
  const settings: [string, string][] = [
    ['description', hclString(description)],
    ['protocol', hclString(protocol)],
    ['from_port', String(fromPort)],
    ['to_port', String(toPort)],
    ...(ipv4.length === 0 ? [] : [['cidr_blocks', hclList(ipv4)] as [string, string]]),
    ...(ipv6.length === 0 ? [] : [['ipv6_cidr_blocks', hclList(ipv6)] as [string, string]]),
  ];
  const width = Math.max(...settings.map(([key]) => key.length));
  return ['', `  ${direction} {`, ...settings.map(([key, value]) => `    ${key.padEnd(width)} = ${value}`), '  }'];
}

function hclList(items: readonly string[]): string {
  return `[${items.map(hclString).join(', ')}]`;
}

/** A quoted template of HCL in which nothing is a template (HCL native syntax, Template Expressions). */
function hclString(text: string): string {
  const quoted = JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
  return quoted.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
