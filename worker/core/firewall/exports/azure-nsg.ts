/** How does an Azure network security group say it? Shape: Microsoft.Network/networkSecurityGroups. Pure. */
import type { Action, Protocol } from '../../../../schemas/firewall.ts';
import { finding } from '../../findings/finding.ts';
import { isAllPorts } from '../services.ts';
import { addressRules, cidrs, portText, wholeCidr } from './expand.ts';
import type { Exporter, ExportPlan, ExportRule, Rendered } from './plan.ts';

/** Priorities are unique, 100 to 4096, the lowest number first; a group has 1,000 rules (Azure limits). */
const FIRST_PRIORITY = 100;
const DEFAULT_PRIORITY = 4_095;
const MAX_RULES = 1_000;

/** A template with one group. Azure takes the first match by priority. */
export const AZURE_NSG: Exporter = {
  format: 'azure-nsg',
  title: 'Azure network security group (JSON)',
  mediaType: 'application/json',
  filename: 'portolan-nsg.json',
  kind: 'ordered',
  lists: 'added',
  source: 'https://learn.microsoft.com/azure/templates/microsoft.network/networksecuritygroups',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan): Rendered => {
    const rules = [...addressRules(plan).flatMap(securityRules(plan)), ...defaultRules(plan)];
    if (rules.length > MAX_RULES) {
      const message = `a network security group takes ${MAX_RULES} rules, and this needs ${rules.length}`;
      return { text: null, findings: [...plan.nameFindings, finding('export.too-large', '/rules', { message })] };
    }
    return { text: `${JSON.stringify(template(plan, rules), null, 2)}\n`, findings: plan.nameFindings };
  },
};

function template({ title }: ExportPlan, rules: readonly object[]): object {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    metadata: { description: title },
    resources: [
      {
        type: 'Microsoft.Network/networkSecurityGroups',
        apiVersion: '2024-05-01',
        name: 'portolan',
        location: '[resourceGroup().location]',
        properties: { securityRules: rules },
      },
    ],
  };
}

interface SecurityRule {
  readonly name: string;
  readonly properties: object;
}

/** Characters of an id in the name of a rule, which has at most 80 (Azure resource names). */
const MAX_ID = 56;

/** One rule for each protocol: `*` would be ICMP too. The priority makes names differ, whatever the ids are. */
function securityRules({ subject }: ExportPlan): (rule: ExportRule, at: number) => SecurityRule[] {
  let next = FIRST_PRIORITY;
  return (rule) =>
    rule.services.protocols.map((protocol) => {
      const priority = next++;
      return {
        name: `${rule.name.slice(0, MAX_ID)}-ipv${rule.family}-${protocol}-${priority}`,
        properties: {
          priority,
          direction: subject === 'host' ? 'Inbound' : 'Outbound',
          access: accessOf(rule.action),
          protocol: protocolOf(protocol),
          ...prefixes('source', cidrs(rule.from, wholeCidr(rule.family))),
          sourcePortRange: '*',
          ...prefixes('destination', cidrs(rule.to, wholeCidr(rule.family))),
          ...(isAllPorts(rule.services.ports)
            ? { destinationPortRange: '*' }
            : { destinationPortRanges: rule.services.ports.map((span) => portText(span, '-')) }),
        },
      };
    });
}

/** Azure lets everything out by default, so both defaults are written. */
function defaultRules({ otherwise }: ExportPlan): SecurityRule[] {
  if (otherwise === null) return [];
  return (['tcp', 'udp'] as const).map((protocol, at) => ({
    name: `default-${protocol}`,
    properties: {
      priority: DEFAULT_PRIORITY + at,
      direction: 'Outbound',
      access: accessOf(otherwise),
      protocol: protocolOf(protocol),
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '*',
    },
  }));
}

function prefixes(side: 'source' | 'destination', blocks: readonly string[]): object {
  return blocks.length === 1 ? { [`${side}AddressPrefix`]: blocks[0] } : { [`${side}AddressPrefixes`]: blocks };
}

function accessOf(action: Action): 'Allow' | 'Deny' {
  return action === 'allow' ? 'Allow' : 'Deny';
}

function protocolOf(protocol: Protocol): 'Tcp' | 'Udp' {
  return protocol === 'tcp' ? 'Tcp' : 'Udp';
}
