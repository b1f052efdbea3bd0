/** Which firewalls are the exports tried with? */
import { program } from '../../programs.ts';

const inSbin = (name: string) => [name, `/usr/sbin/${name}`, `/sbin/${name}`];

export const NFT = program({ name: 'nft', candidates: inSbin('nft'), package: 'nftables' });
export const IPTABLES_RESTORE = program({
  name: 'iptables-restore',
  candidates: inSbin('iptables-restore'),
  package: 'iptables',
});
export const IP6TABLES_RESTORE = program({
  name: 'ip6tables-restore',
  candidates: inSbin('ip6tables-restore'),
  package: 'iptables',
});
export const IPTABLES_SAVE = program({
  name: 'iptables-save',
  candidates: inSbin('iptables-save'),
  package: 'iptables',
});
export const IP6TABLES_SAVE = program({
  name: 'ip6tables-save',
  candidates: inSbin('ip6tables-save'),
  package: 'iptables',
});
export const UFW = program({ name: 'ufw', candidates: inSbin('ufw'), package: 'ufw' });
export const FIREWALLD = program({ name: 'firewalld', candidates: inSbin('firewalld'), package: 'firewalld' });
export const FIREWALL_OFFLINE_CMD = program({
  name: 'firewall-offline-cmd',
  candidates: ['firewall-offline-cmd', '/usr/bin/firewall-offline-cmd'],
  package: 'firewalld',
});
export const DBUS_DAEMON = program({ name: 'dbus-daemon', candidates: ['dbus-daemon'], package: 'dbus-daemon' });
export const SQUID = program({ name: 'squid', candidates: inSbin('squid'), package: 'squid' });
