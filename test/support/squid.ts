/** How is a real Squid run for a test, so that the origin knows its visits by their source address? */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf, program } from '../programs.ts';
import { type Running, run, untilListening } from './running.ts';

/** Squid, found or not. */
export const SQUID = program({ name: 'Squid', candidates: ['squid', '/usr/sbin/squid'], package: 'squid' });

export interface SquidSettings {
  /** 127.0.0.1 unless given. */
  readonly address?: string;
  readonly port: number;
  /** The source address of its connections to origins. */
  readonly outgoing: string;
  /** A second port, to which clients speak TLS, with a source address of its own; key and certificate are PEM. */
  readonly tls: { readonly port: number; readonly outgoing: string; readonly key: string; readonly cert: string };
  /** For its configuration and logs; made if it is not there. */
  readonly folder: string;
}

export interface Squid extends Running {
  /** The lines of its access log; a CONNECT stands there once its tunnel is closed. */
  readonly log: () => string[];
}

/** Starts Squid without a cache; ready when the promise resolves. A second start in one folder continues its log. */
export async function startSquid(settings: SquidSettings): Promise<Squid> {
  const { folder, port, address = '127.0.0.1' } = settings;
  mkdirSync(folder, { recursive: true });
  // Started by root it gives up its rights before it opens these files.
  chmodSync(folder, 0o777);
  const file = join(folder, 'squid.conf');
  writeFileSync(file, configuration(settings));
  writeFileSync(join(folder, 'tls.key'), settings.tls.key);
  writeFileSync(join(folder, 'tls.pem'), settings.tls.cert);
  const squid = run(pathOf(SQUID), ['-N', '-f', file]);
  await Promise.all([untilListening(port, squid, { address }), untilListening(settings.tls.port, squid, { address })]);
  const accessLog = join(folder, 'access.log');
  const log = () => (existsSync(accessLog) ? readFileSync(accessLog, 'utf8').split('\n').filter(Boolean) : []);
  return { ...squid, log };
}

/** Directives of http://www.squid-cache.org/Doc/config/. */
const configuration = ({ address = '127.0.0.1', port, outgoing, tls, folder }: SquidSettings): string => `
http_port ${address}:${port}
https_port ${address}:${tls.port} tls-cert=${folder}/tls.pem tls-key=${folder}/tls.key
http_access allow all
cache deny all
access_log stdio:${folder}/access.log
cache_log ${folder}/cache.log
pid_filename none
coredump_dir ${folder}
acl overTls myportname ${address}:${tls.port}
tcp_outgoing_address ${tls.outgoing} overTls
tcp_outgoing_address ${outgoing}
dns_nameservers 127.0.0.1
shutdown_lifetime 0 seconds
pinger_enable off
visible_hostname squid.corp.test
`;
