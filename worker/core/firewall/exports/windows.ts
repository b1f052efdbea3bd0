/** How does the Windows firewall say it? Syntax: New-NetFirewallRule, learn.microsoft.com, module NetSecurity. Pure. */
import type { IpRange } from '../../net/address.ts';
import { powershellComment, powershellString } from '../../writers/powershell.ts';
import { isAllPorts } from '../services.ts';
import { fromGrants } from './allowed.ts';
import { portText } from './expand.ts';
import type { Exporter, ExportPlan } from './plan.ts';
import { addressTexts, bothFamilies, type WindowsGrant } from './windows-grants.ts';

/**
 * Rules of Windows have no order, and an explicit block beats any allow (learn.microsoft.com, Windows Firewall rules):
 * a first-match list cannot be copied. What is written is the exact set of allowed flows, and the default blocks.
 */
export const WINDOWS: Exporter = {
  format: 'windows',
  title: 'Windows Firewall (PowerShell)',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-firewall.ps1',
  kind: 'allow-only',
  lists: 'added',
  source: 'https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan) => fromGrants(plan, (grants) => script(plan, bothFamilies(grants))),
};

function script(plan: ExportPlan, grants: readonly WindowsGrant[]): string {
  const group = powershellString(`Portolan ${plan.subject}`);
  return [
    powershellComment(`${plan.title} (${plan.subject})`),
    "$ErrorActionPreference = 'Stop'",
    `Get-NetFirewallRule -Group ${group} -ErrorAction SilentlyContinue | Remove-NetFirewallRule`,
    ...grants.map((grant) => ruleLine(grant, plan.subject, group)),
    ...ending(plan),
    '',
  ].join('\r\n');
}

function ending({ subject, otherwise }: ExportPlan): string[] {
  if (subject === 'host')
    return [
      powershellComment(
        'Inbound connections that no rule allows are blocked by default; rules of other groups may allow more.',
      ),
    ];
  return otherwise === null ? [] : ['Set-NetFirewallProfile -All -DefaultOutboundAction Block'];
}

function ruleLine(grant: WindowsGrant, subject: ExportPlan['subject'], group: string): string {
  const { name, from, to, services } = grant;
  const isHost = subject === 'host';
  const [local, remote] = isHost ? [to, from] : [from, to];
  const port = isHost ? '-LocalPort' : '-RemotePort';
  return [
    `New-NetFirewallRule -Group ${group} -DisplayName ${powershellString(name)}`,
    `-Direction ${isHost ? 'Inbound' : 'Outbound'} -Action Allow -Protocol ${services.protocols[0]?.toUpperCase()}`,
    ...addresses('-LocalAddress', local, grant),
    ...addresses('-RemoteAddress', remote, grant),
    ...(isAllPorts(services.ports) ? [] : [`${port} ${list(services.ports.map((span) => portText(span, '-')))}`]),
    '| Out-Null',
  ].join(' ');
}

function addresses(parameter: string, ranges: readonly IpRange[] | null, grant: WindowsGrant): string[] {
  const texts = addressTexts(ranges, grant);
  return texts === null ? [] : [`${parameter} ${list(texts)}`];
}

function list(items: readonly string[]): string {
  return `@(${items.map(powershellString).join(',')})`;
}
