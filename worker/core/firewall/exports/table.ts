/** Which firewalls can a policy be exported to? A new one is one file and one line. Pure. */
import { AWS_NETWORK_ACL } from './aws-network-acl.ts';
import { AWS_SECURITY_GROUP } from './aws-security-group.ts';
import { AWS_TERRAFORM } from './aws-terraform.ts';
import { AZURE_NSG } from './azure-nsg.ts';
import { CISCO_ASA } from './cisco-asa.ts';
import { CISCO_IOS } from './cisco-ios.ts';
import { FIREWALLD } from './firewalld.ts';
import { GCP_FIREWALL } from './gcp-firewall.ts';
import { IP6TABLES, IPTABLES } from './iptables.ts';
import { JUNOS } from './junos.ts';
import { NETSH } from './netsh.ts';
import { NFTABLES } from './nftables.ts';
import { PANOS } from './panos.ts';
import { PF } from './pf.ts';
import type { Exporter, ExportPlan, Rendered } from './plan.ts';
import { entriesOf, MAX_ENTRIES, tooLarge } from './size.ts';
import { SQUID } from './squid.ts';
import { UFW } from './ufw.ts';
import { WINDOWS } from './windows.ts';

/** The table of exporters, in the order in which they are shown. */
export const EXPORTERS: readonly Exporter[] = [
  NFTABLES,
  IPTABLES,
  IP6TABLES,
  UFW,
  FIREWALLD,
  PF,
  WINDOWS,
  NETSH,
  AWS_SECURITY_GROUP,
  AWS_TERRAFORM,
  AWS_NETWORK_ACL,
  AZURE_NSG,
  GCP_FIREWALL,
  CISCO_IOS,
  CISCO_ASA,
  JUNOS,
  PANOS,
  SQUID,
];

/** The exporter of a format, or null. */
export function exporterOf(format: string): Exporter | null {
  return EXPORTERS.find((exporter) => exporter.format === format) ?? null;
}

/** Renders a plan. An error among the findings means that there is no text: it would not be what the policy says. */
export function renderExport(exporter: Exporter, plan: ExportPlan): Rendered {
  const entries = exporter.kind === 'ordered' ? entriesOf(plan.rules, exporter.lists) : 0;
  const rendered = entries > MAX_ENTRIES ? tooLarge(plan, entries) : exporter.render(plan);
  const isWrong = rendered.findings.some(({ severity }) => severity === 'error');
  return isWrong ? { ...rendered, text: null } : rendered;
}
