/** How does netsh say it? Syntax: netsh advfirewall firewall add rule, learn.microsoft.com. Pure. */
import { cmdArgument, cmdFile, cmdRemark, MAX_CMD_LINE } from '../../writers/cmd.ts';
import { isAllPorts } from '../services.ts';
import { fromGrants } from './allowed.ts';
import { portText } from './expand.ts';
import type { Exporter, ExportPlan } from './plan.ts';
import { addressTexts, bothFamilies, type WindowsGrant } from './windows-grants.ts';

/** Characters of one list, so that three of them and the rest of a line stay below what cmd takes. */
const MAX_LIST = Math.floor((MAX_CMD_LINE - 400) / 3);

/** A batch file. As in PowerShell, the exact set of allowed flows, for rules of Windows have no order. */
export const NETSH: Exporter = {
  format: 'netsh',
  title: 'Windows Firewall (netsh)',
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-firewall.cmd',
  kind: 'allow-only',
  lists: 'added',
  source:
    'https://learn.microsoft.com/troubleshoot/windows-server/networking/netsh-advfirewall-firewall-control-firewall-behavior',
  checked: 'golden text; read back, each flow decided as by the policy',
  render: (plan) => fromGrants(plan, (grants) => script(plan, bothFamilies(grants))),
};

/** netsh has no groups: all rules have one name, by which they are deleted together, and their own in the description. */
function script(plan: ExportPlan, grants: readonly WindowsGrant[]): string {
  const name = cmdArgument(`Portolan ${plan.subject}`);
  return cmdFile([
    '@echo off',
    cmdRemark(`${plan.title} (${plan.subject})`),
    `netsh advfirewall firewall delete rule name=${name} >nul`,
    ...grants.flatMap((grant) => ruleLines(grant, plan, name)),
    ...ending(plan),
  ]);
}

function ending({ subject, otherwise }: ExportPlan): string[] {
  if (subject === 'host')
    return [cmdRemark('Inbound connections that no rule allows are blocked by default; other rules may allow more.')];
  if (otherwise === null) return [];
  return [
    cmdRemark('Both directions have to be named; inbound is blocked by default anyway.'),
    'netsh advfirewall set allprofiles firewallpolicy blockinbound,blockoutbound || exit /b 1',
  ];
}

/** Lists that are too long for a line become several rules, with all pairs of their parts. */
function ruleLines(grant: WindowsGrant, { subject }: ExportPlan, name: string): string[] {
  const isHost = subject === 'host';
  const [local, remote] = isHost ? [grant.to, grant.from] : [grant.from, grant.to];
  const { protocols, ports } = grant.services;
  const portName = isHost ? 'localport' : 'remoteport';
  const spans = isAllPorts(ports) ? null : ports.map((span) => portText(span, '-'));
  const start = `netsh advfirewall firewall add rule name=${name} description=${cmdArgument(grant.name)}`;
  return protocols.flatMap((protocol) =>
    lists('localip', addressTexts(local, grant)).flatMap((localPart) =>
      lists('remoteip', addressTexts(remote, grant)).flatMap((remotePart) =>
        lists(portName, spans).map(
          (portPart) =>
            `${start} dir=${isHost ? 'in' : 'out'} action=allow protocol=${protocol.toUpperCase()}${localPart}${remotePart}${portPart} || exit /b 1`,
        ),
      ),
    ),
  );
}

/** A parameter with its list, in as many parts as it takes; nothing where it is left out. */
function lists(parameter: string, items: readonly string[] | null): string[] {
  if (items === null) return [''];
  const texts: string[] = [];
  for (const item of items) {
    const last = texts.at(-1);
    if (last === undefined || last.length + item.length >= MAX_LIST) texts.push(item);
    else texts[texts.length - 1] = `${last},${item}`;
  }
  return texts.map((text) => ` ${parameter}=${text}`);
}
