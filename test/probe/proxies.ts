/** Which real proxies do the tests start, and how are they set up? */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf, program } from '../programs.ts';
import type { Certificates } from '../support/certificates.ts';
import { MICROSOCKS } from '../support/microsocks.ts';
import { SQUID } from '../support/squid.ts';
import { type Folder, freePorts, type Listening, start } from './processes.ts';

export const DANTE = program({
  name: 'danted',
  candidates: ['/usr/sbin/danted', 'danted', 'sockd'],
  package: 'dante-server',
});
export const TINYPROXY = program({
  name: 'tinyproxy',
  candidates: ['tinyproxy', '/usr/sbin/tinyproxy'],
  package: 'tinyproxy',
});

/** One Squid with a port for each set of rules: open, default, basic, denied, and basic behind TLS. */
export async function startSquid(folder: Folder, { key, cert }: Certificates): Promise<Listening> {
  const ports = await freePorts(5);
  const [open, standard, basic, denied, tls] = ports;
  chmodSync(folder.path, 0o777);
  const keyFile = folder.file('squid.key', key);
  const certFile = folder.file('squid.pem', cert);
  const passwords = folder.file('passwords', 'user:$apr1$abcdefgh$MxOPRhvhZsSQgIRoskdu..\n');
  const hosts = folder.file('hosts', '127.0.0.1 probe.invalid localhost\n');
  const config = folder.file(
    'squid.conf',
    `http_port 127.0.0.1:${open} name=open
http_port 127.0.0.1:${standard} name=standard
http_port 127.0.0.1:${basic} name=basic
http_port 127.0.0.1:${denied} name=denied
https_port 127.0.0.1:${tls} name=tls tls-cert=${certFile} tls-key=${keyFile}
auth_param basic program /usr/lib/squid/basic_ncsa_auth ${passwords}
auth_param basic children 1 startup=0
acl open myportname open
acl denied myportname denied
acl asks myportname basic tls
acl user proxy_auth REQUIRED
acl SSL_ports port 443
acl Safe_ports port 80 443 1025-65535
http_access allow open
http_access deny denied
http_access allow asks user
http_access deny asks
http_access deny !Safe_ports
http_access deny CONNECT !SSL_ports
http_access allow localhost
http_access deny all
cache deny all
cache_mem 8 MB
hosts_file ${hosts}
dns_nameservers 127.0.0.1
access_log none
cache_log ${join(folder.path, 'cache.log')}
pid_filename ${join(folder.path, 'squid.pid')}
coredump_dir ${folder.path}
shutdown_lifetime 0 seconds
pinger_enable off
visible_hostname squid.test
`,
  );
  return await start(folder, [pathOf(SQUID), '-N', '-f', config], ports);
}

/** A Dante that asks for `method` and passes or blocks every request. */
export async function startDante(
  folder: Folder,
  method: 'none' | 'username',
  verdict: 'pass' | 'block',
): Promise<Listening> {
  const ports = await freePorts(1);
  const config = folder.file(
    `dante-${method}-${verdict}.conf`,
    `logoutput: ${join(folder.path, `dante-${method}-${verdict}.log`)}
internal: 127.0.0.1 port = ${ports[0]}
external: 127.0.0.1
clientmethod: none
socksmethod: ${method}
client pass {
  from: 127.0.0.0/8 to: 0.0.0.0/0
}
socks ${verdict} {
  from: 0.0.0.0/0 to: 0.0.0.0/0
}
`,
  );
  const pid = join(folder.path, `dante-${method}-${verdict}.pid`);
  return await start(folder, [pathOf(DANTE), '-f', config, '-p', pid], ports);
}

/** A microsocks, with or without a password. */
export async function startMicrosocks(folder: Folder, ...options: readonly string[]): Promise<Listening> {
  const ports = await freePorts(1);
  return await start(folder, [pathOf(MICROSOCKS), '-i', '127.0.0.1', '-p', String(ports[0]), ...options], ports);
}

/** A tinyproxy with further lines of configuration. */
export async function startTinyproxy(folder: Folder, name: string, ...lines: readonly string[]): Promise<Listening> {
  const ports = await freePorts(1);
  const text = [
    `Port ${ports[0]}`,
    'Listen 127.0.0.1',
    'Timeout 20',
    'MaxClients 20',
    'LogLevel Critical',
    ...lines,
    '',
  ];
  const config = folder.file(`tinyproxy-${name}.conf`, text.join('\n'));
  return await start(folder, [pathOf(TINYPROXY), '-d', '-c', config], ports);
}
