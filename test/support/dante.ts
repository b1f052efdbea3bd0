/** How is a real SOCKS4 server run for a test, so that the origin knows its visits by their source address? */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf, program } from '../programs.ts';
import { type Running, run, untilListening } from './running.ts';

/** Dante, found or not. It speaks SOCKS4 and SOCKS5, not SOCKS4a: with version 4 the client resolves the name. */
export const DANTE = program({ name: 'Dante', candidates: ['danted', '/usr/sbin/danted'], package: 'dante-server' });

export interface DanteSettings {
  /** On 127.0.0.1. */
  readonly port: number;
  /** The source address of its connections to origins. */
  readonly outgoing: string;
  /** For its configuration and log; made if it is not there. */
  readonly folder: string;
}

export interface Dante extends Running {
  /** One line or more for each connection that it made, with the address and port that the client asked for. */
  readonly log: () => string[];
}

/** Starts Dante; ready when the promise resolves. */
export async function startDante({ port, outgoing, folder }: DanteSettings): Promise<Dante> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'danted.conf');
  const logFile = join(folder, 'danted.log');
  writeFileSync(
    file,
    `logoutput: ${logFile}
internal: 127.0.0.1 port = ${port}
external: ${outgoing}
clientmethod: none
socksmethod: none
client pass {
  from: 127.0.0.0/8 to: 0.0.0.0/0
}
socks pass {
  from: 0.0.0.0/0 to: 0.0.0.0/0
  protocol: tcp
  proxyprotocol: socks_v4
  log: connect
}
`,
  );
  const dante = run(pathOf(DANTE), ['-f', file, '-p', join(folder, 'danted.pid')]);
  await untilListening(port, dante);
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8').split('\n').filter(Boolean) : []);
  return { ...dante, log };
}
