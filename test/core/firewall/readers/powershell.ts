/** What does a script of New-NetFirewallRule calls allow? Only allow rules, so that order does not count. */
import { type Decide, firstOf, type ReadRule, spanOf, unknown, within } from './reading.ts';

const LIST = "@\\(('[^']*'(?:,'[^']*')*)\\)";
const RULE = new RegExp(
  "^New-NetFirewallRule -Group 'Portolan \\w+' -DisplayName '[a-z0-9-]+' -Direction (Inbound|Outbound) -Action Allow -Protocol (TCP|UDP)" +
    `(?: -LocalAddress ${LIST})?(?: -RemoteAddress ${LIST})?(?: -(Local|Remote)Port ${LIST})? \\| Out-Null$`,
);
const OTHER = [
  /^# [^\r\n]*$/,
  /^\$ErrorActionPreference = 'Stop'$/,
  /^Get-NetFirewallRule -Group 'Portolan \w+' -ErrorAction SilentlyContinue \| Remove-NetFirewallRule$/,
  /^Set-NetFirewallProfile -All -DefaultOutboundAction Block$/,
];

export function readPowershell(text: string): Decide {
  const lines = text.split('\r\n').filter((line) => line !== '');
  return firstOf(
    lines.flatMap((line): ReadRule[] => {
      if (OTHER.some((pattern) => pattern.test(line))) return [];
      const [, direction, protocol = '', local, remote, side, ports] = RULE.exec(line) ?? unknown(line);
      const isInbound = direction === 'Inbound';
      if (ports !== undefined && side !== (isInbound ? 'Local' : 'Remote')) unknown(line);
      const list = (items: string | undefined) => items?.slice(1, -1).split("','") ?? null;
      const [here, there] = [list(local), list(remote)].map((items) => (items === null ? null : within(items)));
      return [
        {
          action: 'allow',
          protocols: [protocol.toLowerCase()],
          from: (isInbound ? there : here) ?? null,
          to: (isInbound ? here : there) ?? null,
          ports: list(ports)?.map((port) => spanOf(port)) ?? null,
        },
      ];
    }),
  );
}
