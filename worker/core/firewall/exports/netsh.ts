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
  render: (plan) =>
    fromGrants(
      plan,
      (grants) => script(plan, bothFamilies(grants)),
      (grants) => entriesIn(bothFamilies(grants)),
    ),
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
  const { from, to, ports } = partsOf(grant);
  const [local, remote] = isHost ? [to, from] : [from, to];
  const start = `netsh advfirewall firewall add rule name=${name} description=${cmdArgument(grant.name)}`;
  return grant.services.protocols.flatMap((protocol) =>
    local.flatMap((localPart) =>
      remote.flatMap((remotePart) =>
        ports.map((portPart) =>
          [
            `${start} dir=${isHost ? 'in' : 'out'} action=allow protocol=${protocol.toUpperCase()}`,
            ...parameter('localip', localPart),
            ...parameter('remoteip', remotePart),
            ...parameter(isHost ? 'localport' : 'remoteport', portPart),
            '|| exit /b 1',
          ].join(' '),
        ),
      ),
    ),
  );
}

/** How many addresses and ports the lines have together. */
function entriesIn(grants: readonly WindowsGrant[]): number {
  return grants.reduce((sum, grant) => {
    const parts = Object.values(partsOf(grant));
    const lines = parts.reduce((product, { length }) => product * length, grant.services.protocols.length);
    const items = parts.map((lists) => (lists.flat().length * lines) / lists.length);
    return sum + items.reduce((one, other) => one + other);
  }, 0);
}

/** A list of addresses or ports; null where it is left out. */
type List = readonly string[] | null;

function partsOf(grant: WindowsGrant): { readonly [part in 'from' | 'to' | 'ports']: readonly List[] } {
  const { ports } = grant.services;
  return {
    from: shortLists(addressTexts(grant.from, grant)),
    to: shortLists(addressTexts(grant.to, grant)),
    ports: shortLists(isAllPorts(ports) ? null : ports.map((span) => portText(span, '-'))),
  };
}

/** A list in as many parts as it takes. */
function shortLists(items: List): List[] {
  if (items === null) return [null];
  const lists: string[][] = [];
  let room = 0;
  for (const item of items) {
    if (room < item.length + 1) {
      lists.push([]);
      room = MAX_LIST;
    }
    lists.at(-1)?.push(item);
    room -= item.length + 1;
  }
  return lists;
}

function parameter(name: string, list: List): string[] {
  return list === null ? [] : [`${name}=${list.join(',')}`];
}
