/** What does a batch file of netsh calls allow? Only allow rules, so that order does not count. */
import { type Decide, firstOf, type ReadRule, spanOf, unknown, within } from './reading.ts';

const ADD =
  /^netsh advfirewall firewall add rule name="Portolan \w+" description="[a-z0-9-]+" dir=(in|out) action=allow protocol=(TCP|UDP)(?: localip=(\S+))?(?: remoteip=(\S+))?(?: (local|remote)port=(\S+))? \|\| exit \/b 1$/;
const OTHER = [
  /^@echo off$/,
  /^rem [^%&|<>^]*$/,
  /^netsh advfirewall firewall delete rule name="Portolan \w+" >nul$/,
  /^netsh advfirewall set allprofiles firewallpolicy blockinbound,blockoutbound \|\| exit \/b 1$/,
];

export function readNetsh(text: string): Decide {
  const lines = text.split('\r\n').filter((line) => line !== '');
  const rules = lines.flatMap((line): ReadRule[] => {
    if (line.length > 8_191) throw new Error('a line that cmd cuts');
    if (OTHER.some((pattern) => pattern.test(line))) return [];
    const [, direction, protocol = '', local, remote, side, ports] = ADD.exec(line) ?? unknown(line);
    if (ports !== undefined && side !== (direction === 'in' ? 'local' : 'remote')) unknown(line);
    const list = (addresses: string | undefined) => (addresses === undefined ? null : within(addresses.split(',')));
    const [from, to] = direction === 'out' ? [list(local), list(remote)] : [list(remote), list(local)];
    const spans = ports?.split(',').map((port) => spanOf(port)) ?? null;
    return [{ action: 'allow', protocols: [protocol.toLowerCase()], from, to, ports: spans }];
  });
  return firstOf(rules);
}
