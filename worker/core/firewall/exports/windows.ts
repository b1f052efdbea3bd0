/** How does the Windows firewall say it? Syntax: New-NetFirewallRule, learn.microsoft.com, module NetSecurity. Pure. */

import type { IpRange } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { powershellComment, powershellString } from '../../writers/powershell.ts';
import { blocksOf, wholeFamily } from '../ranges.ts';
import { formatPorts, isAllPorts } from '../services.ts';
import { fromGrants } from './allowed.ts';
import { portText } from './expand.ts';
import type { Exporter, ExportPlan, Grant } from './plan.ts';

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
  checked: 'golden text',
  render: (plan) => fromGrants(plan, (grants) => script(plan, bothFamilies(grants))),
};

/** A grant, or null in `family` where it holds for both. */
type WindowsGrant = Omit<Grant, 'family'> & { readonly family: 4 | 6 | null };

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

/** A side that holds the whole family is left out where the other side settles the family. */
function addresses(parameter: string, ranges: readonly IpRange[] | null, { family, from, to }: WindowsGrant): string[] {
  if (ranges !== null) return [`${parameter} ${list(ranges.flatMap(blocksOf).map(formatRange))}`];
  const isSettled = family === null || from !== null || to !== null;
  if (isSettled || family === null) return [];
  const { first, last } = wholeFamily(family);
  const ends = [first, last].map((value) => formatRange({ family, first: value, last: value }));
  return [`${parameter} ${list([ends.join('-')])}`];
}

function list(items: readonly string[]): string {
  return `@(${items.map(powershellString).join(',')})`;
}

/** Grants from everywhere to everywhere that both families have become one. */
function bothFamilies(grants: readonly Grant[]): WindowsGrant[] {
  const isOpen = ({ from, to }: Grant) => from === null && to === null;
  const key = ({ name, services }: Grant) => `${name} ${services.protocols} ${formatPorts(services.ports)}`;
  const counts = new Map<string, number>();
  for (const grant of grants) if (isOpen(grant)) counts.set(key(grant), (counts.get(key(grant)) ?? 0) + 1);
  return grants.flatMap((grant): WindowsGrant[] => {
    if (!isOpen(grant) || counts.get(key(grant)) !== 2) return [grant];
    return grant.family === 4 ? [{ ...grant, family: null }] : [];
  });
}
